package io.skein.driver;

import io.aeron.CncFileDescriptor;
import io.aeron.CommonContext;
import io.skein.DriverException;
import io.skein.PoolException;
import io.skein.internal.bell.Bells;
import io.skein.internal.files.OwnerLock;
import io.skein.internal.files.PrivateFiles;
import io.skein.internal.pool.PoolPaths;
import io.skein.internal.pool.PoolSweeper;
import io.skein.internal.pool.SweptPools;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * An Aeron directory that this process owns until it is closed, by the lock file {@code DIR.lock} beside it. See
 * {@link OwnerLock} for what owning means.
 */
final class DriverDirectory implements AutoCloseable
{
    static final String OWN_NAME = "driver-[0-9]+-[0-9]+";
    static final String LOCK_SUFFIX = ".lock";

    private static final Set<String> AERON_NAMES =
        Set.of(CncFileDescriptor.CNC_FILE, "publications", "images", "loss-report.dat", "cnc.lck");
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final int NAME_ATTEMPTS = 1_000;

    private final Path path;
    private final OwnerLock lock;

    private DriverDirectory(final Path path, final OwnerLock lock)
    {
        this.path = path;
        this.lock = lock;
    }

    /**
     * @return the directory in which a user's drivers live unless told otherwise; made with mode 0700.
     * @throws DriverException if it can not be made, or others could write in it.
     */
    static Path base()
    {
        final Path memory = Path.of("/dev/shm");
        final Path parent = Files.isDirectory(memory) && Files.isWritable(memory) ?
            memory : Path.of(System.getProperty("java.io.tmpdir"));
        return base(parent, System.getProperty("user.name"));
    }

    static Path base(final Path parent, final String user)
    {
        final Path base = parent.resolve("skein-" + user.replaceAll("[^A-Za-z0-9._-]", "_")).toAbsolutePath();
        try
        {
            PrivateFiles.createDirectory(base);
            if (Files.isSymbolicLink(base) || PrivateFiles.isOpenToOthers(base) || !Files.isWritable(base))
            {
                throw new DriverException("directory " + base + " is a link, not writable, or open to other users; " +
                    "need a directory of your own with mode 0700; remove it or choose another with --aeron-dir");
            }
            return base;
        }
        catch (final IOException ex)
        {
            throw new DriverException("can not make directory " + base + ": " + ex.getClass().getSimpleName() +
                "; need a writable " + parent + "; choose another with --aeron-dir", ex);
        }
    }

    /**
     * @param base of the user.
     * @return a new directory of this process, not yet on disk.
     */
    static DriverDirectory unique(final Path base)
    {
        for (int i = 0; i < NAME_ATTEMPTS; i++)
        {
            final String name = "driver-" + ProcessHandle.current().pid() + "-" + NUMBER.incrementAndGet();
            final Path path = base.resolve(name);
            final OwnerLock lock = tryLock(path);
            if (null != lock)
            {
                return cleaned(path, lock, 0);
            }
        }
        throw new DriverException("can not find a free name in " + base + " after " + NAME_ATTEMPTS +
            " attempts; run ./skein driver sweep");
    }

    /**
     * Own a given directory. What a dead driver left in it is deleted.
     *
     * @param directory       to own; need not exist, its parent must.
     * @param driverTimeoutMs heartbeat age at which a driver without a lock file counts as dead.
     * @return the directory, not on disk any more.
     * @throws DriverException if a driver runs in it, or it holds files that are no driver's.
     */
    static DriverDirectory claim(final Path directory, final long driverTimeoutMs)
    {
        final Path path = realPath(directory);
        final OwnerLock lock = tryLock(path);
        if (null == lock)
        {
            throw running(path, OwnerLock.ownerPid(lockFile(path)));
        }
        return cleaned(path, lock, driverTimeoutMs);
    }

    static Path lockFile(final Path directory)
    {
        return directory.resolveSibling(directory.getFileName() + LOCK_SUFFIX);
    }

    /**
     * @param directory to own; absolute, its parent exists.
     * @return the lock, or null if a living process holds it.
     * @throws DriverException if the lock file can not be made or written.
     */
    static OwnerLock tryLock(final Path directory)
    {
        final Path file = lockFile(directory);
        try
        {
            return OwnerLock.tryAcquire(file);
        }
        catch (final IOException ex)
        {
            throw new DriverException("can not lock " + file + ": " + ex.getClass().getSimpleName() + " " +
                ex.getMessage() + "; need to create and write it; choose another directory with --aeron-dir", ex);
        }
    }

