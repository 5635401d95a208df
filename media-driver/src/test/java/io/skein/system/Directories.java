package io.skein.system;

import org.agrona.IoUtil;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Directories for drivers: in memory where the system has such a place.
 */
final class Directories
{
    private static final Path SHARED_MEMORY = Path.of("/dev/shm");

    private Directories()
    {
    }

    /**
     * @return a directory that a driver may make: it does not exist, its parent is new.
     */
    static Path create(final String name) throws IOException
    {
        return createIn(Files.isWritable(SHARED_MEMORY) ? SHARED_MEMORY : onDisk(), name);
    }

    static Path createIn(final Path base, final String name) throws IOException
    {
        return Files.createTempDirectory(base, "skein-" + name + "-").resolve("aeron");
    }

    static Path onDisk()
    {
        return Path.of(System.getProperty("java.io.tmpdir"));
    }

    static void delete(final Path directory)
    {
        IoUtil.delete(directory.getParent().toFile(), true);
    }
}
