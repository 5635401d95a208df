package io.skein.internal.pool;

import io.skein.PoolException;
import org.agrona.concurrent.UnsafeBuffer;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * A pool as this process reads it: mapped once however many subscribers need it, and unmapped when the last of them and
 * the last retained view have let go. Safe for any thread.
 */
public final class PoolReader
{
    private static final Map<Key, PoolReader> OPEN = new HashMap<>();
    private static final int NO_HOLDER = -1;

    private final Key key;
    private final MappedPool pool;
    private final UnsafeBuffer[] slots;
    private final SlotGuard[] guards;
    private final int[] holds;
    private int holder = NO_HOLDER;
    private int references = 1;

    private PoolReader(final Key key, final MappedPool pool)
    {
        this.key = key;
        this.pool = pool;
        final int count = pool.slotCount();
        slots = new UnsafeBuffer[count];
        guards = new SlotGuard[count];
        holds = new int[count];
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
     * @return the pool.
     * @throws PoolException when there is none, it can not be opened, or it is not well-formed.
     */
    public static PoolReader acquire(final Path directory, final long poolId)
    {
        final Key key = new Key(directory, poolId);
        synchronized (OPEN)
        {
            PoolReader reader = OPEN.get(key);
            if (null == reader)
            {
                reader = new PoolReader(key, MappedPool.open(directory, poolId));
                OPEN.put(key, reader);
            }
            else
            {
                reader.references++;
            }
            return reader;
        }
    }

    /**
     * Share what the caller has acquired. {@link #release()} must follow once more.
     */
    public void retain()
    {
        synchronized (OPEN)
        {
            references++;
        }
    }

    /**
     * Let go. The last one unmaps: no view of the pool may be in use by then.
     */
    public void release()
    {
        synchronized (OPEN)
        {
            if (0 == --references)
            {
                OPEN.remove(key);
                pool.releaseHolder();
                pool.unmap();
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
            if (0 == holds[slot])
            {
                if (NO_HOLDER == holder)
                {
                    holder = pool.acquireHolder();
                }
                if (!guards[slot].tryHold(holder, generation))
                {
                    return false;
                }
            }
            else if (!guards[slot].isStable(generation))
            {
                return false;
            }
            holds[slot]++;
        }
        retain();
        return true;
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
            if (0 == --holds[slot])
            {
                guards[slot].release(holder);
            }
        }
        release();
    }

    private record Key(Path directory, long poolId)
    {
    }
}
