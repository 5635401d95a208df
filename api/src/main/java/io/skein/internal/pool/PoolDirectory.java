package io.skein.internal.pool;

import io.skein.internal.files.OwnerLock;
import io.skein.internal.files.PrivateFiles;
import io.skein.internal.files.Uninterrupted;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.stream.Stream;

/**
 * A pool's directory whose owner lock is held here: by its owner, or by a sweeper after the owner's death. Only who
 * holds the lock deletes.
 */
final class PoolDirectory
{
    private static final int ATTEMPTS = 1_000;
    private static final int DELETE_ATTEMPTS = 10;

    private final Path path;
    private final long poolId;
    private final OwnerLock lock;

    private PoolDirectory(final Path path, final long poolId, final OwnerLock lock)
    {
        this.path = path;
        this.poolId = poolId;
        this.lock = lock;
    }

    /**
     * A sweeper may take what is made here before it is locked, and an empty directory of pools: then once more, by
     * another name.
     *
     * @param poolsDirectory absolute, its parent exists.
     * @return the empty directory of a new pool.
     * @throws IOException if it can not be made.
     */
    static PoolDirectory create(final Path poolsDirectory) throws IOException
    {
        final SecureRandom random = new SecureRandom();
        for (int i = 0; i < ATTEMPTS; i++)
        {
            PrivateFiles.createDirectory(poolsDirectory);
            final long poolId = random.nextLong();
            final PoolDirectory created = 0 == poolId ? null : create(poolsDirectory, poolId);
            if (null != created)
            {
                return created;
            }
        }
        throw new IOException("it keeps being deleted");
    }

    private static PoolDirectory create(final Path poolsDirectory, final long poolId) throws IOException
    {
        try
        {
            if (!PrivateFiles.isPrivate(poolsDirectory))
            {
                throw new IOException("it is a link, or not of mode 0700");
            }
            final Path path = PoolPaths.pool(poolsDirectory, poolId);
            if (!PrivateFiles.createDirectory(path))
            {
                return null;
            }
            final PoolDirectory created = take(path, poolId);
            if (null == created)
            {
                // Whoever had the lock may have been about to delete, so the name is lost: gone, or a leftover by now.
                final PoolDirectory leftover = take(path, poolId);
                if (null != leftover)
                {
                    leftover.delete();
                }
            }
            return created;
        }
        catch (final NoSuchFileException ex)
        {
            return null;
        }
    }

    /**
     * @param path   of a pool that may be dead.
     * @param poolId of it.
     * @return the pool, or null if its owner lives, or it has gone.
     * @throws IOException if its lock can not be had.
     */
    static PoolDirectory take(final Path path, final long poolId) throws IOException
    {
        try
        {
            final OwnerLock lock = OwnerLock.tryAcquire(PoolPaths.lock(path));
            return null == lock ? null : new PoolDirectory(path, poolId, lock);
        }
        catch (final NoSuchFileException ex)
        {
            return null;
        }
    }

    Path path()
    {
        return path;
    }

    long poolId()
    {
        return poolId;
    }

    /**
     * Say to those who have mapped the pool that nobody writes its slots any more, delete it, and let go. The directory
     * of pools goes with the last of them. Readers may make files meanwhile: then it is taken and deleted again.
     *
     * @return whether nothing of the pool is left.
     */
    boolean delete()
    {
        deleteOnce();
        for (int i = 1; i < DELETE_ATTEMPTS && Files.exists(path); i++)
        {
            try
            {
                final PoolDirectory again = take(path, poolId);
                if (null == again)
                {
                    break;
                }
                again.deleteOnce();
            }
            catch (final IOException ex)
            {
                break;
            }
        }
        deleteIfEmpty(path.getParent());
        return !Files.exists(path);
    }

    /**
     * The lock file is the last to go: who finds none makes one, and is the owner then. So after that nothing may be
     * deleted but a directory that is empty.
     */
    private void deleteOnce()
    {
        final Path lockFile = PoolPaths.lock(path);
        markClosed(PoolPaths.control(path));
        try (Stream<Path> files = Files.list(path))
        {
            files.filter((file) -> !file.equals(lockFile)).forEach(PrivateFiles::deleteTree);
        }
        catch (final IOException | UncheckedIOException ex)
        {
            // What can not be listed stays until somebody may delete it.
        }
        lock.close();
        deleteIfEmpty(path);
    }

    /**
     * @param directory of a pool, or of pools, to delete if nothing is in it.
     */
    static void deleteIfEmpty(final Path directory)
    {
        try
        {
            if (Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS))
            {
                Files.deleteIfExists(directory);
            }
        }
        catch (final DirectoryNotEmptyException ex)
        {
            // Others are there.
        }
        catch (final IOException ex)
        {
            // It stays until somebody may delete it.
        }
    }

    private static void markClosed(final Path control)
    {
        try
        {
            if (Files.isRegularFile(control, LinkOption.NOFOLLOW_LINKS))
            {
                Uninterrupted.call(() -> writeState(control));
            }
        }
        catch (final IOException ex)
        {
            // Then nobody has mapped it, or this process may not write it.
        }
    }

    private static int writeState(final Path control) throws IOException
    {
        try (FileChannel channel = FileChannel.open(control, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS))
        {
            final ByteBuffer state = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.nativeOrder());
            state.putInt(0, PoolDescriptor.CLOSED);
            return channel.size() < PoolDescriptor.HOLDER_RECORDS_OFFSET ?
                0 : channel.write(state, PoolDescriptor.STATE_OFFSET);
        }
    }
}
