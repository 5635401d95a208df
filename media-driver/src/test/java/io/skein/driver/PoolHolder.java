package io.skein.driver;

import io.skein.internal.pool.PoolFiles;
import io.skein.internal.pool.PoolPaths;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Child process: owns a pool beside an Aeron directory until killed.
 */
final class PoolHolder
{
    private PoolHolder()
    {
    }

    public static void main(final String[] arguments) throws IOException
    {
        final Path pools = PoolPaths.poolsDirectory(Path.of(arguments[0]));
        final PoolFiles pool = PoolFiles.create(pools, "camera/left", 2, 1_000_000, false);
        System.out.println("POOL " + PoolPaths.name(pool.poolId()));
        System.in.read();
    }
}
