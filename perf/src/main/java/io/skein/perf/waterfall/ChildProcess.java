package io.skein.perf.waterfall;

import io.skein.InterruptedWaitException;
import io.skein.SkeinException;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A command, waited for. It does not outlive the call: when the calling thread is interrupted, or the command says
 * nothing for too long, it is ended together with what it has started. What it complains of (stderr) tells why it
 * failed, and is no part of what it answers.
 */
final class ChildProcess
{
    private static final long LOOK_MS = 100;
    private static final long GRACE_MS = 1_500;
    private static final long LEFT_OPEN_NS = TimeUnit.SECONDS.toNanos(2);
    private static final int STREAMS = 2;
    private static final int MAX_OUTPUT = 1 << 20;
    private static final String ERROR_MARK = "[ERROR]";
    private final List<String> command;
    private final String name;
    private final Duration silence;
    private final BlockingQueue<Line> lines = new LinkedBlockingQueue<>();
    private final StringBuilder answer = new StringBuilder();
    private final StringBuilder said = new StringBuilder();

    /**
     * @param text     without its end; null for the end of a stream.
     * @param isAnswer whether it is of stdout.
     */
    private record Line(String text, boolean isAnswer)
    {
    }

    /**
     * @param command its path and its arguments.
     * @param name    for errors.
     * @param silence the longest time without a line.
     */
    ChildProcess(final List<String> command, final String name, final Duration silence)
    {
        this.command = command;
        this.name = name;
        this.silence = silence;
    }

    /**
     * Run it to its end.
     *
     * @param folder to run in.
     * @param onLine is told each line of what it prints, and an empty one whenever it printed none for a while.
     * @return what it printed to stdout, without blanks at both ends.
     * @throws SkeinException           if it does not start, fails, or is silent for too long; in one line.
     * @throws InterruptedWaitException if this thread is interrupted.
     */
    String run(final Path folder, final Consumer<String> onLine)
    {
        final Process process = start(folder);
        try
        {
            startReader(process.getInputStream(), true);
            startReader(process.getErrorStream(), false);
            await(process, onLine);
            if (!process.waitFor(silence.toMillis(), TimeUnit.MILLISECONDS))
            {
                throw new SkeinException(name + " does not end, and was stopped");
            }
            if (0 != process.exitValue())
            {
                throw new SkeinException(name + " failed with " + process.exitValue() + ": " + reason());
            }
            return answer.toString().strip();
        }
        catch (final InterruptedException ex)
        {
            Thread.currentThread().interrupt();
            throw new InterruptedWaitException(name + " was interrupted");
        }
        finally
        {
            end(process);
        }
    }

    private Process start(final Path folder)
    {
        try
        {
            final Process process = new ProcessBuilder(command).directory(folder.toFile()).start();
            process.getOutputStream().close();
            return process;
        }
        catch (final IOException ex)
        {
            throw new SkeinException(name + " does not start: " + ex.getMessage(), ex);
        }
    }

    private void startReader(final InputStream stream, final boolean isAnswer)
    {
        final Thread reader = new Thread(() -> read(stream, isAnswer), "waterfall-child");
        reader.setDaemon(true);
        reader.start();
    }

    private void read(final InputStream stream, final boolean isAnswer)
    {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8)))
        {
            String line;
            while (null != (line = in.readLine()))
            {
                lines.add(new Line(line, isAnswer));
            }
        }
        catch (final IOException ex)
        {
            lines.add(new Line(name + " can not be read: " + ex.getMessage(), false));
        }
        finally
        {
            lines.add(new Line(null, isAnswer));
        }
    }

    /**
     * Until all is read, or it has ended a while ago: what it has started may hold its output open, and is not waited
     * for.
     */
    private void await(final Process process, final Consumer<String> onLine) throws InterruptedException
    {
        long heardNs = System.nanoTime();
        long aliveNs = heardNs;
        int open = STREAMS;
        while (open > 0)
        {
            final boolean isAlive = process.isAlive();
            aliveNs = isAlive ? System.nanoTime() : aliveNs;
            final boolean isLeftOpen = System.nanoTime() - aliveNs > LEFT_OPEN_NS;
            final Line line = lines.poll(isLeftOpen ? 0 : LOOK_MS, TimeUnit.MILLISECONDS);
            if (null == line && isLeftOpen)
            {
                return;
            }
            if (null != line && null == line.text())
            {
                --open;
                continue;
            }
            if (null != line)
            {
                heardNs = System.nanoTime();
                add(line);
            }
            else if (isAlive && System.nanoTime() - heardNs > silence.toNanos())
            {
                throw new SkeinException(
                    name + " said nothing for " + silence.toMillis() + " ms, and was stopped; last: " + reason());
            }
            onLine.accept(null == line ? "" : line.text());
        }
    }

    private void add(final Line line)
    {
        append(said, line.text());
        if (line.isAnswer())
        {
            append(answer, line.text());
        }
    }

    private static void append(final StringBuilder text, final String line)
    {
        text.append(line).append('\n');
        if (text.length() > MAX_OUTPUT)
        {
            text.delete(0, text.length() - MAX_OUTPUT);
        }
    }

    /**
     * An interrupt that comes meanwhile is kept for later.
     */
    private static void end(final Process process)
    {
        if (!process.isAlive())
        {
            return;
        }
        final boolean isInterrupted = Thread.interrupted();
        final List<ProcessHandle> all = process.descendants().toList();
        all.forEach(ProcessHandle::destroy);
        process.destroy();
        try
        {
            process.waitFor(GRACE_MS, TimeUnit.MILLISECONDS);
            all.forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor(GRACE_MS, TimeUnit.MILLISECONDS);
        }
        catch (final InterruptedException ex)
        {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        if (isInterrupted)
        {
            Thread.currentThread().interrupt();
        }
    }

    private String reason()
    {
        final List<String> all = said.toString().lines().filter((line) -> !line.isBlank()).toList();
        return all.isEmpty() ? "it said nothing" : WaterfallReader.clean(
            all.stream().filter((line) -> line.startsWith(ERROR_MARK)).findFirst()
                .orElse(all.get(all.size() - 1)).strip());
    }
}
