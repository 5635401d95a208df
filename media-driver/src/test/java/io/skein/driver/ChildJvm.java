package io.skein.driver;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Another JVM with the class path of the tests.
 */
final class ChildJvm implements AutoCloseable
{
    private static final long DEADLINE_S = 60;

    private final Process process;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final List<String> seen = new ArrayList<>();
    private final Thread reader;

    ChildJvm(final List<String> jvmOptions, final Class<?> main, final String... arguments) throws IOException
    {
        final List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("--add-opens", "java.base/jdk.internal.misc=ALL-UNNAMED", "-Xmx256m",
            "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-CreateCoredumpOnCrash"));
        command.addAll(jvmOptions);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(Arrays.asList(arguments));
        process = new ProcessBuilder(command).redirectErrorStream(true).start();
        reader = new Thread(this::read, "child-output");
        reader.setDaemon(true);
        reader.start();
    }

    static ChildJvm start(final Class<?> main, final String... arguments) throws IOException
    {
        return new ChildJvm(List.of(), main, arguments);
    }

    /**
     * @return the first line from here on that begins so.
     */
    String awaitLine(final String prefix) throws InterruptedException
    {
        for (;;)
        {
            final String line = lines.poll(DEADLINE_S, TimeUnit.SECONDS);
            if (null == line || line.isEmpty())
            {
                throw new AssertionError("no line '" + prefix + "' in " + output());
            }
            if (line.startsWith(prefix))
            {
                return line;
            }
        }
    }

    int awaitExit() throws InterruptedException
    {
        if (!process.waitFor(DEADLINE_S, TimeUnit.SECONDS))
        {
            throw new AssertionError("child does not end: " + output());
        }
        reader.join(TimeUnit.SECONDS.toMillis(DEADLINE_S));
        return process.exitValue();
    }

    long pid()
    {
        return process.pid();
    }

    synchronized String output()
    {
        return String.join("\n", seen);
    }

    /**
     * SIGTERM.
     */
    void terminate()
    {
        process.destroy();
    }

    /**
     * SIGKILL, and wait until the kernel has dropped the locks.
     */
    void kill() throws InterruptedException
    {
        process.destroyForcibly();
        awaitExit();
    }

    private void read()
    {
        try (BufferedReader output =
            new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)))
        {
            for (String line = output.readLine(); null != line; line = output.readLine())
            {
                synchronized (this)
                {
                    seen.add(line);
                }
                if (!line.isEmpty())
                {
                    lines.add(line);
                }
            }
        }
        catch (final IOException ignore)
        {
            // The child is gone.
        }
        lines.add("");
    }

    @Override
    public void close()
    {
        process.destroyForcibly();
    }
}
