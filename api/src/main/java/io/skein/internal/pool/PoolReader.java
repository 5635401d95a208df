package io.skein.internal.pool;

import io.skein.PoolException;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.status.CountersReader;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A pool as this process reads it: mapped once however many subscribers need it, and unmapped when the last of them and
 * the last retained view have let go. Safe for any thread.
 */
public final class PoolReader
{
    private static final int PAGE_LENGTH = 4096;
    private static final Map<Key, PoolReader> OPEN = new HashMap<>();

    private final Key key;
    private final MappedPool pool;
    private final UnsafeBuffer[] slots;
    private final SlotGuard[] guards;
    private final int[] holds;
    private final long[] heldGenerations;
    private final UnsafeBuffer[] writable;
    private int holder = MappedPool.NO_HOLDER;
    private final AtomicInteger references = new AtomicInteger(1);

    private PoolReader(final Key key, final MappedPool pool)
    {
        this.key = key;
        this.pool = pool;
        final int count = pool.slotCount();
        slots = new UnsafeBuffer[count];
        guards = new SlotGuard[count];
        holds = new int[count];
        heldGenerations = new long[count];
        writable = new UnsafeBuffer[count];
        for (int i = 0; i < count; i++)
        {
            slots[i] = pool.slot(i);
            guards[i] = new SlotGuard(slots[i], pool.control(), i);
        }
    }

    /**
     * Open a pool, or share it with those who have it open. {@link #release()} must follow.
     *
     * @param directory that pools are in.
     * @param poolId    that a descriptor names; may be anything.
     * @param preTouch  whether to touch every page, so that the first to read them need not wait for page faults.
     * @return the pool.
     * @throws PoolException when there is none, it can not be opened, or it is not well-formed.
     */
    public static PoolReader acquire(final Path directory, final long poolId, final boolean preTouch)
    {
        final Key key = new Key(directory, poolId);
        synchronized (OPEN)
        {
            PoolReader reader = OPEN.get(key);
            if (null == reader)
            {
                reader = new PoolReader(key, MappedPool.open(directory, poolId));
                OPEN.put(key, reader);
                if (preTouch)
                {
                    reader.touch();
                }
            }
            else
            {
                reader.references.getAndIncrement();
            }
            return reader;
        }
    }

    private void touch()
    {
        for (final UnsafeBuffer slot : slots)
        {
            for (int i = 0; i >= 0 && i < slot.capacity(); i += PAGE_LENGTH)
            {
                slot.getByteVolatile(i);
            }
        }
    }

    /**
     * Share what the caller has acquired. {@link #release()} must follow once more.
     */
    public void retain()
    {
        references.getAndIncrement();
    }

    /**
     * Let go. The last one unmaps: no view of the pool may be in use by then.
     */
    public void release()
    {
        if (0 == references.decrementAndGet())
        {
            unmapUnlessAcquired();
        }
    }

    /**
     * Until the map is locked, somebody may have acquired the pool anew, and even released it.
     */
    private void unmapUnlessAcquired()
    {
        synchronized (OPEN)
        {
            if (0 == references.get() && OPEN.remove(key, this))
            {
                pool.unmap();
                for (final UnsafeBuffer buffer : writable)
                {
                    if (null != buffer)
                    {
                        PoolFile.unmap(buffer);
                    }
                }
            }
        }
    }

    /**
     * @return whether the pool's owner has closed it, or it was swept: nothing new will come.
     */
    public boolean isGone()
    {
        return pool.isClosed();
    }

    /**
     * @return number that pooled messages name.
     */
    public long poolId()
    {
        return key.poolId;
    }

    /**
     * @return number of slots.
     */
    public int slotCount()
    {
        return slots.length;
    }

    /**
     * @param slot index, below {@link #slotCount()}.
     * @return its memory, read-only.
     */
    public UnsafeBuffer slot(final int slot)
    {
        return slots[slot];
    }

    /**
     * @param slot index, below {@link #slotCount()}.
     * @return its guard.
     */
    public SlotGuard guard(final int slot)
    {
        return guards[slot];
    }

