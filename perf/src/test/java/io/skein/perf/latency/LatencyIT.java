package io.skein.perf.latency;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.skein.Sharing;
import io.skein.Skein;
import io.skein.driver.EmbeddedDriver;
import io.skein.message.Claim;
import io.skein.message.MessagePublisher;
import io.skein.tool.Main;
import io.skein.topic.Topic;
import org.HdrHistogram.AbstractHistogram;
import org.HdrHistogram.EncodableHistogram;
import org.HdrHistogram.HistogramLogReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Short runs, of both ends, attached and interrupted. No times are asserted.
 */
@Timeout(60)
class LatencyIT
{
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    @Test
    void shouldWriteWhatItShows() throws IOException
    {
        final Path json = folder.resolve("run.json");
        final int exitCode = run("--rate", "2000", "--warmup", "0.1", "--seconds", "0.6", "--interval", "0.2", "--hlog",
            folder.resolve("run.hlog").toString(), "--hgrm", folder.resolve("run.hgrm").toString(), "--json",
            json.toString());

        final JsonObject result = JsonParser.parseString(Files.readString(json)).getAsJsonArray().get(0)
            .getAsJsonObject();
        // A busy machine may miss the rate; then that is what both the exit code and the figures say.
        assertEquals(result.get("rateMissed").getAsBoolean() ? 1 : 0, exitCode, err::toString);
        final long messages = result.get("messages").getAsLong();
        assertTrue(messages > 0, out::toString);
        assertEquals(messages, countsOf(folder.resolve("run.hlog")));
        assertTrue(Files.readString(folder.resolve("run.hgrm")).contains("Total count    = "), out::toString);
        assertEquals(3, err.toString().lines().filter((line) -> line.contains(" s: ")).count(), err::toString);
        assertTrue(out.toString().contains("p99.99"), out::toString);
    }

    @Test
    void shouldListenToWhatOthersPublish() throws Exception
    {
        assertEquals(0, attach(true, "--kind", "message", "--warmup", "0", "--seconds", "0.5"), err::toString);
        assertTrue(out.toString().startsWith("topic prices, since published, one way over aeron:ipc"), out::toString);
    }

    @Test
    void shouldSayWhatIsMissingWhenMessagesHaveNoTime() throws Exception
    {
        assertEquals(1, attach(false, "--kind", "message", "--seconds", "20"));
        assertTrue(err.toString().contains("set publishTime in the topic of their publisher"), err::toString);
    }

    @Test
    void shouldSayThatNothingCame()
    {
        assertEquals(1, run("--topic", "nobody", "--warmup", "0", "--seconds", "0.1"));
        assertTrue(err.toString().contains("no message came on topic nobody"), err::toString);
    }

    @Test
    void shouldPrintTheSummaryWhenItIsInterrupted() throws Exception
    {
        final Path json = folder.resolve("run.json");
        final List<String> command = new ArrayList<>(
            List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
            .filter((argument) -> !argument.startsWith("-agentlib")).toList());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName(), "latency",
            "--warmup", "0", "--interval", "0.1", "--json", json.toString()));
        final Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (BufferedReader reader = new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)))
        {
            String line = reader.readLine();
            while (null != line && !line.contains(" s: p50"))
            {
                line = reader.readLine();
            }
            new ProcessBuilder("kill", "-INT", String.valueOf(process.pid())).start().waitFor();
            final List<String> rest = reader.lines().toList();

            assertTrue(process.waitFor(20, TimeUnit.SECONDS));
            assertEquals(130, process.exitValue(), rest::toString);
            assertTrue(rest.stream().anyMatch((last) -> last.contains("on schedule, since each was due")),
                rest::toString);
            assertTrue(JsonParser.parseString(Files.readString(json)).getAsJsonArray().get(0).getAsJsonObject()
                .get("messages").getAsLong() > 0);
        }
        finally
        {
            process.destroyForcibly();
        }
    }

    private int attach(final boolean hasTime, final String... args) throws Exception
    {
        final Topic topic = Topic.message("prices").publishTime(hasTime);
        try (EmbeddedDriver driver = EmbeddedDriver.launch(); Skein skein = Skein.connect(driver.connection()))
        {
            final MessagePublisher publisher = skein.addMessagePublisher(topic, Sharing.EXCLUSIVE);
            final Thread thread = new Thread(() -> publish(publisher));
            thread.start();
            final List<String> all = new ArrayList<>(
                List.of("--topic", "prices", "--aeron-dir", driver.aeronDirectory().toString()));
            all.addAll(List.of(args));
            try
            {
                return run(all.toArray(new String[0]));
            }
            finally
            {
                thread.interrupt();
                thread.join();
            }
        }
    }

    private static void publish(final MessagePublisher publisher)
    {
        final Claim claim = publisher.newClaim();
        while (!Thread.interrupted())
        {
            if (publisher.tryClaim(Long.BYTES, claim) > 0)
            {
                claim.data().putLong(0, 1);
                claim.commit();
            }
            Thread.yield();
        }
    }

    private static long countsOf(final Path file) throws IOException
    {
        long count = 0;
        try (HistogramLogReader reader = new HistogramLogReader(file.toFile()))
        {
            EncodableHistogram histogram;
            while (null != (histogram = reader.nextIntervalHistogram()))
            {
                count += ((AbstractHistogram)histogram).getTotalCount();
            }
        }
        return count;
    }

    private int run(final String... args)
    {
        final List<String> all = new ArrayList<>(List.of("latency"));
        all.addAll(List.of(args));
        return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), all.toArray(new String[0]));
    }
}
