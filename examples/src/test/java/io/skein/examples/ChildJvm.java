package io.skein.examples;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

/**
 * Runs {@code ./skein} in a process of its own, from the class path of the test.
 */
public final class ChildJvm implements AutoCloseable
{
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final long PATIENCE_S = 90;

    private final String name;
    private final Path outFile;
    private final Path errFile;
    private final Process process;

    public ChildJvm(final Path folder, final String... arguments) throws IOException
    {
        this(folder, null, arguments);
    }

    /**
     * @param folder    for what it prints.
     * @param input     file that it reads as stdin, or null.
     * @param arguments of {@code ./skein}.
     */
    public ChildJvm(final Path folder, final Path input, final String... arguments) throws IOException
    {
        this(folder, input, List.of(), arguments);
    }

    /**
     * @param folder    for what it prints.
     * @param input     file that it reads as stdin, or null.
     * @param before    what runs the command, such as {@code ip netns exec NAME}.
     * @param arguments of {@code ./skein}.
     */
    public ChildJvm(final Path folder, final Path input, final List<String> before, final String... arguments)
        throws IOException
    {
        name = String.join(" ", arguments);
        final int number = COUNT.incrementAndGet();
        outFile = folder.resolve(number + ".out");
        errFile = folder.resolve(number + ".err");
        final List<String> command = new ArrayList<>(before);
        command.addAll(List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--add-opens", "java.base/jdk.internal.misc=ALL-UNNAMED", "-Xmx512m", "-XX:+UseSerialGC",
            // Most end before the second compiler would have gained what it costs.
            "-XX:TieredStopAtLevel=1", "-Djava.awt.headless=true",
            "-cp", System.getProperty("java.class.path"), "io.skein.tool.Main"));
        command.addAll(List.of(arguments));
        process = new ProcessBuilder(command)
            .redirectInput(null == input ? ProcessBuilder.Redirect.PIPE : ProcessBuilder.Redirect.from(input.toFile()))
            .redirectOutput(outFile.toFile())
            .redirectError(errFile.toFile())
            .start();
    }

    /**
     * @return what it printed, as bytes.
     */
    public Path outFile()
    {
        return outFile;
    }

    /**
     * @return its stdin, unless that is a file.
     */
    public OutputStream input()
    {
        return process.getOutputStream();
    }

    public String out() throws IOException
    {
        return Files.readString(outFile);
    }

    public String err() throws IOException
    {
        return Files.readString(errFile);
    }

    /**
     * Wait until the process has printed something.
     */
    public void awaitPrinted(final String text) throws Exception
    {
        final long startNs = System.nanoTime();
        while (!isPrinted(text))
        {
            if (process.waitFor(10, TimeUnit.MILLISECONDS) && !isPrinted(text))
            {
                fail(this + " ended with " + process.exitValue() + " and never printed '" + text + "'");
            }
            if (System.nanoTime() - startNs > TimeUnit.SECONDS.toNanos(PATIENCE_S))
            {
                fail(this + " never printed '" + text + "'");
            }
        }
    }

    /**
     * Wait until the process has written so many bytes.
     */
    public void awaitBytes(final long length) throws Exception
    {
        final long startNs = System.nanoTime();
        while (Files.size(outFile) < length)
        {
            if (process.waitFor(10, TimeUnit.MILLISECONDS) ||
                System.nanoTime() - startNs > TimeUnit.SECONDS.toNanos(PATIENCE_S))
            {
                fail(this + " wrote " + Files.size(outFile) + " of " + length + " bytes");
            }
        }
    }

    private boolean isPrinted(final String text) throws IOException
    {
        return out().contains(text) || err().contains(text);
    }

    public int awaitExit() throws Exception
    {
        assertTrue(process.waitFor(PATIENCE_S, TimeUnit.SECONDS), () -> this + " does not end");
        return process.exitValue();
    }

    /**
     * Send SIGTERM.
     */
    public void terminate()
    {
        process.destroy();
    }

    /**
     * Send SIGINT, as Ctrl-C does.
     */
    public void interrupt() throws Exception
    {
        new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).inheritIO().start().waitFor();
    }

    /**
     * @return the processes that it has started.
     */
    public List<ProcessHandle> children()
    {
        return process.children().toList();
    }

    /**
     * Send SIGKILL.
     */
    public void kill()
    {
        process.destroyForcibly();
    }

    @Override
    public void close()
    {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public String toString()
    {
        try
        {
            return "skein " + name + "\nout: " + out() + "\nerr: " + err();
        }
        catch (final IOException ex)
        {
            return "skein " + name + ": " + ex;
        }
    }
}
