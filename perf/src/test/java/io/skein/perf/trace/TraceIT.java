package io.skein.perf.trace;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.skein.driver.EmbeddedDriver;
import io.skein.tool.Main;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * The command beside processes that publish over two hops: with the same clock, and with clocks that really differ, as
 * a process is in a time namespace of its own whose monotonic clock is 1,000 seconds ahead.
 */
@Timeout(60)
class TraceIT
{
    private static final long AHEAD_S = 1_000;
    private static final long PATIENCE_S = 30;
    private static final List<String> TIME_NAMESPACE =
        List.of("unshare", "--time", "--monotonic", String.valueOf(AHEAD_S), "--fork", "--kill-child");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    @Test
    void shouldTellWhereTimeGoesWhenAMessageGoesOverTwoHops() throws Exception
    {
        final JsonObject result = trace(List.of(child(false, PipelineMain.SOURCE + PipelineMain.MIDDLE)));
        final JsonObject counts = result.getAsJsonObject("counts");
        final long messages = counts.get("messages").getAsLong();
        assertTrue(messages > 0, out::toString);
        for (final String none : new String[]{"withoutTrace", "lostHops", "lostSpans", "backwards", "leftOut"})
        {
            assertEquals(0, counts.get(none).getAsLong(), () -> none + out);
        }
        assertEquals(List.of("0 published in log", "0 in log received", "0 received handler start", "0 span look",
            "0 handler start forwarded", "1 published in log", "1 in log received", "1 received handler start",
            "-1 published received"), stages(result));
        for (final JsonElement stage : result.getAsJsonArray("stages"))
        {
            assertEquals(messages, stage.getAsJsonObject().get("count").getAsLong());
            assertFalse(stage.getAsJsonObject().get("isEstimated").getAsBoolean());
        }
        assertEquals(0, result.getAsJsonArray("clocks").size());
        assertTrue(out.toString().startsWith("topic " + PipelineMain.LAST + " over aeron:ipc, "), out::toString);
        assertTrue(out.toString().contains("  span look"), out::toString);
        assertTrue(err.toString().contains(" messages, 0 without a trace"), err::toString);
    }

    @Test
    void shouldFindTheOffsetFromBothWaysWhenTheMiddleHasAnotherClock() throws Exception
    {
        assumeTimeNamespaces();
        final JsonObject result = trace(List.of(child(true, PipelineMain.MIDDLE), child(false, PipelineMain.SOURCE)));
        final JsonArray clocks = result.getAsJsonArray("clocks");
        assertEquals(2, clocks.size(), out::toString);
        assertClock(clocks.get(0), 0, "both ways", AHEAD_S);
        assertClock(clocks.get(1), 1, "both ways", -AHEAD_S);
        assertEstimated(result, "0 in log received", "1 in log received");
        assertTrue(out.toString().contains("~ in log -> received"), out::toString);
    }

    @Test
    void shouldFindTheOffsetFromOneWayWhenAllPublishersHaveAnotherClock() throws Exception
    {
        assumeTimeNamespaces();
        final JsonObject result = trace(List.of(child(true, PipelineMain.SOURCE + PipelineMain.MIDDLE)));
        final JsonArray clocks = result.getAsJsonArray("clocks");
        assertEquals(1, clocks.size(), out::toString);
        assertClock(clocks.get(0), 1, "one way", -AHEAD_S);
        assertEstimated(result, "1 in log received", "-1 published received");
        assertTrue(out.toString().contains("as if the fastest had taken no time"), out::toString);
    }

    @Test
    void shouldSayThatNothingCame()
    {
        assertEquals(1, run("--topic", "nobody", "--warmup", "0", "--duration", "0.1"));
        assertTrue(err.toString().contains("no message came on topic nobody"), err::toString);
    }

    private static void assertClock(
        final JsonElement element, final int hop, final String kind, final long offsetSeconds)
    {
        final JsonObject clock = element.getAsJsonObject();
        assertEquals(hop, clock.get("hop").getAsInt());
        assertEquals(kind, clock.get("kind").getAsString());
        final long errorNs = clock.get("offsetNs").getAsLong() - TimeUnit.SECONDS.toNanos(offsetSeconds);
        assertTrue(Math.abs(errorNs) < TimeUnit.SECONDS.toNanos(1), clock::toString);
    }

