package io.skein.perf.bench;

import com.google.gson.Gson;
import com.google.gson.JsonSyntaxException;
import io.skein.SkeinException;
import io.skein.perf.bench.end.EndSpec;
import io.skein.perf.bench.end.Round;
import org.HdrHistogram.Histogram;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * An end in a process of its own: the same Java, the same flags, the same class path.
 */
final class ProcessSeat implements Seat
{
    private static final long ANSWER_TIMEOUT_MS = 30_000;
    private static final String END = "";

    private final Gson gson = new Gson();
    private final BlockingQueue<String> answers = new ArrayBlockingQueue<>(16);
    private final Process process;
    private final PrintWriter out;

    ProcessSeat(final EndSpec spec)
    {
        try
        {
            process = new ProcessBuilder(command()).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        }
        catch (final IOException ex)
        {
            throw new SkeinException("the far process does not start: " + ex.getMessage(), ex);
        }
        out = new PrintWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8), true);
        final Thread reader = new Thread(this::readAnswers, "bench-far-answers");
        reader.setDaemon(true);
        reader.start();
        out.println(gson.toJson(spec));
        requireReady();
    }

    private static List<String> command()
    {
        final List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(FarProcess.class.getName());
        return command;
    }

    private void readAnswers()
    {
        try (BufferedReader in = new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)))
        {
            String line;
            while (null != (line = in.readLine()))
            {
                answers.put(line);
            }
            answers.put(END);
        }
        catch (final IOException ex)
        {
            answers.offer(END);
        }
        catch (final InterruptedException ex)
        {
            Thread.currentThread().interrupt();
        }
    }

    private String answer(final long timeoutMs)
    {
        try
        {
            return answers.poll(timeoutMs, TimeUnit.MILLISECONDS);
        }
        catch (final InterruptedException ex)
        {
            Thread.currentThread().interrupt();
            return END;
        }
    }

    private void requireReady()
    {
        final String answer = answer(ANSWER_TIMEOUT_MS);
        if (!FarProcess.READY.equals(answer))
        {
            close();
            throw new SkeinException("the far process does not answer: " +
                (null == answer || END.equals(answer) ? "it said nothing" : report(answer).error()));
        }
    }

    private SeatReport report(final String answer)
    {
        try
        {
            return gson.fromJson(answer, SeatReport.class);
        }
        catch (final JsonSyntaxException ex)
        {
            return SeatReport.failed("the far process said: " + answer);
        }
    }

    @Override
    public void awaitConnected()
    {
        out.println(FarProcess.AWAIT);
        requireReady();
    }

    @Override
    public void begin(final Round round)
    {
        out.println(gson.toJson(round));
    }

    @Override
    public SeatReport poll(final long timeoutMs)
    {
        final String answer = answer(timeoutMs);
        return null == answer ? null : END.equals(answer) ?
            SeatReport.failed("the far process is gone") : report(answer);
    }

    @Override
    public Histogram latencies()
    {
        return null;
    }

    @Override
    public long progress()
    {
        return 0;
    }

    @Override
    public void stop()
    {
        process.destroy();
    }

    @Override
    public void close()
    {
        out.close();
        try
        {
            if (!process.waitFor(10, TimeUnit.SECONDS))
            {
                process.destroyForcibly();
            }
        }
        catch (final InterruptedException ex)
        {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
