package io.skein.internal.files;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Another JVM with the class path of the tests, which prints lines and is told to go on with lines. The deadline of the
 * test is that of its reads.
 */
public final class ChildJvm implements AutoCloseable
{
    private static final long DEADLINE_S = 30;

    private final Process process;
    private final BufferedReader output;
    private final StringBuilder seen = new StringBuilder();

    private ChildJvm(final Process process)
    {
        this.process = process;
        this.output = process.inputReader(StandardCharsets.UTF_8);
    }

    /**
     * @param main      class to run.
     * @param arguments of it.
     * @return the running process.
     * @throws IOException if it can not be started.
     */
    public static ChildJvm start(final Class<?> main, final String... arguments) throws IOException
    {
        return start(List.of(), main, arguments);
    }

    /**
     * @param prefix    command that runs the JVM.
     * @param main      class to run.
     * @param arguments of it.
     * @return the running process.
     * @throws IOException if it can not be started.
     */
    public static ChildJvm start(final List<String> prefix, final Class<?> main, final String... arguments)
        throws IOException
    {
        final List<String> command = new ArrayList<>(prefix);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("--add-opens", "java.base/jdk.internal.misc=ALL-UNNAMED", "-Xmx64m",
            "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(Arrays.asList(arguments));
        return new ChildJvm(new ProcessBuilder(command).redirectErrorStream(true).start());
    }

    /**
     * @param prefix of the line.
     * @return what follows it in the next line that begins so.
     */
    public String awaitLine(final String prefix)
    {
        try
        {
            for (String line = output.readLine(); null != line; line = output.readLine())
            {
                seen.append(line).append('\n');
                if (line.startsWith(prefix))
                {
                    return line.substring(prefix.length()).strip();
                }
            }
        }
        catch (final IOException ex)
        {
            throw new UncheckedIOException(ex);
        }
        throw new AssertionError("no line '" + prefix + "' in\n" + seen);
    }

    /**
     * @param line that the process reads from its standard input.
     */
    public void tell(final String line)
    {
        try
        {
            final OutputStream input = process.getOutputStream();
            input.write((line + '\n').getBytes(StandardCharsets.UTF_8));
            input.flush();
        }
        catch (final IOException ex)
        {
            throw new UncheckedIOException(ex);
        }
    }

    /**
     * @return the process's number.
     */
    public long pid()
    {
        return process.pid();
    }

    /**
     * SIGKILL, and wait until the kernel has dropped the locks.
     *
     * @throws InterruptedException while waiting.
     */
    public void kill() throws InterruptedException
    {
        process.destroyForcibly();
        if (!process.waitFor(DEADLINE_S, TimeUnit.SECONDS))
        {
            throw new AssertionError("process " + pid() + " does not die");
        }
    }

    @Override
    public void close()
    {
        process.destroyForcibly();
    }
}