    private static DriverDirectory cleaned(final Path path, final OwnerLock lock, final long driverTimeoutMs)
    {
        boolean isClean = false;
        try
        {
            refuseForeignFiles(path);
            final long pid = cncPid(path);
            final boolean isOfDeadOwner = 0 != pid && pid == lock.previousPid();
            if (0 != pid && !isOfDeadOwner && isAlive(path, driverTimeoutMs))
            {
                throw running(path, pid);
            }
            if (!PrivateFiles.deleteTree(path))
            {
                throw new DriverException("can not delete what a dead driver left in " + path +
                    "; need to be its owner; delete it, or choose another directory with --aeron-dir");
            }
            sweepPools(path, false);
            isClean = true;
            return new DriverDirectory(path, lock);
        }
        finally
        {
            if (!isClean)
            {
                lock.close();
            }
        }
    }

    private static DriverException running(final Path path, final long pid)
    {
        return new DriverException("a media driver already runs in " + path +
            (0 == pid ? "" : " (pid " + pid + ")") + "; stop it, or choose another directory with --aeron-dir");
    }

    private static Path realPath(final Path directory)
    {
        final Path path = directory.toAbsolutePath().normalize();
        try
        {
            if (null == path.getParent() || null == path.getFileName())
            {
                throw new IOException("a root directory");
            }
            final Path parent = path.getParent().toRealPath();
            if (Files.isSymbolicLink(path) || !Files.isWritable(parent))
            {
                throw new IOException(Files.isSymbolicLink(path) ? "it is a link" : parent + " is not writable");
            }
            return parent.resolve(path.getFileName());
        }
        catch (final IOException ex)
        {
            throw new DriverException("can not use " + path + " as Aeron directory: " +
                ex.getClass().getSimpleName() + " " + ex.getMessage() +
                "; need a directory that can be made in an existing, writable one; change --aeron-dir", ex);
        }
    }

    /**
     * Aeron deletes all that it finds in its directory: a mistyped option must not cost somebody's files.
     */
    private static void refuseForeignFiles(final Path path)
    {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS))
        {
            return;
        }
        try (Stream<Path> children = Files.list(path))
        {
            final String foreign = children.map((child) -> child.getFileName().toString())
                .filter((name) -> !AERON_NAMES.contains(name) && !Bells.isFileName(name)).findFirst().orElse(null);
            if (null != foreign)
            {
                throw new DriverException("directory " + path + " holds '" + foreign + "', which is no driver's file" +
                    "; need a new or empty directory, as its contents are deleted; change --aeron-dir");
            }
        }
        catch (final IOException ex)
        {
            throw new DriverException("can not list " + path + ": " + ex.getClass().getSimpleName() +
                "; need a directory of your own; change --aeron-dir", ex);
        }
    }

    static boolean isAlive(final Path path, final long driverTimeoutMs)
    {
        try
        {
            return CommonContext.isDriverActive(path.toFile(), driverTimeoutMs, (message) -> { });
        }
        catch (final RuntimeException ex)
        {
            // Another version, or never finished: nobody beats its heart here.
            return false;
        }
    }

    /**
     * @return the process that made the CnC file; 0 if there is none or it was never finished.
     */
    static long cncPid(final Path path)
    {
        final Path file = path.resolve(CncFileDescriptor.CNC_FILE);
        try (RandomAccessFile cnc = new RandomAccessFile(file.toFile(), "r"))
        {
            if (cnc.length() < CncFileDescriptor.META_DATA_LENGTH)
            {
                return 0;
            }
            cnc.seek(CncFileDescriptor.PID_FIELD_OFFSET);
            final long pid = cnc.readLong();
            return ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN ? pid : Long.reverseBytes(pid);
        }
        catch (final IOException ex)
        {
            return 0;
        }
    }

    /**
     * The pools of the driver's clients lie beside its directory, and outlive it if they must.
     *
     * @param path     of the driver.
     * @param isDryRun to change nothing.
     * @return the pools of dead clients, which are removed. A directory that is no private one has none: no client
     *     would use it, and a driver does not fail because of it.
     */
    static SweptPools sweepPools(final Path path, final boolean isDryRun)
    {
        final Path pools = PoolPaths.poolsDirectory(path);
        try
        {
            return PoolSweeper.sweep(pools, isDryRun);
        }
        catch (final PoolException ex)
        {
            return new SweptPools(pools, List.of(), 0);
        }
    }

    Path path()
    {
        return path;
    }

    /**
     * Delete the directory, and what dead clients left beside it, and let go of it. The driver in it must be closed.
     */
    @Override
    public void close()
    {
        PrivateFiles.deleteTree(path);
        sweepPools(path, false);
        lock.close();
    }
}
