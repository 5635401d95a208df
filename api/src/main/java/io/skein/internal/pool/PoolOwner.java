package io.skein.internal.pool;

import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.status.CountersReader;

import java.util.concurrent.TimeUnit;

/**
 * The publisher's side of a pool: which slots are free, lent, and on their way.
 * <p>
 * A slot that was published is free again when every subscriber has passed its descriptor and nobody holds it. Both are
 * looked up only when no slot is free, positions first and holders after: a subscriber that retains does so before its
 * position moves on. One thread at a time, the caller sees to it; {@link #returnLate(int)} and {@link #close()} may
 * come from any thread, the latter when nothing else but the former will.
 */
public final class PoolOwner
{
    /**
     * No slot is free.
     */
    public static final int NONE = -1;

    private static final long HOLDER_CHECK_INTERVAL_NS = TimeUnit.MILLISECONDS.toNanos(1);

    private final PoolFiles files;
    private final SlotGuard[] guards;
    private final boolean isOverwriting;
    private final int[] free;
    private final SlotQueue inFlight;
    private final SlotQueue held;
    private final LowestPosition lowest = new LowestPosition();
    private int freeCount;
    private int loanCount;
    private int prepared = NONE;
    private long nextHolderCheckNs = System.nanoTime();
    private long overwritten;
    private final int[] late;
    private volatile int lateCount;
    private boolean isClosed;

    /**
     * All slots free.
     *
     * @param files         of the pool.
     * @param isOverwriting whether a slot that subscribers have not passed may be taken when none is free.
     */
    public PoolOwner(final PoolFiles files, final boolean isOverwriting)
    {
        this.files = files;
        this.isOverwriting = isOverwriting;
        final int count = files.slotCount();
        guards = new SlotGuard[count];
        free = new int[count];
        late = new int[count];
        inFlight = new SlotQueue(count);
        held = new SlotQueue(count);
        for (int i = 0; i < count; i++)
        {
            guards[i] = new SlotGuard(files.slot(i), files.control(), i);
            free[count - 1 - i] = i;
        }
        freeCount = count;
    }

    /**
     * @return number that descriptors name.
     */
    public long poolId()
    {
        return files.poolId();
    }

    /**
     * @param slot index.
     * @return its memory, writable.
     */
    public UnsafeBuffer slot(final int slot)
    {
        return files.slot(slot);
    }

    /**
     * Lend a slot to be written.
     *
     * @param counters of the driver; mapped.
     * @param streamId of the publications that carry the descriptors.
     * @return a slot, or {@link #NONE}.
     */
    public int tryLoan(final CountersReader counters, final int streamId)
    {
        prepare(counters, streamId);
        int slot = prepared;
        prepared = NONE;
        if (NONE == slot && isOverwriting)
        {
            slot = takeOldest();
        }
        if (NONE != slot)
        {
            ++loanCount;
            guards[slot].state(PoolDescriptor.SLOT_LOANED);
        }
        return slot;
    }

    /**
     * Take the next slot for writing ahead of its loan. To look who has passed which slot, and to tell all readers that
     * a slot is written, takes as long as the whole way of a message: so this is done when a message has just left and
     * nobody waits.
     *
     * @param counters of the driver; mapped.
     * @param streamId of the publications that carry the descriptors.
     */
    public void prepare(final CountersReader counters, final int streamId)
    {
        if (NONE == prepared)
        {
            prepared = takeFree();
            if (NONE == prepared)
            {
                reclaim(counters, streamId);
                prepared = takeFree();
            }
        }
    }

    /**
     * What is in a lent slot is complete: a descriptor may name it.
     *
     * @param slot          that was lent.
     * @param messageLength in bytes.
     * @return its generation.
     */
    public long endWrite(final int slot, final int messageLength)
    {
        return guards[slot].endWrite(messageLength);
    }

    /**
     * A descriptor of a lent slot is in the log.
     *
     * @param slot       that was lent and written.
     * @param generation that the descriptor names.
     * @param position   behind the descriptor.
     * @param sessionId  of the publication that carries it. When there is another one later, subscribers may still have
     *                   to read what is in the log of this one.
     * @param streamId   of the publication.
     */
    public void onPublished(
        final int slot, final long generation, final long position, final int sessionId, final int streamId)
    {
        --loanCount;
        guards[slot].published(generation, position, sessionId, streamId);
        guards[slot].state(PoolDescriptor.SLOT_IN_FLIGHT);
        inFlight.add(slot, position, sessionId);
    }

