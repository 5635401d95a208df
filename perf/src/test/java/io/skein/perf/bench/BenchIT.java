package io.skein.perf.bench;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.skein.tool.Main;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Short runs of every arrangement. No times are asserted: only that every message came, whole and in order.
 */
class BenchIT
{
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {
        "rtt",
        "rtt --touched --sizes 8,100,1024",
        "rtt --channel udp",
        "rtt --driver shared",
        "rtt --processes 2 --touched",
        "throughput --sizes 64,1024",
        "throughput --touched --sizes 9,1000",
        "throughput --channel udp",
        "throughput --processes 2 --touched"})
    void shouldRun(final String scenario) throws IOException
    {
        for (final JsonElement element : run("bench " + scenario + " --messages 1000 --rounds 2"))
        {
            final JsonObject result = element.getAsJsonObject();
            assertEquals(0, result.get("corrupted").getAsLong());
            assertEquals(2_000, result.get("messages").getAsLong());
            assertTrue(result.get("messagesPerSecond").getAsDouble() > 0);
            assertEquals(scenario.startsWith("throughput"), result.get("p50Ns").isJsonNull());
        }
    }

    @Test
    void shouldRunOneSystemAlone() throws IOException
    {
        final JsonArray results = run("bench rtt --systems aeron --messages 1000 --rounds 1 --warmup 0");

        assertEquals(1, results.size());
        assertTrue(results.get(0).getAsJsonObject().get("p50RatioToAeron").isJsonNull());
    }

    @Test
    void shouldRefuseInOneLineWhatFitsNoFrame()
    {
        final StringWriter err = new StringWriter();

        assertEquals(1, Main.run(new PrintWriter(new StringWriter()), new PrintWriter(err, true),
            "bench", "rtt", "--channel", "udp", "--sizes", "1400"));
        assertTrue(err.toString().contains("aeron.mtu.length"), err::toString);
        assertEquals(1, err.toString().strip().lines().count(), err::toString);
    }

    @Test
    void shouldSayWhetherTheRateWasReached() throws IOException
    {
        final Path json = folder.resolve("rate.json");
        final StringWriter out = new StringWriter();

        final int exitCode = Main.run(new PrintWriter(out, true), new PrintWriter(new StringWriter()), "bench", "rtt",
            "--systems", "skein", "--rate", "2000", "--messages", "500", "--rounds", "1", "--json", json.toString());

        final JsonObject result = JsonParser.parseString(Files.readString(json)).getAsJsonArray().get(0)
            .getAsJsonObject();
        assertEquals(2_000, result.get("ratePerSecond").getAsDouble());
        // A busy machine may miss it; then that is what both the exit code and the report say.
        assertEquals(0 == exitCode ? 0 : 1, exitCode);
        assertEquals(1 == exitCode, result.get("rateMissed").getAsBoolean());
        assertEquals(1 == exitCode, out.toString().contains("FAIL: skein reached"));
    }

    private JsonArray run(final String commandLine) throws IOException
    {
        final Path json = folder.resolve("results.json");
        final StringWriter out = new StringWriter();
        final StringWriter err = new StringWriter();
        final int exitCode = Main.run(
            new PrintWriter(out, true), new PrintWriter(err, true), (commandLine + " --json " + json).split(" "));
        assertEquals(0, exitCode, () -> out + "\n" + err);
        return JsonParser.parseString(Files.readString(json)).getAsJsonArray();
    }
}
