package io.skein.internal.pool;

import io.skein.PoolException;
import io.skein.internal.files.OwnerLock;
import io.skein.internal.files.PrivateFiles;
import org.agrona.concurrent.UnsafeBuffer;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A reader's side of a pool's files: everything is checked and mapped when the pool is met, so that it does not matter
 * when its files go. Thread-safe, but for {@link #unmap()}.
 * <p>
 * The files are those of a process of the same user. One that cuts a file short after it was mapped can still make a
 * reader fail with an {@link InternalError}; nothing that it writes can.
 */
public final class MappedPool
{
    /**
     * What {@link #acquireHolder()} says of a closed pool: its slots are not written any more, so nothing need be held.
     */
    public static final int NO_HOLDER = -1;

    private static final long READY_TIMEOUT_NS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long READY_POLL_NS = TimeUnit.MICROSECONDS.toNanos(100);

    private final Path path;
    private final long poolId;
    private final PoolHeader header;
    private final UnsafeBuffer control;
    private final UnsafeBuffer[] slots;
    private OwnerLock holderLock;
    private int holder = NO_HOLDER;
    private boolean isUnmapped;

    private MappedPool(
        final Path path,
        final long poolId,
        final PoolHeader header,
        final UnsafeBuffer control,
        final UnsafeBuffer[] slots)
    {
        this.path = path;
        this.poolId = poolId;
        this.header = header;
        this.control = control;
        this.slots = slots;
    }

    /**
     * Check and map a pool. Opens and closes all its files; does not stop for an interrupt, and keeps it.
     *
     * @param poolsDirectory see {@link PoolPaths#poolsDirectory}.
     * @param poolId         from a descriptor: nothing is believed of it.
     * @return the pool, ready or closed.
     * @throws PoolException if there is none, it may not be opened, or anything in its files is not what it must be.
     */
    public static MappedPool open(final Path poolsDirectory, final long poolId)
    {
        final Path directory = poolsDirectory.toAbsolutePath().normalize();
        final Path pool = PoolPaths.pool(directory, poolId);
        try
        {
            requirePrivate(directory);
            requirePrivate(pool);
            return map(pool, poolId);
        }
        catch (final NoSuchFileException ex)
        {
            throw failure(poolId, PoolFile.reason(ex), "its publisher is gone, or has another mount or container:" +
                " both need the same " + directory, ex);
        }
        catch (final IOException ex)
        {
            throw failure(poolId, PoolFile.reason(ex), "need the files of a publisher of the same user and version",
                ex);
        }
    }

    private static PoolException failure(
        final long poolId, final String problem, final String need, final IOException cause)
    {
        return new PoolException("can not use pool " + PoolPaths.name(poolId) + ": " + problem + "; " + need, cause);
    }

    private static void requirePrivate(final Path directory) throws IOException
    {
        if (!PrivateFiles.isPrivate(directory))
        {
            throw new IOException(directory + " is no directory of mode 0700");
        }
    }

    private static MappedPool map(final Path pool, final long poolId) throws IOException
    {
        final Path file = PoolPaths.control(pool);
        final PoolHeader[] header = new PoolHeader[1];
        UnsafeBuffer control = null;
        UnsafeBuffer[] slots = {};
        boolean isOpen = false;
        try
        {
            control = map(file, true, (channel) ->
            {
                header[0] = readyHeader(channel, poolId);
                return PoolDescriptor.controlLength(header[0].slotCount());
            });
            // sync: pool-state
            final int state = control.getIntAcquire(PoolDescriptor.STATE_OFFSET);
            PoolHeader.require(PoolDescriptor.BEING_MADE != state, file + ": state", state, PoolDescriptor.READY);
            slots = new UnsafeBuffer[header[0].slotCount()];
            for (int i = 0; i < slots.length; i++)
            {
                slots[i] = mapSlot(PoolPaths.slot(pool, i), false, poolId, i, header[0].slotSize());
            }
            isOpen = true;
            return new MappedPool(pool, poolId, header[0], control, slots);
        }
        finally
        {
            if (!isOpen)
            {
                unmap(control, slots);
            }
        }
    }

    private static PoolHeader readyHeader(final FileChannel channel, final long poolId) throws IOException
    {
        final long deadlineNs = System.nanoTime() + READY_TIMEOUT_NS;
        PoolHeader header = PoolHeader.read(channel, poolId);
        while (PoolDescriptor.BEING_MADE == header.state())
        {
            PoolHeader.require(deadlineNs - System.nanoTime() > 0, "state", PoolDescriptor.BEING_MADE + " (being made)",
                PoolDescriptor.READY);
            LockSupport.parkNanos(READY_POLL_NS);
            header = PoolHeader.read(channel, poolId);
        }
        return header;
    }

    private static UnsafeBuffer mapSlot(
        final Path file, final boolean isWritable, final long poolId, final int slot, final long slotSize)
        throws IOException
    {
        final UnsafeBuffer buffer = map(file, isWritable, (channel) ->
        {
            final long needLength = SlotDescriptor.length(slotSize);
            PoolHeader.require(channel.size() >= needLength, "length", channel.size(),
                "at least " + needLength + " bytes for slots of " + slotSize);
            return PoolMaker.mappedLength(slotSize, channel.size());
        });
        final long foundId = buffer.getLong(SlotDescriptor.POOL_ID_OFFSET);
        final long foundSlot = buffer.getLong(SlotDescriptor.SLOT_INDEX_OFFSET);
        if (poolId != foundId || slot != foundSlot)
        {
            PoolFile.unmap(buffer);
            throw new IOException(file + ": it says it is slot " + foundSlot + " of pool " + PoolPaths.name(foundId));
        }
        return buffer;
    }

    private static UnsafeBuffer map(final Path file, final boolean isWritable, final PoolFile.Length length)
        throws IOException
    {
        try
        {
            return PoolFile.map(file, isWritable, length);
        }
        catch (final FileSystemException ex)
        {
            throw ex;
        }
        catch (final IOException ex)
        {
            throw new IOException(file + ": " + ex.getMessage(), ex.getCause());
        }
    }

    /**
     * @return what descriptors name the pool by.
     */
    public long poolId()
    {
        return poolId;
    }

    /**
     * @return how many slots there are.
     */
    public int slotCount()
    {
        return slots.length;
    }

    /**
     * @return payload bytes of a slot.
     */
    public long slotSize()
    {
        return header.slotSize();
    }

    /**
     * @return what the owner says the pool is for; printable.
     */
    public String topic()
    {
        return header.topic();
    }

    /**
     * @return the process that says it made the pool; means nothing in another container.
     */
    public long ownerPid()
    {
        return header.ownerPid();
    }

    /**
     * @return the control file, see {@link PoolDescriptor}; a hostile owner may write anything into it at any time.
     */
    public UnsafeBuffer control()
    {
        return control;
    }

    /**
     * @param slot below {@link #slotCount()}.
     * @return the slot's file, see {@link SlotDescriptor}; always the same object. It is mapped read-only: who writes
     *     to it crashes the JVM. A hostile owner may write anything into it at any time.
     */
    public UnsafeBuffer slot(final int slot)
    {
        return slots[slot];
    }

    /**
     * Map a slot once more, to be written; the caller unmaps it. Opens and closes its file.
     *
     * @param slot below {@link #slotCount()}.
     * @return the slot's file.
     * @throws PoolException if it can not be opened, or is not what it must be.
     */
    UnsafeBuffer mapWritable(final int slot)
    {
        try
        {
            return mapSlot(PoolPaths.slot(path, slot), true, poolId, slot, header.slotSize());
        }
        catch (final IOException ex)
        {
            throw failure(poolId, PoolFile.reason(ex), "need a writable slot to change it in place", ex);
        }
    }

    /**
     * @return whether the owner has closed the pool, or a sweeper found it dead: what is in the slots stays. Only while
     *     it is mapped.
     */
    public boolean isClosed()
    {
        // sync: pool-state
        return PoolDescriptor.CLOSED == control.getIntAcquire(PoolDescriptor.STATE_OFFSET);
    }

    /**
     * Take the first free holder number, which this process has until it gives it back or dies. What a dead one of the
     * same number retained is given back. Opens and closes files. Idempotent.
     *
     * @return 0 to 63, or {@link #NO_HOLDER} if the pool is closed.
     * @throws PoolException if all numbers are taken, or the lock files can not be made.
     */
    public synchronized int acquireHolder()
    {
        if (NO_HOLDER != holder || isUnmapped || isClosed())
        {
            return holder;
        }
        try
        {
            for (int i = 0; i < PoolDescriptor.MAX_HOLDERS; i++)
            {
                final OwnerLock lock = OwnerLock.tryAcquire(PoolPaths.holder(path, i));
                if (null != lock)
                {
                    Holders.clear(control, slots.length, i);
                    Holders.record(control, i, ProcessHandle.current().pid());
                    holderLock = lock;
                    holder = i;
                    return i;
                }
            }
        }
        catch (final IOException ex)
        {
            if (isClosed())
            {
                return NO_HOLDER;
            }
            throw failure(poolId, PoolFile.reason(ex), "need to make and write files in it to retain what is read", ex);
        }
        throw failure(poolId, PoolDescriptor.MAX_HOLDERS + " attachments retain messages of topic " + topic() +
            " already, limit " + PoolDescriptor.MAX_HOLDERS, "close one, or copy instead of retaining", null);
    }

    /**
     * Give back the holder number and all that is retained by it. Idempotent.
     */
    public synchronized void releaseHolder()
    {
        if (NO_HOLDER != holder)
        {
            Holders.clear(control, slots.length, holder);
            holderLock.close();
            holderLock = null;
            holder = NO_HOLDER;
        }
    }

    /**
     * Give back the holder number and unmap everything: who reads a buffer of this pool afterwards may crash the JVM.
     * Only for those who know that nobody does. Idempotent.
     */
    public synchronized void unmap()
    {
        if (!isUnmapped)
        {
            releaseHolder();
            isUnmapped = true;
            unmap(control, slots);
        }
    }

    private static void unmap(final UnsafeBuffer control, final UnsafeBuffer[] slots)
    {
        PoolFile.unmap(control);
        for (final UnsafeBuffer slot : slots)
        {
            PoolFile.unmap(slot);
        }
    }

    /**
     * @return the pool's directory.
     */
    @Override
    public String toString()
    {
        return "MappedPool{" + path + '}';
    }
}
