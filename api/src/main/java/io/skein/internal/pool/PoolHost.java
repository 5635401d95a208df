package io.skein.internal.pool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What the making of a pool asks the machine. A seam, so that a test needs no full disk.
 */
interface PoolHost
{
    PoolHost SYSTEM = new PoolHost()
    {
    };

    /**
     * @return bytes that are free where the directory is.
     */
    default long usableBytes(final Path directory) throws IOException
    {
        return Files.getFileStore(directory).getUsableSpace();
    }

    /**
     * @return bytes of memory that files could take.
     */
    default long memoryBytes()
    {
        return new FreeMemory(Path.of("/")).bytes();
    }

    /**
     * @return what the directory is mounted from.
     */
    default Mount mount(final Path directory)
    {
        return Mount.of(directory);
    }
}
