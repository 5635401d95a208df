package io.skein.driver;

import io.skein.DriverException;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/**
 * The lock file {@code DIR.lock} beside an Aeron directory. The kernel holds the lock for the life of the process, so
 * that a free lock proves that the owner is gone, without waiting for any timer.
 * <p>
 * Two traps shape this class. POSIX drops a process's locks on a file when it closes <em>any</em> of its descriptors of
 * that file, so one JVM must never open a lock file that it holds: the paths held are noted as system properties,
 * which all class loaders share. And a lock file may be deleted between opening and locking it, so after locking, the
 * file on disk must still be the same one.
 */
final class OwnerLock implements AutoCloseable
{
    private static final String SUFFIX = ".lock";
    private static final String HELD_PREFIX = "skein.driver.lock:";
    private static final int ATTEMPTS = 100;

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

    static Path file(final Path directory)
    {
        return directory.resolveSibling(directory.getFileName() + SUFFIX);
    }

    /**
     * @param directory that the lock stands for; absolute, its parent exists.
     * @return the lock, or null if a living process holds it.
     * @throws DriverException if the lock file can not be made or written.
     */
    static OwnerLock tryAcquire(final Path directory)
    {
        final Path file = file(directory);
        final String heldKey = HELD_PREFIX + file;
        if (null != System.getProperties().putIfAbsent(heldKey, Long.toString(ProcessHandle.current().pid())))
        {
            return null;
        }
        OwnerLock acquired = null;
        try
        {
            acquired = acquire(file);
            return acquired;
        }
        catch (final IOException ex)
        {
            throw new DriverException("can not lock " + file + ": " + ex.getClass().getSimpleName() + " " +
                ex.getMessage() + "; need to create and write it; choose another directory with --aeron-dir", ex);
        }
        finally
        {
            if (null == acquired)
            {
                System.getProperties().remove(heldKey);
            }
        }
    }

    /**
     * @param directory that may be owned.
     * @return the process that says it owns the directory, or 0. Never opens a file that this JVM has locked.
     */
    static long ownerPid(final Path directory)
    {
        final Path file = file(directory);
        final String held = System.getProperty(HELD_PREFIX + file);
        if (null != held)
        {
            return Long.parseLong(held);
        }
        try
        {
            return parsePid(Files.readString(file));
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
                channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
            }
            catch (final NoSuchFileException ex)
            {
                continue;
            }
            FileLock lock = null;
            try
            {
                lock = tryLock(channel);
                if (null == lock)
                {
                    return null;
                }
                if (Objects.equals(keyBefore, PrivateFiles.keyOrNull(file)))
                {
                    final long previousPid = isNew ? 0 : readPid(channel);
                    writePid(channel, ProcessHandle.current().pid());
                    return new OwnerLock(file, channel, lock, previousPid);
                }
                lock = null;
            }
            finally
            {
                if (null == lock)
                {
                    channel.close();
                }
            }
        }
        throw new IOException("it keeps being deleted");
    }

    private static FileLock tryLock(final FileChannel channel) throws IOException
    {
        try
        {
            return channel.tryLock();
        }
        catch (final OverlappingFileLockException ex)
        {
            return null;
        }
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
    long previousPid()
    {
        return previousPid;
    }

    /**
     * Delete the lock file, while it is held, and let go. The directory must be gone by now.
     */
    @Override
    public void close()
    {
        release(true);
    }

    /**
     * Let go and leave everything as it was found.
     */
    void letGo()
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
            channel.close();
        }
        catch (final IOException ex)
        {
            // The lock goes with the process; the next start takes the file over.
            PrivateFiles.closeQuietly(channel);
        }
        finally
        {
            System.getProperties().remove(HELD_PREFIX + file);
        }
    }
}