    /**
     * A lent slot comes back: no descriptor names what is in it.
     *
     * @param slot that was lent.
     */
    public void onReturned(final int slot)
    {
        --loanCount;
        addFree(slot);
    }

    /**
     * A lent slot comes back unsent. From any thread, at any time.
     *
     * @param slot that was lent.
     */
    public synchronized void returnLate(final int slot)
    {
        if (isClosed)
        {
            --loanCount;
            unmapIfUnused();
        }
        else
        {
            late[lateCount] = slot;
            ++lateCount;
        }
    }

    /**
     * @return slots taken before all subscribers had passed them.
     */
    public long overwritten()
    {
        return overwritten;
    }

    /**
     * From any thread.
     *
     * @return whether somebody retains a slot, or has forwarded it to others who have yet to read it.
     */
    public boolean isHeld()
    {
        for (final SlotGuard guard : guards)
        {
            if (0 != guard.holders())
            {
                return true;
            }
        }
        return false;
    }

    /**
     * Unlink the files: no new subscriber may come. Those who are there keep what they have mapped; the memory is given
     * back here once no slot is lent.
     */
    public synchronized void close()
    {
        if (!isClosed)
        {
            absorbLate();
            isClosed = true;
            files.close();
            unmapIfUnused();
        }
    }

    private void unmapIfUnused()
    {
        if (0 == loanCount)
        {
            files.unmap();
        }
    }

    private void absorbLate()
    {
        for (int i = 0; i < lateCount; i++)
        {
            onReturned(late[i]);
        }
        lateCount = 0;
    }

    private int takeFree()
    {
        while (freeCount > 0)
        {
            final int slot = free[--freeCount];
            if (guards[slot].tryBeginWrite())
            {
                return slot;
            }
            // Retained after all, by somebody who came late or is hostile.
            held.add(slot, Long.MIN_VALUE, 0);
        }
        return NONE;
    }

    /**
     * Those that were held come first: they are older, and may have been released while a subscriber has yet to pass.
     */
    private int takeOldest()
    {
        final int slot = takeOldest(held);
        return NONE == slot ? takeOldest(inFlight) : slot;
    }

    private int takeOldest(final SlotQueue queue)
    {
        for (int i = queue.size(); i > 0; i--)
        {
            final int slot = queue.slot();
            final long position = queue.position();
            final int sessionId = queue.sessionId();
            queue.remove();
            if (guards[slot].tryBeginWrite())
            {
                ++overwritten;
                return slot;
            }
            held.add(slot, position, sessionId);
        }
        return NONE;
    }

    private void reclaim(final CountersReader counters, final int streamId)
    {
        if (0 != lateCount)
        {
            synchronized (this)
            {
                absorbLate();
            }
        }
        lowest.begin(counters, streamId);
        while (!inFlight.isEmpty() && inFlight.position() <= lowest.of(inFlight.sessionId())) // sync: position, first
        {
            final int slot = inFlight.slot();
            final long position = inFlight.position();
            final int sessionId = inFlight.sessionId();
            inFlight.remove();
            freeUnlessHeld(slot, position, sessionId);
        }
        freeReleased();
        if (0 == freeCount && !held.isEmpty() && System.nanoTime() - nextHolderCheckNs >= 0)
        {
            nextHolderCheckNs = System.nanoTime() + HOLDER_CHECK_INTERVAL_NS;
            releaseDeadHolders();
            freeReleased();
        }
    }

    private void freeReleased()
    {
        for (int i = held.size(); i > 0; i--)
        {
            final int slot = held.slot();
            final long position = held.position();
            final int sessionId = held.sessionId();
            held.remove();
            if (position <= lowest.of(sessionId)) // sync: position, before holders
            {
                freeUnlessHeld(slot, position, sessionId);
            }
            else
            {
                held.add(slot, position, sessionId);
            }
        }
    }

    private void freeUnlessHeld(final int slot, final long position, final int sessionId)
    {
        if (0 == guards[slot].holders())
        {
            addFree(slot);
        }
        else
        {
            held.add(slot, position, sessionId);
        }
    }

    private void releaseDeadHolders()
    {
        long holders = 0;
        for (final SlotGuard guard : guards)
        {
            holders |= guard.holders();
        }
        while (0 != holders)
        {
            final int holder = Long.numberOfTrailingZeros(holders);
            holders &= holders - 1;
            files.reclaimHolder(holder);
        }
    }

    private void addFree(final int slot)
    {
        guards[slot].state(PoolDescriptor.SLOT_FREE);
        free[freeCount++] = slot;
    }
}
