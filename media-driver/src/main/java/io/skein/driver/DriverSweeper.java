package io.skein.driver;

import io.skein.DriverException;
import io.skein.internal.files.OwnerLock;
import io.skein.internal.files.PrivateFiles;
import io.skein.internal.pool.PoolPaths;
import io.skein.internal.pool.SweptPools;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Removes what killed embedded drivers left behind. Only the owner lock tells who is dead, so a driver that is stopped
 * in a debugger for an hour keeps its directory. Safe beside starting drivers and other sweepers.
 */
public final class DriverSweeper
{
    private static final Pattern SUFFIX =
        Pattern.compile("(" + Pattern.quote(DriverDirectory.LOCK_SUFFIX) + '|' + PoolPaths.SUFFIX + ")$");

    private DriverSweeper()
    {
    }

    /**
     * @return the directory in which the embedded drivers of this user live.
     * @throws DriverException if it can not be made, or others could write in it.
     */
    public static Path defaultBase()
    {
        return DriverDirectory.base();
    }

    /**
     * Remove the directories of dead drivers, and the pools of dead clients beside them, whether the driver lives or
     * not. Touches nothing but {@code driver-PID-N}, its lock file and its {@code driver-PID-N-pools}.
     *
     * @param base in which embedded drivers live.
     * @return what was removed.
     * @throws DriverException if the base can not be listed.
     */
    public static SweepReport sweep(final Path base)
    {
        return sweep(base, false);
    }

    /**
     * Like {@link #sweep(Path)}.
     *
     * @param base     in which embedded drivers live.
     * @param isDryRun to list only.
     * @return what was, or would be, removed.
     * @throws DriverException if the base can not be listed.
     */
    public static SweepReport sweep(final Path base, final boolean isDryRun)
    {
        final List<Path> removed = new ArrayList<>();
        long bytes = 0;
        int inUse = 0;
        for (final Path directory : candidates(base))
        {
            final SweptPools pools = DriverDirectory.sweepPools(directory, isDryRun);
            pools.removed().forEach((pool) -> removed.add(pool.path()));
            bytes += pools.bytes();
            inUse += pools.inUse();
            if (Files.exists(directory) || Files.exists(DriverDirectory.lockFile(directory)))
            {
                final long length = sweepOne(directory, isDryRun);
                if (length < 0)
                {
                    inUse++;
                }
                else
                {
                    removed.add(directory);
                    bytes += length;
                }
            }
        }
        return new SweepReport(base, isDryRun, removed, bytes, inUse);
    }

    /**
     * @return bytes of the leftover, or -1 if its owner lives.
     */
    private static long sweepOne(final Path directory, final boolean isDryRun)
    {
        final OwnerLock lock = DriverDirectory.tryLock(directory);
        if (null == lock)
        {
            return -1;
        }
        final long bytes = Files.exists(directory) ? PrivateFiles.size(directory) : 0;
        if (isDryRun)
        {
            lock.letGo();
            return bytes;
        }
        try
        {
            return PrivateFiles.deleteTree(directory) ? bytes : -1;
        }
        finally
        {
            lock.close();
        }
    }

    /**
     * @return the driver directories of which anything is left: itself, its lock file, or the pools beside it.
     */
    private static Iterable<Path> candidates(final Path base)
    {
        final TreeSet<Path> directories = new TreeSet<>();
        try (Stream<Path> children = Files.list(base))
        {
            children.forEach((child) ->
            {
                final String name = SUFFIX.matcher(child.getFileName().toString()).replaceFirst("");
                if (name.matches(DriverDirectory.OWN_NAME))
                {
                    directories.add(base.resolve(name));
                }
            });
        }
        catch (final IOException ex)
        {
            throw new DriverException("can not list " + base + ": " + ex.getClass().getSimpleName() +
                "; need a readable directory; change --base", ex);
        }
        return directories;
    }
}
