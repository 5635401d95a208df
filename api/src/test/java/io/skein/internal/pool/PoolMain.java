package io.skein.internal.pool;

import io.skein.PoolException;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Child process: does one thing with a pool, says so, and lives until it is killed.
 */
final class PoolMain
{
    private PoolMain()
    {
    }

    public static void main(final String[] arguments) throws IOException
    {
        final Path pools = Path.of(arguments[1]);
        switch (arguments[0])
        {
            case "own" -> own(pools);
            case "half" -> half(pools);
            case "loop" -> loop(pools);
            case "hold" -> hold(pools, Long.parseUnsignedLong(arguments[2], 16));
            default -> throw new IllegalArgumentException(arguments[0]);
        }
        System.in.read();
    }

    private static void own(final Path pools)
    {
        final PoolFiles pool = PoolFiles.create(pools, "camera/left", 2, 100_000, false);
        pool.slot(0).putLong(SlotDescriptor.MESSAGE_OFFSET, 77);
        System.out.println("POOL " + PoolPaths.name(pool.poolId()));
    }

    private static void half(final Path pools) throws IOException
    {
        final PoolDirectory directory = PoolDirectory.create(pools);
        PoolFile.allocate(PoolPaths.control(directory.path()), PoolDescriptor.controlLength(2));
        System.out.println("HALF " + PoolPaths.name(directory.poolId()));
    }

    private static void loop(final Path pools)
    {
        while (true)
        {
            final PoolFiles one = PoolFiles.create(pools, "one", 2, 100_000, false);
            final PoolFiles two = PoolFiles.create(pools, "two", 2, 100_000, true);
            MappedPool.open(pools, one.poolId()).unmap();
            one.unmap();
            MappedPool.open(pools, two.poolId()).unmap();
            two.unmap();
            System.out.println("TURN");
        }
    }

    private static void hold(final Path pools, final long poolId)
    {
        try
        {
            final MappedPool pool = MappedPool.open(pools, poolId);
            final int holder = pool.acquireHolder();
            for (int slot = 0; slot < pool.slotCount(); slot++)
            {
                pool.control().getAndAddLong(PoolDescriptor.holderWordOffset(slot), 1L << holder);
            }
            System.out.println("HOLDER " + holder);
        }
        catch (final PoolException ex)
        {
            System.out.println("REFUSED " + ex.getMessage());
        }
    }
}
