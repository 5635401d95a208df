package io.skein.perf.waterfall;

import io.skein.InterruptedWaitException;
import io.skein.SkeinException;

import java.io.BufferedReader;
import java.io.IOException;
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
 * nothing for too long, it is ended together with what it has started.
 */
final class ChildProcess
{
    private static final long LOOK_MS = 100;
    private static final long GRACE_MS = 1_500;
    private static final int MAX_OUTPUT = 1 << 20;
    private static final String ERROR_MARK = "[ERROR]";
    // No line has an end of line.
    private static final String END = "\n";

    private final List<String> command;
    private final String name;
    private final Duration silence;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final StringBuilder output = new StringBuilder();

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
     * @return what it printed, without blanks at both ends.
     * @throws SkeinException           if it does not start, fails, or is silent for too long; in one line.
     * @throws InterruptedWaitException if this thread is interrupted.
     */
    String run(final Path folder, final Consumer<String> onLine)
    {
        final Process process = start(folder);
        try
        {
            final Thread reader = new Thread(() -> read(process), "waterfall-child");
            reader.setDaemon(true);
            reader.start();
            await(process, onLine);
            if (!process.waitFor(silence.toMillis(), TimeUnit.MILLISECONDS))
            {
                throw new SkeinException(name + " does not end, and was stopped");
            }
            if (0 != process.exitValue())
            {
                throw new SkeinException(name + " failed with " + process.exitValue() + ": " + reason());
            }
            return output.toString().strip();
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
            final Process process =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
            process.getOutputStream().close();
            return process;
        }
        catch (final IOException ex)
        {
            throw new SkeinException(name + " does not start: " + ex.getMessage(), ex);
        }
    }

    private void read(final Process process)
    {
        try (BufferedReader in = new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)))
        {
            String line;
            while (null != (line = in.readLine()))
            {
                lines.add(line);
            }
        }
        catch (final IOException ex)
        {
            lines.add(name + " can not be read: " + ex.getMessage());
        }
        finally
        {
            lines.add(END);
        }
    }

    /**
     * Until all is read, or it has ended: what it has started may hold its output open, and is not waited for.
     */
    private void await(final Process process, final Consumer<String> onLine) throws InterruptedException
    {
        long sinceNs = System.nanoTime();
        while (true)
        {
            final boolean isAlive = process.isAlive();
            final String line = lines.poll(LOOK_MS, TimeUnit.MILLISECONDS);
            if (END.equals(line) || null == line && !isAlive)
            {
                return;
            }
            if (null != line)
            {
                sinceNs = System.nanoTime();
                add(line);
            }
            else if (System.nanoTime() - sinceNs > silence.toNanos())
            {
                throw new SkeinException(
                    name + " said nothing for " + silence.toMillis() + " ms, and was stopped; last: " + reason());
            }
            onLine.accept(null == line ? "" : line);
        }
    }

    private void add(final String line)
    {
        output.append(line).append('\n');
        if (output.length() > MAX_OUTPUT)
        {
            output.delete(0, output.length() - MAX_OUTPUT);
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
        final List<String> said = output.toString().lines().filter((line) -> !line.isBlank()).toList();
        return said.isEmpty() ? "it said nothing" : WaterfallReader.clean(
            said.stream().filter((line) -> line.startsWith(ERROR_MARK)).findFirst()
                .orElse(said.get(said.size() - 1)).strip());
    }
}
