package io.skein.internal.pool;

import io.skein.PoolException;
import io.skein.internal.files.OwnerLock;
import org.agrona.concurrent.UnsafeBuffer;

import java.io.IOException;
import java.nio.file.Path;

/**
 * The owner's side of a pool's files: made, filled and mapped before the first message, deleted when it is closed.
 * Readers keep what they have mapped. Thread-safe, but for {@link #unmap()}.
 */
public final class PoolFiles implements AutoCloseable
{
    private final PoolDirectory directory;
    private final int slotCount;
    private final long slotSize;
    private final boolean hasHugePages;
    private final UnsafeBuffer control;
    private final UnsafeBuffer[] slots;
    private boolean isClosed;
    private boolean isUnmapped;

    PoolFiles(
        final PoolDirectory directory,
        final long slotSize,
        final boolean hasHugePages,
        final UnsafeBuffer control,
        final UnsafeBuffer[] slots)
    {
        this.directory = directory;
        this.slotCount = slots.length;
        this.slotSize = slotSize;
        this.hasHugePages = hasHugePages;
        this.control = control;
        this.slots = slots;
    }

    /**
     * Make a pool. Writes every byte of it, so this may take a second for a few gigabytes; pools of dead owners in the
     * same directory are removed first. On failure nothing is left. Does not stop for an interrupt, and keeps it.
     *
     * @param poolsDirectory see {@link PoolPaths#poolsDirectory}; made if need be, its parent exists.
     * @param topic          for display, at most {@link PoolDescriptor#MAX_TOPIC_LENGTH} bytes of UTF-8.
     * @param slotCount      1 to {@link PoolDescriptor#MAX_SLOTS}.
     * @param slotSize       payload bytes of a slot, 1 to {@link PoolDescriptor#MAX_SLOT_SIZE}.
     * @param preTouch       to map every page of every slot now, and not when it is first written.
     * @return the pool, ready for readers.
     * @throws PoolException if there is no space, a number is out of its range, or files can not be made.
     */
    public static PoolFiles create(
        final Path poolsDirectory,
        final String topic,
        final int slotCount,
        final long slotSize,
        final boolean preTouch)
    {
        return new PoolMaker(PoolHost.SYSTEM, poolsDirectory, topic, slotCount, slotSize, preTouch).make();
    }

    /**
     * @return what descriptors name the pool by; never 0.
     */
    public long poolId()
    {
        return directory.poolId();
    }

    /**
     * @return how many slots there are.
     */
    public int slotCount()
    {
        return slotCount;
    }

    /**
     * @return payload bytes of a slot.
     */
    public long slotSize()
    {
        return slotSize;
    }

    /**
     * @return whether the slots are made of huge pages, as far as the mount promises.
     */
    public boolean hasHugePages()
    {
        return hasHugePages;
    }

    /**
     * @return the control file, see {@link PoolDescriptor}.
     */
    public UnsafeBuffer control()
    {
        return control;
    }

    /**
     * @param slot below {@link #slotCount()}.
     * @return the slot's whole file, see {@link SlotDescriptor}; always the same object.
     */
    public UnsafeBuffer slot(final int slot)
    {
        return slots[slot];
    }

    /**
     * Opens and closes a file: for when slots run short. The answer may be old when it arrives; see
     * {@link #reclaimHolder}.
     *
     * @param holder 0 to 63.
     * @return whether a living process, this one included, has that number.
     */
    public boolean isHolderAlive(final int holder)
    {
        return OwnerLock.isHeld(PoolPaths.holder(directory.path(), holder));
    }

    /**
     * If nobody has a holder number, clear its bit in all slots. Takes the number for that long, so a new holder of the
     * same number never loses a slot. Opens and closes a file: for when slots run short.
     *
     * @param holder 0 to 63.
     * @return whether the holder was dead and retains nothing now.
     */
    public boolean reclaimHolder(final int holder)
    {
        try
        {
            final OwnerLock lock = OwnerLock.tryAcquire(PoolPaths.holder(directory.path(), holder));
            if (null == lock)
            {
                return false;
            }
            try
            {
                return clear(holder);
            }
            finally
            {
                lock.close();
            }
        }
        catch (final IOException ex)
        {
            // It can not be told, so it lives.
            return false;
        }
    }

    private synchronized boolean clear(final int holder)
    {
        if (!isUnmapped)
        {
            Holders.clear(control, slotCount, holder);
        }
        return !isUnmapped;
    }

    /**
     * Tell readers that nobody writes the slots any more, and delete all files. What is mapped, here and elsewhere,
     * stays. The caller must not write slots from here on. Idempotent.
     */
    @Override
    public synchronized void close()
    {
        if (!isClosed)
        {
            isClosed = true;
            // sync: pool-state
            control.putIntRelease(PoolDescriptor.STATE_OFFSET, PoolDescriptor.CLOSED);
            directory.delete();
        }
    }

    /**
     * Close, and unmap everything: who reads or writes a buffer of this pool afterwards may crash the JVM. Only for
     * those who know that nobody does. Idempotent.
     */
    public synchronized void unmap()
    {
        close();
        isUnmapped = true;
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
        return "PoolFiles{" + directory.path() + '}';
    }
}
