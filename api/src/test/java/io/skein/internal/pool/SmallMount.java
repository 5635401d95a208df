package io.skein.internal.pool;

import org.junit.jupiter.api.Assumptions;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A tmpfs of its own, where the machine lets this process mount one; the test is skipped otherwise.
 */
final class SmallMount implements AutoCloseable
{
    private final Path point;

    SmallMount(final Path point, final String options) throws IOException
    {
        this.point = point;
        final String problem = run("mount", "-t", "tmpfs", "-o", options, "skein-test", point.toString());
        Assumptions.assumeTrue(null == problem, () -> "can not mount a tmpfs: " + problem);
    }

    /**
     * @return null, or what went wrong.
     */
    private static String run(final String... command) throws IOException
    {
        final Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        final String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        return 0 == process.onExit().join().exitValue() ? null : output;
    }

    @Override
    public void close() throws IOException
    {
        // Lazily: what is still mapped must not fail the clean-up of a test that has failed.
        run("umount", "-l", point.toString());
    }
}
