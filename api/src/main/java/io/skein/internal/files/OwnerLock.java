package io.skein.internal.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A lock file with the owner's process id. The kernel holds the lock for the life of the process, so that a free lock
 * proves that the owner is gone, without waiting for any timer, and whichever container it lived in.
 * <p>
 * Two traps shape this class. POSIX drops a process's locks on a file when it closes <em>any</em> of its descriptors of
 * that file, so one JVM must never open a lock file that it holds: the paths held are noted as system properties,
 * which all class loaders share. And a lock file may be deleted between opening and locking it, so after locking, the
 * file on disk must still be the same one.
 */
public final class OwnerLock implements AutoCloseable
{
    private static final String HELD_PREFIX = "skein.lock:";
    private static final String LOOKING = "0";
    private static final int ATTEMPTS = 100;

    /**
     * Descriptors that must never be closed, see {@link #tryLock}.
     */
    private static final Set<FileChannel> KEPT = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel channel;
    private final FileLock lock;
    private final long previousPid;
    private boolean isClosed;

    private OwnerLock(final Path file, final FileChannel channel, final FileLock lock, final long previousPid)
    {
        this.file = file;
        this.channel = channel;
        this.lock = lock;
        this.previousPid = previousPid;
    }

    /**
     * @param lockFile to hold; its directory exists.
     * @return the lock, or null if a living process holds it, or another thread of this one looks at it right now.
     * @throws NoSuchFileException if the directory does not exist, or goes meanwhile.
     * @throws IOException         if the lock file can not be made or written.
     */
    public static OwnerLock tryAcquire(final Path lockFile) throws IOException
    {
        final Path file = canonical(lockFile);
        if (!reserve(file, Long.toString(ProcessHandle.current().pid())))
        {
            return null;
        }
        OwnerLock acquired = null;
        try
        {
            acquired = Uninterrupted.call(() -> acquire(file));
            return acquired;
        }
        finally
        {
            if (null == acquired)
            {
                unreserve(file);
            }
        }
    }

    /**
     * Look without making or changing anything. For an instant, others who try to acquire the lock may be refused.
     *
     * @param lockFile that may be held.
     * @return whether a living process holds it, this one included; also when it can not be told.
     */
    public static boolean isHeld(final Path lockFile)
    {
        try
        {
            final Path file = canonical(lockFile);
            if (!reserve(file, LOOKING))
            {
                return true;
            }
            try
            {
                return Uninterrupted.call(() -> isLocked(file));
            }
            finally
            {
                unreserve(file);
            }
        }
        catch (final NoSuchFileException ex)
        {
            return false;
        }
        catch (final IOException ex)
        {
            return true;
        }
    }

    /**
     * @param lockFile that may be held.
     * @return the process that says it holds the lock, or held it when it died; 0 if none does. The number means
     *     nothing in another container. Never opens a file that this JVM has locked.
     */
    public static long ownerPid(final Path lockFile)
    {
        try
        {
            final Path file = canonical(lockFile);
            final String held = System.getProperty(HELD_PREFIX + file, LOOKING);
            return parsePid(LOOKING.equals(held) ? Files.readString(file) : held);
        }
        catch (final IOException ex)
        {
            return 0;
        }
    }

    private static OwnerLock acquire(final Path file) throws IOException
    {
        for (int i = 0; i < ATTEMPTS; i++)
        {
            final boolean isNew = PrivateFiles.createFile(file);
            final FileChannel channel;
            final Object keyBefore;
            try
            {
                keyBefore = PrivateFiles.key(file);
                channel = open(file);
            }
            catch (final NoSuchFileException ex)
            {
                continue;
            }
            OwnerLock acquired = null;
            try
            {
                final FileLock lock = tryLock(channel);
                if (null == lock)
                {
                    return null;
                }
                if (Objects.equals(keyBefore, PrivateFiles.keyOrNull(file)))
                {
                    final long previousPid = isNew ? 0 : readPid(channel);
                    writePid(channel, ProcessHandle.current().pid());
                    acquired = new OwnerLock(file, channel, lock, previousPid);
                    return acquired;
                }
            }
            finally
            {
                if (null == acquired)
                {
                    close(channel);
                }
            }
        }
        throw new IOException("it keeps being deleted");
    }

    private static boolean isLocked(final Path file) throws IOException
    {
        final FileChannel channel = open(file);
        try
        {
            return null == tryLock(channel);
        }
        finally
        {
            close(channel);
        }
    }

    private static FileChannel open(final Path file) throws IOException
    {
        return FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * This JVM may hold the lock by another name of the file: then the new descriptor is kept for ever, as closing it
     * would drop the lock.
     */
    private static FileLock tryLock(final FileChannel channel) throws IOException
    {
        try
        {
            return channel.tryLock();
        }
        catch (final OverlappingFileLockException ex)
        {
            KEPT.add(channel);
            return null;
        }
    }

    private static void close(final FileChannel channel)
    {
        if (!KEPT.contains(channel))
        {
            PrivateFiles.closeQuietly(channel);
        }
    }

    private static Path canonical(final Path file) throws IOException
    {
        return file.toAbsolutePath().getParent().toRealPath().resolve(file.getFileName());
    }

    private static boolean reserve(final Path file, final String pid)
    {
        return null == System.getProperties().putIfAbsent(HELD_PREFIX + file, pid);
    }

    private static void unreserve(final Path file)
    {
        System.getProperties().remove(HELD_PREFIX + file);
    }

    private static long readPid(final FileChannel channel) throws IOException
    {
        final ByteBuffer buffer = ByteBuffer.allocate(32);
        channel.read(buffer, 0);
        return parsePid(new String(buffer.array(), 0, buffer.position(), StandardCharsets.US_ASCII));
    }

    private static long parsePid(final String text)
    {
        final String digits = text.strip();
        return digits.matches("[0-9]{1,18}") ? Long.parseLong(digits) : 0;
    }

    private static void writePid(final FileChannel channel, final long pid) throws IOException
    {
        final String line = pid + "\n";
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.US_ASCII)), 0);
    }

    /**
     * @return the process that held this lock before and did not delete the file, so it died; 0 if there was none.
     */
    public long previousPid()
    {
        return previousPid;
    }

    /**
     * Delete the lock file, while it is held, and let go. What the lock stands for must be gone by now. Idempotent.
     */
    @Override
    public void close()
    {
        release(true);
    }

    /**
     * Let go and leave everything as it was found. Idempotent.
     */
    public void letGo()
    {
        release(0 == previousPid);
    }

    private synchronized void release(final boolean isDeleting)
    {
        if (isClosed)
        {
            return;
        }
        isClosed = true;
        try
        {
            if (isDeleting)
            {
                Files.deleteIfExists(file);
            }
            else
            {
                writePid(channel, previousPid);
            }
            lock.release();
        }
        catch (final IOException ex)
        {
            // The lock goes with the channel; the next owner takes the file over.
        }
        finally
        {
            PrivateFiles.closeQuietly(channel);
            unreserve(file);
        }
    }
}
