package io.skein.internal.pool;

import io.skein.PoolException;
import io.skein.internal.files.OwnerLock;
import io.skein.internal.files.PrivateFiles;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Removes and lists pools. Only the owner lock tells who is dead, so an owner that is stopped in a debugger for an hour
 * keeps its pools. Safe beside owners that start and other sweepers. All methods may open many files.
 */
public final class PoolSweeper
{
    private PoolSweeper()
    {
    }

    /**
     * Remove the pools whose owner is dead, those that were never finished included, and the directory of pools if none
     * is left in it. Readers keep what they have mapped.
     *
     * @param poolsDirectory see {@link PoolPaths#poolsDirectory}; need not exist.
     * @return what was removed.
     * @throws PoolException if the directory is not a private one, or can not be listed.
     */
    public static SweptPools sweep(final Path poolsDirectory)
    {
        return sweep(poolsDirectory, false);
    }

    /**
     * Like {@link #sweep(Path)}.
     *
     * @param poolsDirectory see {@link PoolPaths#poolsDirectory}; need not exist.
     * @param isDryRun       to change nothing.
     * @return what was, or would be, removed.
     * @throws PoolException if the directory is not a private one, or can not be listed.
     */
    public static SweptPools sweep(final Path poolsDirectory, final boolean isDryRun)
    {
        final List<PoolInfo> removed = new ArrayList<>();
        int inUse = 0;
        for (final Path pool : pools(poolsDirectory))
        {
            final PoolInfo dead = isDryRun ? deadOrNull(pool) : removedOrNull(pool);
            if (null != dead)
            {
                removed.add(dead);
            }
            else if (Files.exists(pool))
            {
                inUse++;
            }
        }
        if (!isDryRun)
        {
            PoolDirectory.deleteIfEmpty(poolsDirectory);
        }
        return new SweptPools(poolsDirectory, removed, inUse);
    }

    /**
     * @param poolsDirectory see {@link PoolPaths#poolsDirectory}; need not exist.
     * @return its pools, dead ones too, by name.
     * @throws PoolException if the directory is not a private one, or can not be listed.
     */
    public static List<PoolInfo> list(final Path poolsDirectory)
    {
        return pools(poolsDirectory).stream().map((pool) ->
            PoolInspector.inspect(pool, poolId(pool), OwnerLock.isHeld(PoolPaths.lock(pool)))).toList();
    }

    private static PoolInfo deadOrNull(final Path pool)
    {
        return OwnerLock.isHeld(PoolPaths.lock(pool)) ? null : PoolInspector.inspect(pool, poolId(pool), false);
    }

    private static PoolInfo removedOrNull(final Path pool)
    {
        try
        {
            final PoolDirectory taken = PoolDirectory.take(pool, poolId(pool));
            if (null == taken)
            {
                return null;
            }
            final PoolInfo dead = PoolInspector.inspect(pool, taken.poolId(), false);
            return taken.delete() ? dead : null;
        }
        catch (final IOException ex)
        {
            // Not this process's to remove.
            return null;
        }
    }

    private static long poolId(final Path pool)
    {
        return PoolPaths.poolId(pool.getFileName().toString());
    }

    private static List<Path> pools(final Path poolsDirectory)
    {
        try
        {
            if (!PrivateFiles.isPrivate(poolsDirectory))
            {
                throw new IOException(poolsDirectory + " is no directory of mode 0700");
            }
            try (Stream<Path> children = Files.list(poolsDirectory))
            {
                return children.filter((child) -> 0 != poolId(child))
                    .filter((child) -> Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS)).sorted().toList();
            }
        }
        catch (final NoSuchFileException ex)
        {
            return List.of();
        }
        catch (final UncheckedIOException ex)
        {
            throw failure(ex.getCause());
        }
        catch (final IOException ex)
        {
            throw failure(ex);
        }
    }

    private static PoolException failure(final IOException cause)
    {
        return new PoolException("can not look for pools: " + PoolFile.reason(cause) +
            "; need a readable directory of your own with mode 0700", cause);
    }
}
