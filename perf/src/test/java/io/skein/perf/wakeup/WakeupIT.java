package io.skein.perf.wakeup;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.skein.tool.ExitCodes;
import io.skein.tool.Main;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * A short run, and what is refused. No times are asserted.
 */
@Timeout(60)
class WakeupIT
{
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    @Test
    void shouldMeasureEachStrategyWhenAsked() throws IOException
    {
        final Path json = folder.resolve("wakeup.json");
        assertEquals(ExitCodes.OK, run("--strategies", "park,event", "--messages", "30", "--warmup", "100",
            "--rate", "1000", "--settle", "0", "--idle", "0.1", "--json", json.toString()), err::toString);

        final JsonArray rows = JsonParser.parseString(Files.readString(json)).getAsJsonArray();
        assertEquals(4, rows.size());
        assertEquals("park", rows.get(0).getAsJsonObject().get("strategy").getAsString());
        final JsonObject event = rows.get(2).getAsJsonObject();
        assertEquals("event", event.get("strategy").getAsString());
        assertEquals(30, event.get("messages").getAsLong());
        assertEquals(0.1, event.get("idleSeconds").getAsDouble());
        assertTrue(event.get("idleCpuPercent").getAsDouble() >= 0);
        assertTrue(event.get("p50Ns").getAsLong() > 0);
        assertTrue(event.get("p50Ns").getAsLong() <= event.get("maxNs").getAsLong());
        final JsonObject bare = rows.get(3).getAsJsonObject();
        assertEquals("unpark", bare.get("system").getAsString());
        assertTrue(bare.get("messages").getAsLong() > 0 && bare.get("messages").getAsLong() <= 30, bare::toString);
        assertEquals(3, out.toString().lines().count(), out::toString);
        assertTrue(out.toString().contains("P12 "), out::toString);
    }

    @ParameterizedTest
    @CsvSource({
        "--messages 0, --messages is 0", "--warmup -1, --warmup is -1", "--rate 0, --rate is 0.0",
        "--rate NaN, --rate is NaN", "--idle 0, --idle is 0.0", "--settle -1, --settle is -1.0"})
    void shouldRefuseBadNumbersWithUsage(final String arguments, final String message)
    {
        assertEquals(ExitCodes.USAGE, run(arguments.split(" ")));
        assertTrue(err.toString().contains(message), err::toString);
    }

    @Test
    void shouldFailWhenThereIsNoSuchStrategy()
    {
        assertEquals(ExitCodes.FAILED, run("--strategies", "nap"));
        assertTrue(err.toString().contains("nap"), err::toString);
    }

    private int run(final String... arguments)
    {
        final String[] all = new String[arguments.length + 2];
        all[0] = "bench";
        all[1] = "wakeup";
        System.arraycopy(arguments, 0, all, 2, arguments.length);
        return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), all);
    }
}
