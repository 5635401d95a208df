package io.skein.system;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Another JVM with the class path of the tests.
 */
final class ChildJvm implements AutoCloseable
{
    private final Process process;
    private final List<String> lines = new ArrayList<>();
    private final Thread reader = new Thread(this::read, "child-output");

    private ChildJvm(final List<String> command) throws IOException
    {
        process = new ProcessBuilder(command).redirectErrorStream(true).start();
        reader.setDaemon(true);
        reader.start();
    }

    static ChildJvm start(final Class<?> main, final String... arguments) throws IOException
    {
        return start(List.of("-XX:TieredStopAtLevel=1"), main, arguments);
    }

    static ChildJvm start(final List<String> jvmOptions, final Class<?> main, final String... arguments)
        throws IOException
    {
        final List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("--add-opens", "java.base/jdk.internal.misc=ALL-UNNAMED", "-Xmx256m",
            "-XX:+UseSerialGC", "-XX:-CreateCoredumpOnCrash", "-XX:ErrorFile=/dev/stdout"));
        command.addAll(jvmOptions);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(Arrays.asList(arguments));
        return new ChildJvm(command);
    }

    /**
     * @return the first of all lines so far that begins so.
     */
    String awaitLine(final String prefix)
    {
        Await.until(() -> "a child prints " + prefix + ":\n" + output(),
            () -> null != line(prefix) || !process.isAlive() && !reader.isAlive());
        final String line = line(prefix);
        if (null == line)
        {
            throw new AssertionError(
                "child ended with " + process.exitValue() + " before " + prefix + ":\n" + output());
        }
        return line;
    }

    int awaitExit()
    {
        Await.until(() -> "a child ends:\n" + output(), () -> !process.isAlive() && !reader.isAlive());
        return process.exitValue();
    }

    synchronized int count(final String prefix)
    {
        return (int)lines.stream().filter((line) -> line.startsWith(prefix)).count();
    }

    synchronized String output()
    {
        return String.join("\n", lines);
    }

    void kill()
    {
        process.destroyForcibly();
        awaitExit();
    }

    void terminate()
    {
        process.destroy();
    }

    void stop() throws IOException
    {
        signal("STOP");
    }

    void resume() throws IOException
    {
        signal("CONT");
    }

    private void signal(final String name) throws IOException
    {
        final Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).inheritIO().start();
        Await.until("kill -" + name, () -> !kill.isAlive());
        if (0 != kill.exitValue())
        {
            throw new AssertionError("kill -" + name + " failed");
        }
    }

    /**
     * @param prefix of a line.
     * @return whether the child has printed one.
     */
    boolean hasSaid(final String prefix)
    {
        return null != line(prefix);
    }

    private synchronized String line(final String prefix)
    {
        return lines.stream().filter((line) -> line.startsWith(prefix)).findFirst().orElse(null);
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
                    lines.add(line);
                }
            }
        }
        catch (final IOException ignore)
        {
            // The child is gone.
        }
    }

    @Override
    public void close()
    {
        process.destroyForcibly();
        try
        {
            process.waitFor(10, TimeUnit.SECONDS);
        }
        catch (final InterruptedException ex)
        {
            Thread.currentThread().interrupt();
        }
    }
}