    private static void assertEstimated(final JsonObject result, final String... stages)
    {
        final List<String> estimated = new ArrayList<>();
        for (final JsonElement stage : result.getAsJsonArray("stages"))
        {
            if (stage.getAsJsonObject().get("isEstimated").getAsBoolean())
            {
                estimated.add(name(stage));
                // Were the clocks taken for one, it would be a thousand seconds, or less than nothing.
                assertTrue(stage.getAsJsonObject().get("maxNs").getAsLong() < TimeUnit.SECONDS.toNanos(AHEAD_S / 2));
            }
        }
        assertEquals(List.of(stages), estimated);
        assertEquals(0, result.getAsJsonObject("counts").get("backwards").getAsLong());
    }

    private static List<String> stages(final JsonObject result)
    {
        final List<String> stages = new ArrayList<>();
        result.getAsJsonArray("stages").forEach((stage) -> stages.add(name(stage)));
        return stages;
    }

    private static String name(final JsonElement element)
    {
        final JsonObject stage = element.getAsJsonObject();
        return stage.get("hop").getAsInt() + " " + stage.get("begin").getAsString() + " " +
            stage.get("end").getAsString();
    }

    private static void assumeTimeNamespaces() throws InterruptedException
    {
        String problem = null;
        try
        {
            final List<String> command = new ArrayList<>(TIME_NAMESPACE);
            command.add("true");
            final Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            final String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            problem = 0 == process.waitFor() ? null : output.strip();
        }
        catch (final IOException ex)
        {
            problem = ex.getMessage();
        }
        if (null != problem)
        {
            final String reason = "skipped: no time namespace of its own for a process: " + problem;
            System.out.println(reason);
            Assumptions.abort(reason);
        }
    }

    private static List<String> child(final boolean isAhead, final String role)
    {
        final List<String> command = new ArrayList<>(isAhead ? TIME_NAMESPACE : List.of());
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
            .filter((argument) -> !argument.startsWith("-agentlib")).toList());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), PipelineMain.class.getName(), "", role));
        return command;
    }

    /**
     * @return what the command wrote while the children ran.
     */
    private JsonObject trace(final List<List<String>> children) throws Exception
    {
        final Path json = folder.resolve("trace.json");
        final List<Process> processes = new ArrayList<>();
        try (EmbeddedDriver driver = EmbeddedDriver.launch())
        {
            final String directory = driver.aeronDirectory().toString();
            try
            {
                for (final List<String> child : children)
                {
                    child.set(child.size() - 2, directory);
                    final Process process = new ProcessBuilder(child).redirectErrorStream(true).start();
                    processes.add(process);
                    // Nothing else would end the reading of what a process does not say.
                    CompletableFuture.delayedExecutor(PATIENCE_S, TimeUnit.SECONDS).execute(process::destroyForcibly);
                    awaitReady(process);
                }
                assertEquals(0, run("--topic", PipelineMain.LAST, "--kind", "message", "--aeron-dir", directory,
                    "--warmup", "0.7", "--duration", "1", "--interval", "0.5", "--json", json.toString()),
                    err::toString);
            }
            finally
            {
                for (final Process process : processes)
                {
                    process.getOutputStream().close();
                    process.waitFor(10, TimeUnit.SECONDS);
                    process.destroyForcibly();
                }
            }
            assertEquals(0, driver.errorCount());
        }
        return JsonParser.parseString(Files.readString(json)).getAsJsonObject();
    }

    private static void awaitReady(final Process process) throws IOException
    {
        final StringBuilder output = new StringBuilder();
        final BufferedReader reader = process.inputReader(StandardCharsets.UTF_8);
        String line = reader.readLine();
        while (null != line && !line.startsWith("READY"))
        {
            output.append(line).append('\n');
            line = reader.readLine();
        }
        assertTrue(null != line, output::toString);
    }

    private int run(final String... args)
    {
        final List<String> all = new ArrayList<>(List.of("trace"));
        all.addAll(List.of(args));
        return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), all.toArray(new String[0]));
    }
}
