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
import io.skein.topic.TraceOptions;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Short runs, of both ends, attached and interrupted. Runs become longer until something has come. Of times, only those
 * are asserted that what did not come has.
 */
@Timeout(60)
class LatencyIT
{
    private static final Topic TIMED = Topic.message("prices").publishTime(true);
    private static final double SHORTEST_S = 0.3;
    private static final double LONGEST_S = 10;
    private static final long PATIENCE_S = 30;
    private static final int MESSAGES = 100;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();


    private volatile boolean isOver;

    @TempDir
    private Path folder;

    @Test
    void shouldWriteWhatItShows() throws IOException
    {
        final Path json = folder.resolve("run.json");
        final int exitCode = until(this::hasCome, List.of("--rate", "2000", "--warmup", "0.1", "--interval", "0.2",
            "--hlog", folder.resolve("run.hlog").toString(), "--hgrm", folder.resolve("run.hgrm").toString(), "--json",
            json.toString()));

        final JsonObject result = resultOf(json);
        // A busy machine may miss the rate; then that is what exit code, summary and figures say.
        final long messages = result.get("messages").getAsLong();
        final long unreceived = result.get("unreceived").getAsLong();
        final boolean isBad = result.get("rateMissed").getAsBoolean() || unreceived > 0;
        assertEquals(isBad ? 1 : 0, exitCode, err::toString);
        assertEquals(isBad, out.toString().contains("FAIL: "), out::toString);
        assertTrue(messages > 0, out::toString);
        assertEquals(messages + unreceived, countsOf(folder.resolve("run.hlog")));
        assertTrue(Files.readString(folder.resolve("run.hgrm")).contains("Total count    = "), out::toString);
        assertTrue(err.toString().contains(" s: p50"), err::toString);
        assertTrue(out.toString().contains("p99.99"), out::toString);
    }

    @Test
    void shouldListenToWhatOthersPublish() throws Exception
    {
        assertEquals(0, attach(TIMED, false, "--kind", "message"), err::toString);
        assertTrue(text().startsWith("topic prices, since published, one way over aeron:ipc"), out::toString);
        assertTrue(text().contains("may be up to 1.00 us off"), out::toString);
    }

    @Test
    void shouldTakeTheClockOfTheHostWhenMessagesHaveTraces() throws Exception
    {
        final Path json = folder.resolve("run.json");
        assertEquals(0, attach(TIMED.trace(TraceOptions.of(1)), false, "--kind", "message", "--json", json.toString()),
            err::toString);
        final JsonObject result = resultOf(json);
        assertEquals("trace", result.get("clock").getAsString());
        assertEquals(0, result.get("tooEarly").getAsLong());
        assertTrue(result.get("messagesPerSecond").getAsDouble() > 0, result::toString);
        assertFalse(text().contains("us off"), out::toString);
    }

    @Test
    void shouldTakeTheTopicOfAFile() throws Exception
    {
        final Path file = Files.writeString(folder.resolve("topics.yaml"), "version: 1\ntopics:\n  prices:\n" +
            "    kind: message\n    stream: " + TIMED.streamId() + "\n    publishTime: true\n");
        assertEquals(0, attach(TIMED, false, "--topics", file.toString()), err::toString);
    }

    @Test
    void shouldSayThatNothingCameAnyMoreWhenAPublisherStandsStillAfterAnother() throws Exception
    {
        final Path json = folder.resolve("run.json");
        assertEquals(1, attach(TIMED, true, "--kind", "message", "--rate", "1000", "--json", json.toString()),
            out::toString);
        assertEquals(1, out.toString().lines().filter((line) -> line.contains("FAIL")).count(), out::toString);
        assertTrue(text().contains("had not come when it ended"), out::toString);
        assertFalse(err.toString().contains("had not come"), err::toString);
        final JsonObject result = resultOf(json);
        assertTrue(result.get("unreceived").getAsLong() > 500, result::toString);
        assertTrue(result.get("maxNs").getAsLong() > LatencyReceiver.GRACE_NS, result::toString);
    }

    @Test
    void shouldSayWhatIsMissingWhenMessagesHaveNoTime() throws Exception
    {
        assertEquals(1, attach(TIMED.publishTime(false), false, "--kind", "message"));
        assertTrue(err.toString().contains("set trace or publishTime in the topic of their publisher"), err::toString);
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
        final List<String> rest = interrupt(" s: p50", json);
        assertTrue(rest.stream().anyMatch((last) -> last.contains("on schedule, since each was due")),
            rest::toString);
        assertTrue(resultOf(json).get("messages").getAsLong() > 0);
    }