    /**
     * Hold a slot for this process, once more if it is held. {@link #unhold(int)} must follow.
     *
     * @param slot       index.
     * @param generation that the slot must have.
     * @return false when it has another by now: it is not held then.
     * @throws PoolException when as many processes as possible retain slots of the pool already.
     */
    public boolean tryHold(final int slot, final long generation)
    {
        synchronized (holds)
        {
            // The slot's own generation is not asked: a writer that is about to see the hold may be announced there.
            if (0 == holds[slot] ? !tryFirstHold(slot, generation) : generation != heldGenerations[slot])
            {
                return false;
            }
            heldGenerations[slot] = generation;
            holds[slot]++;
        }
        retain();
        return true;
    }

    private boolean tryFirstHold(final int slot, final long generation)
    {
        if (MappedPool.NO_HOLDER == holder)
        {
            holder = pool.acquireHolder();
        }
        // Nobody writes the slots of a closed pool any more.
        return MappedPool.NO_HOLDER == holder ?
            guards[slot].isStable(generation) : guards[slot].tryHold(holder, generation);
    }

    /**
     * Was everything that was read until now what a descriptor says?
     *
     * @param slot       index.
     * @param generation that the descriptor names.
     * @return whether the slot has been that all the time, as nobody has taken it for writing or this process holds it.
     */
    public boolean isStillStable(final int slot, final long generation)
    {
        return guards[slot].isStillStable(generation) || isHeld(slot, generation);
    }

    private boolean isHeld(final int slot, final long generation)
    {
        synchronized (holds)
        {
            return 0 != holds[slot] && generation == heldGenerations[slot];
        }
    }

    /**
     * End one hold.
     *
     * @param slot index.
     */
    public void unhold(final int slot)
    {
        synchronized (holds)
        {
            if (0 == --holds[slot] && MappedPool.NO_HOLDER != holder)
            {
                guards[slot].release(holder);
            }
        }
        release();
    }

    /**
     * Take a held slot for writing, if nobody else can see it: no other hold on it anywhere, and every subscriber that
     * was told of it has passed. {@link #endChange(int, int)} must follow.
     *
     * @param slot       index; held once.
     * @param generation that it has.
     * @param counters   of the driver; mapped.
     * @return false if somebody else may still see the slot: it stays as it is.
     * @throws PoolException when the slot can not be mapped to be written.
     */
    public boolean tryBeginChange(final int slot, final long generation, final CountersReader counters)
    {
        synchronized (holds)
        {
            if (1 != holds[slot] || MappedPool.NO_HOLDER == holder || generation != heldGenerations[slot] ||
                !guards[slot].isPassed(generation, counters))
            {
                return false;
            }
            if (null == writable[slot])
            {
                writable[slot] = pool.mapWritable(slot);
            }
            final SlotGuard writer = writer(slot);
            if (!writer.tryBeginChange(holder, generation))
            {
                return false;
            }
            // After the change is announced: those who hold slots of a closed pool have no number, and rely on nobody
            // writing any more.
            if (pool.isClosed()) // sync: pool-state
            {
                writer.cancelWrite(generation);
                return false;
            }
            heldGenerations[slot] = generation | 1;
            return true;
        }
    }

    /**
     * What was changed is complete: the slot is stable again.
     *
     * @param slot          index.
     * @param messageLength in bytes.
     * @return its new generation.
     */
    public long endChange(final int slot, final int messageLength)
    {
        synchronized (holds)
        {
            heldGenerations[slot] = writer(slot).endWrite(messageLength);
            return heldGenerations[slot];
        }
    }

    /**
     * @param slot index, being changed.
     * @return its memory, writable.
     */
    public UnsafeBuffer writableSlot(final int slot)
    {
        return writable[slot];
    }

    private SlotGuard writer(final int slot)
    {
        return new SlotGuard(writable[slot], pool.control(), slot);
    }

    private record Key(Path directory, long poolId)
    {
    }
}
