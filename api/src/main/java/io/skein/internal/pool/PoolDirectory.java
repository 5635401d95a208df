package io.skein.internal.pool;

import io.skein.internal.files.OwnerLock;
import io.skein.internal.files.PrivateFiles;
import io.skein.internal.files.Uninterrupted;

import java.io.IOException;
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
     * A sweeper may take what is made here before it is locked, and an empty directory of pools: then once more.
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
            return PrivateFiles.createDirectory(path) ? take(path, poolId) : null;
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
     * of pools goes with the last of them. Readers may make files meanwhile, so it may take a few attempts.
     *
     * @return whether nothing of the pool is left.
     */
    boolean delete()
    {
        markClosed(PoolPaths.control(path));
        boolean isGone = PrivateFiles.deleteTree(path);
        for (int i = 1; i < DELETE_ATTEMPTS && !isGone; i++)
        {
            isGone = PrivateFiles.deleteTree(path);
        }
        lock.close();
        deleteIfEmpty(path.getParent());
        return isGone;
    }

    /**
     * @param poolsDirectory to delete if no pool is in it.
     */
    static void deleteIfEmpty(final Path poolsDirectory)
    {
        try
        {
            if (PrivateFiles.isPrivate(poolsDirectory))
            {
                Files.deleteIfExists(poolsDirectory);
            }
        }
        catch (final DirectoryNotEmptyException ex)
        {
            // Others have pools there.
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
