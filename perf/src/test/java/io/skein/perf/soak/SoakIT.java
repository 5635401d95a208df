package io.skein.perf.soak;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.skein.tool.Main;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

@Timeout(180)
@DisabledOnOs(OS.WINDOWS)
class SoakIT
{
    private static final String MINUTES = System.getProperty("skein.test.soak.minutes", "0.1");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    @Test
    void shouldFindNothingCorruptedAndNothingLeakedWhenProcessesAreKilled() throws IOException
    {
        final Path json = folder.resolve("soak.json");
        final int exitCode = run("--minutes", MINUTES, "--size", "20000", "--json", json.toString());

        assertEquals(0, exitCode, () -> out.toString() + err);
        final JsonObject result = JsonParser.parseString(Files.readString(json)).getAsJsonObject();
        assertTrue(result.get("passed").getAsBoolean());
        assertTrue(result.get("framesVerified").getAsLong() > 0);
        assertTrue(result.get("kills").getAsInt() + result.get("pauses").getAsInt() > 0);
        assertEquals(0, result.get("corrupted").getAsLong());
        assertEquals(0, result.get("slotsLeaked").getAsInt());
        assertTrue(out.toString().contains("PASS"), out::toString);
    }

    @Test
    void shouldRefuseWhatCanNotBeRun()
    {
        assertEquals(2, run("--minutes", "0"));
        assertEquals(2, run("--slots", "3"));
        assertEquals(2, run("--size", "100"));
        assertTrue(err.toString().contains("--size is 100, need a multiple of 8"), err::toString);
    }

    private int run(final String... arguments)
    {
        final String[] all = new String[arguments.length + 1];
        all[0] = "soak";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), all);
    }
}
