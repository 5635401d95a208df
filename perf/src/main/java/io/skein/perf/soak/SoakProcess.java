package io.skein.perf.soak;

import com.google.gson.Gson;
import io.skein.SkeinException;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A process of the soak, from outside: the same Java and class path, a small heap, quick to start.
 */
final class SoakProcess implements AutoCloseable
{
    private static final int MAX_LINES = 40;
    private static final long EXIT_TIMEOUT_S = 30;
    private static final long KILLED_TIMEOUT_S = 10;

    private final Gson gson = new Gson();
    private final String name;
    private final Process process;
    private final PrintWriter in;
    private final Deque<String> lines = new ArrayDeque<>();
    private final List<String> corruptions = new ArrayList<>();
    private final Thread reader;
    private Findings findings = Findings.NONE;

    /**
     * @param name      for messages.
     * @param main      class to run.
     * @param arguments of it.
     */
    SoakProcess(final String name, final Class<?> main, final List<String> arguments)
    {
        this.name = name;
        try
        {
            process = new ProcessBuilder(command(main, arguments)).redirectErrorStream(true).start();
        }
        catch (final IOException ex)
        {
            throw new SkeinException("the " + name + " does not start: " + ex.getMessage(), ex);
        }
        in = new PrintWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8), true);
        reader = new Thread(this::read, "soak-" + name);
        reader.setDaemon(true);
        reader.start();
    }

    private static List<String> command(final Class<?> main, final List<String> arguments)
    {
        final List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-Xmx96m", "-XX:TieredStopAtLevel=1", "-XX:-CreateCoredumpOnCrash",
            "-XX:ErrorFile=/dev/stdout", "-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(arguments);
        return command;
    }

    /**
     * @param command for {@link SoakMember}.
     */
    void send(final String command)
    {
        synchronized (lines)
        {
            // What was said before belongs to something before.
            lines.removeIf((line) -> line.startsWith(SoakMember.AT) || line.startsWith(SoakMember.LENT));
        }
        in.println(command);
    }

    /**
     * @param word    that a line begins with.
     * @param seconds to wait.
     * @return the line, or null if it did not come.
     * @throws InterruptedException if the soak is to stop.
     */
    String await(final String word, final long seconds) throws InterruptedException
    {
        final long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        synchronized (lines)
        {
            for (;;)
            {
                for (final String line : lines)
                {
                    if (line.startsWith(word))
                    {
                        return line;
                    }
                }
                final long leftMs = TimeUnit.NANOSECONDS.toMillis(deadlineNs - System.nanoTime());
                if (leftMs <= 0 || !process.isAlive() && !reader.isAlive())
                {
                    return null;
                }
                lines.wait(Math.min(leftMs, 100));
            }
        }
    }

    boolean isAlive()
    {
        return process.isAlive();
    }

    /**
     * SIGKILL, and wait until it is gone.
     *
     * @return whether it lived until then.
     * @throws InterruptedException if the soak is to stop.
     */
    boolean kill() throws InterruptedException
    {
        final boolean isAlive = process.isAlive();
        process.destroyForcibly();
        final boolean isGone = process.waitFor(KILLED_TIMEOUT_S, TimeUnit.SECONDS);
        reader.join(TimeUnit.SECONDS.toMillis(KILLED_TIMEOUT_S));
        return isAlive && isGone;
    }

    /**
     * @param signal {@code STOP} or {@code CONT}.
     * @return whether it was sent.
     * @throws InterruptedException if the soak is to stop.
     */
    boolean signal(final String signal) throws InterruptedException
    {
        try
        {
            return 0 == new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor();
        }
        catch (final IOException ex)
        {
            return false;
        }
    }

    /**
     * Let it end.
     *
     * @return whether it did, and well.
     * @throws InterruptedException if the soak is to stop.
     */
    boolean end() throws InterruptedException
    {
        send(SoakMember.END);
        final boolean isEnded = process.waitFor(EXIT_TIMEOUT_S, TimeUnit.SECONDS) && 0 == process.exitValue();
        reader.join(TimeUnit.SECONDS.toMillis(KILLED_TIMEOUT_S));
        return isEnded;
    }

    /**
     * @return what it has found, as far as it came to say so.
     */
    Findings findings()
    {
        synchronized (lines)
        {
            final long said = Math.max(0, corruptions.size() - findings.corrupted() - findings.broken());
            return findings.plus(new Findings(0, 0, 0, 0, 0, 0, 0, said, 0));
        }
    }

    /**
     * @return the corrupted frames that it named.
     */
    List<String> corruptions()
    {
        synchronized (lines)
        {
            return List.copyOf(corruptions);
        }
    }

    /**
     * @return its last words.
     */
    String words()
    {
        synchronized (lines)
        {
            return String.join("\n    ", lines);
        }
    }

    private void read()
    {
        try (BufferedReader out = new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)))
        {
            for (String line = out.readLine(); null != line; line = out.readLine())
            {
                onLine(line);
            }
        }
        catch (final IOException ex)
        {
            onLine(ex.toString());
        }
    }

    private void onLine(final String line)
    {
        synchronized (lines)
        {
            if (line.startsWith(SoakMember.FOUND))
            {
                findings = gson.fromJson(line.substring(SoakMember.FOUND.length()), Findings.class);
                return;
            }
            if (line.startsWith(SoakMember.CORRUPT))
            {
                corruptions.add(name + ": " + line.substring(SoakMember.CORRUPT.length() + 1));
            }
            lines.add(line);
            if (lines.size() > MAX_LINES)
            {
                lines.remove();
            }
            lines.notifyAll();
        }
    }

    @Override
    public String toString()
    {
        return name;
    }

    @Override
    public void close()
    {
        process.destroyForcibly();
    }
}