    @Test
    void shouldSayFailWhenItIsInterruptedAndTheRateWasMissed() throws Exception
    {
        final Path json = folder.resolve("run.json");
        final List<String> rest = interrupt(" s: ", json, "--rate", "10000000", "--size", "65536");
        assertTrue(rest.stream().anyMatch((last) -> last.startsWith("FAIL: rate missed")), rest::toString);
        assertTrue(rest.stream().anyMatch((last) -> last.startsWith("FAIL: ") && last.contains("had not come")),
            rest::toString);
        final JsonObject result = resultOf(json);
        assertTrue(result.get("rateMissed").getAsBoolean());
        assertTrue(result.get("unreceived").getAsLong() > 0);
        // They are as old as they were.
        assertTrue(result.get("maxNs").getAsLong() >= LatencyReceiver.GRACE_NS, result::toString);
    }

    /**
     * @return what it prints after a line that it is interrupted at.
     */
    private static List<String> interrupt(final String line, final Path json, final String... args) throws Exception
    {
        final List<String> command = new ArrayList<>(
            List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
            .filter((argument) -> !argument.startsWith("-agentlib")).toList());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName(), "latency",
            "--warmup", "0", "--interval", "0.1", "--json", json.toString()));
        command.addAll(List.of(args));
        final Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        // Nothing else would end the reading of what it does not say.
        CompletableFuture.delayedExecutor(PATIENCE_S, TimeUnit.SECONDS).execute(process::destroyForcibly);
        try (BufferedReader reader = new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)))
        {
            String read = reader.readLine();
            while (null != read && !read.contains(line))
            {
                read = reader.readLine();
            }
            new ProcessBuilder("kill", "-INT", String.valueOf(process.pid())).start().waitFor();
            final List<String> rest = reader.lines().toList();
            assertTrue(process.waitFor(20, TimeUnit.SECONDS));
            assertEquals(130, process.exitValue(), rest::toString);
            return rest;
        }
        finally
        {
            process.destroyForcibly();
        }
    }

    private static JsonObject resultOf(final Path json) throws IOException
    {
        return JsonParser.parseString(Files.readString(json)).getAsJsonArray().get(0).getAsJsonObject();
    }

    private int attach(final Topic topic, final boolean isToStop, final String... args) throws Exception
    {
        try (EmbeddedDriver driver = EmbeddedDriver.launch(); Skein skein = Skein.connect(driver.connection()))
        {
            final Thread thread = new Thread(() -> publish(skein, topic, isToStop));
            thread.start();
            final List<String> all = new ArrayList<>(List.of(
                "--topic", "prices", "--warmup", "0", "--aeron-dir", driver.aeronDirectory().toString()));
            all.addAll(List.of(args));
            try
            {
                return until(() -> hasCome() && (!isToStop || out.toString().contains("FAIL")), all);
            }
            finally
            {
                isOver = true;
                thread.join();
            }
        }
    }
    /**
     * For one run after the other, until it is over.
     *
     * @param isToStop whether the first publisher of each run is closed, and the second one sends some and no more.
     */
    private void publish(final Skein skein, final Topic topic, final boolean isToStop)
    {
        while (!isOver)
        {
            try (MessagePublisher first = skein.addMessagePublisher(topic, Sharing.EXCLUSIVE))
            {
                send(first, isToStop ? 1 : Long.MAX_VALUE);
            }
            try (MessagePublisher second = skein.addMessagePublisher(topic, Sharing.EXCLUSIVE))
            {
                send(second, MESSAGES);
                while (second.isConnected() && !isOver)
                {
                    Thread.yield();
                }
            }
        }
    }

    private void send(final MessagePublisher publisher, final long limit)
    {
        final Claim claim = publisher.newClaim();
        long count = 0;
        while (count < limit && !isOver)
        {
            if (publisher.tryClaim(Long.BYTES, claim) > 0)
            {
                claim.data().putLong(0, 1);
                claim.commit();
                ++count;
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

    /**
     * Run again and again, each time for longer, as a busy machine needs time until anything comes.
     */
    private int until(final BooleanSupplier isDone, final List<String> args)
    {
        int exitCode = -1;
        for (double seconds = SHORTEST_S; seconds < LONGEST_S && (exitCode < 0 || !isDone.getAsBoolean()); seconds *= 2)
        {
            out.getBuffer().setLength(0);
            err.getBuffer().setLength(0);
            final List<String> all = new ArrayList<>(args);
            all.addAll(List.of("--seconds", String.valueOf(seconds)));
            exitCode = run(all.toArray(new String[0]));
        }
        return exitCode;
    }

    private boolean hasCome()
    {
        return !err.toString().contains("no message came");
    }

    /**
     * @return what was printed, without ends of lines.
     */
    private String text()
    {
        return out.toString().replaceAll("\\s+", " ");
    }

    private int run(final String... args)
    {
        final List<String> all = new ArrayList<>(List.of("latency"));
        all.addAll(List.of(args));
        return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), all.toArray(new String[0]));
    }
}
