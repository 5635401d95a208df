package io.skein.internal.pool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where the files of a pool are. Pools are named by id alone: no path ever comes from outside.
 * <pre>
 * D-pools/                       beside the Aeron directory D; mode 0700, as all directories here
 *     0123456789abcdef/          a pool: 16 hexadecimal digits of its id
 *         pool.lock              held by the owner's process; mode 0600, as all files here
 *         pool.dat               see {@link PoolDescriptor}
 *         slot-0.dat ...         see {@link SlotDescriptor}
 *         holder-0.lock ...      held by the process that has this holder number; made on demand
 * </pre>
 */
public final class PoolPaths
{
    /**
     * What the name of a directory of pools ends with.
     */
    public static final String SUFFIX = "-pools";

    private static final String NAME = "[0-9a-f]{16}";

    private PoolPaths()
    {
    }

    /**
     * The same for all who name the same Aeron directory: if that is a link, the pools are beside what it points to.
     *
     * @param aeronDirectory of a driver, as in {@link io.skein.Connection#aeronDirectory()}.
     * @return the directory of the pools of its clients.
     */
    public static Path poolsDirectory(final Path aeronDirectory)
    {
        final Path path = real(aeronDirectory.toAbsolutePath().normalize());
        return path.resolveSibling(path.getFileName() + SUFFIX);
    }

    private static Path real(final Path path)
    {
        try
        {
            return Files.isSymbolicLink(path) ? path.toRealPath() : path;
        }
        catch (final IOException ex)
        {
            return path;
        }
    }

    /**
     * @param poolId of a pool.
     * @return its name, as in its directory and in messages.
     */
    public static String name(final long poolId)
    {
        return String.format("%016x", poolId);
    }

    /**
     * @param name of a file.
     * @return the pool's id, or 0 if this is not the name of a pool.
     */
    static long poolId(final String name)
    {
        return name.matches(NAME) ? Long.parseUnsignedLong(name, 16) : 0;
    }

    static Path pool(final Path poolsDirectory, final long poolId)
    {
        return poolsDirectory.resolve(name(poolId));
    }

    static Path lock(final Path pool)
    {
        return pool.resolve("pool.lock");
    }

    static Path control(final Path pool)
    {
        return pool.resolve("pool.dat");
    }

    static Path slot(final Path pool, final int slot)
    {
        return pool.resolve("slot-" + slot + ".dat");
    }

    static Path holder(final Path pool, final int holder)
    {
        return pool.resolve("holder-" + holder + ".lock");
    }
}
