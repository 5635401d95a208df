package io.skein.internal.pool;

import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.status.CountersReader;

import java.lang.invoke.VarHandle;

/**
 * Who may touch a slot's bytes: the protocol between the one process that writes the slot and all that read it.
 * <p>
 * Two words in shared memory decide. The <em>generation</em> is odd while the slot is being written and even while what
 * it holds is stable; it grows by 2 with each message and wraps after 2^47 of them. The <em>holder word</em> has a bit
 * for each process that retains the slot. The writer announces itself in the generation and then looks at the holders;
 * a holder announces itself in the holder word and then looks at the generation; neither store waits behind the load.
 * So of a writer and a holder that meet, at least one sees the other and steps back: a hold that succeeded is never
 * overwritten (docs/adr/0006-pool-lane.md). A writer that steps back was announced for an instant: whoever looked just
 * then takes a slot for lost that is not, but never the other way round.
 * <p>
 * Every method is free of locks and may race with every other, except that the methods of the writer belong to one
 * thread at a time.
 */
public final class SlotGuard
{
    private final UnsafeBuffer slot;
    private final UnsafeBuffer control;
    private final int index;
    private final int holdersOffset;

    /**
     * @param slot    memory of the slot; a reader's may be mapped read-only.
     * @param control memory of the pool's control file.
     * @param index   of the slot in the pool.
     */
    public SlotGuard(final UnsafeBuffer slot, final UnsafeBuffer control, final int index)
    {
        this.slot = slot;
        this.control = control;
        this.index = index;
        holdersOffset = PoolDescriptor.holderWordOffset(index);
    }

    /**
     * Writer: take the slot for writing. Whoever still looks at what it held can tell from now on.
     *
     * @return false if somebody holds it: then it stays as it is.
     */
    public boolean tryBeginWrite()
    {
        if (0 != holders())
        {
            return false;
        }
        final long generation = slot.getLong(SlotDescriptor.GENERATION_OFFSET);
        final long odd = generation | 1;
        // sync: generation, hold. A holder may have taken the slot to change it since. The exchange is stored before
        // the holders are loaded, and both come before the bytes: they are volatile.
        if (!slot.compareAndSetLong(SlotDescriptor.GENERATION_OFFSET, generation, odd))
        {
            return false;
        }
        if (0 != holders())
        {
            if (odd != generation)
            {
                cancelWrite(generation);
            }
            return false;
        }
        return true;
    }

    /**
     * Writer: what was written is complete. The slot is stable from now on.
     *
     * @param messageLength in bytes.
     * @return the new generation, even.
     */
    public long endWrite(final int messageLength)
    {
        final long generation =
            (slot.getLong(SlotDescriptor.GENERATION_OFFSET) | 1) + 1 & SlotDescriptor.GENERATION_MASK;
        slot.putLong(SlotDescriptor.MESSAGE_LENGTH_OFFSET, messageLength);
        slot.putLongOrdered(SlotDescriptor.GENERATION_OFFSET, generation); // sync: generation, after what was written
        return generation;
    }

    /**
     * Holder: take the slot for writing, as the only one who holds it.
     *
     * @param holder     that holds the slot.
     * @param generation that the slot has.
     * @return false if somebody else holds it or just tries to: then it stays as it is.
     */
    public boolean tryBeginChange(final int holder, final long generation)
    {
        final long only = 1L << holder;
        if (only != holders() ||
            !slot.compareAndSetLong(SlotDescriptor.GENERATION_OFFSET, generation, generation | 1)) // sync: generation
        {
            return false;
        }
        VarHandle.fullFence(); // sync: hold
        if (only != holders())
        {
            cancelWrite(generation);
            return false;
        }
        return true;
    }

    /**
     * Writer: nothing was written after all.
     *
     * @param generation that the slot had.
     */
    void cancelWrite(final long generation)
    {
        slot.putLongOrdered(SlotDescriptor.GENERATION_OFFSET, generation); // sync: generation
    }

    /**
     * Writer: note where the descriptor of a generation is.
     *
     * @param generation that the descriptor names.
     * @param position   behind the descriptor.
     * @param sessionId  of the publication.
     * @param streamId   of the publication.
     */
    public void published(final long generation, final long position, final int sessionId, final int streamId)
    {
        control.putLong(PoolDescriptor.publishedPositionOffset(index), position);
        control.putInt(PoolDescriptor.publishedSessionOffset(index), sessionId);
        control.putInt(PoolDescriptor.publishedStreamOffset(index), streamId);
        control.putLongOrdered(PoolDescriptor.publishedGenerationOffset(index), generation); // sync: published
    }

    /**
     * Holder: has every subscriber of the publication that carries the slot's descriptor passed it?
     *
     * @param generation that the slot has; held by the caller, so that it stays.
     * @param counters   of the driver that the publication is on; mapped.
     * @return true only if it is known.
     */
    public boolean isPassed(final long generation, final CountersReader counters)
    {
        // sync: published
        final long described = control.getLongVolatile(PoolDescriptor.publishedGenerationOffset(index));
        return generation == described &&
            control.getLong(PoolDescriptor.publishedPositionOffset(index)) <= SubscriberPositions.lowest(counters,
            control.getInt(PoolDescriptor.publishedSessionOffset(index)),
            control.getInt(PoolDescriptor.publishedStreamOffset(index)));
    }

    /**
     * Reader: may the slot be read as what a descriptor says it holds? What the writer wrote before
     * {@link #endWrite(int)} is visible then.
     *
     * @param generation that the descriptor names.
     * @return whether the slot holds it.
     */
    public boolean isStable(final long generation)
    {
        return generation == slot.getLongVolatile(SlotDescriptor.GENERATION_OFFSET); // sync: generation
    }

    /**
     * Reader: was everything that was read until now what the descriptor says?
     *
     * @param generation that the descriptor names.
     * @return false if the slot was taken for writing since: what was read may be anything.
     */
    public boolean isStillStable(final long generation)
    {
        VarHandle.acquireFence(); // sync: generation, loads of the bytes stay before the load below
        return generation == slot.getLongVolatile(SlotDescriptor.GENERATION_OFFSET);
    }

    /**
     * Reader: hold the slot, so that the writer does not take it.
     *
     * @param holder     number of the reader's process, 0 to 63; must not hold the slot yet.
     * @param generation that the descriptor names.
     * @return false if the slot is not that any more: it is not held then.
     */
    public boolean tryHold(final int holder, final long generation)
    {
        final long bit = 1L << holder;
        long before;
        do
        {
            before = control.getLongVolatile(holdersOffset);
        }
        while (!control.compareAndSetLong(holdersOffset, before, before | bit));
        VarHandle.fullFence(); // sync: hold, the holder is stored before the generation is loaded
        if (generation != slot.getLongVolatile(SlotDescriptor.GENERATION_OFFSET))
        {
            release(holder);
            return false;
        }
        return true;
    }

    /**
     * Reader, or the writer for one that died: end a hold. What was read stays before.
     *
     * @param holder number of the reader's process.
     */
    public void release(final int holder)
    {
        final long bit = 1L << holder;
        long before;
        do
        {
            before = control.getLongVolatile(holdersOffset);
        }
        while (!control.compareAndSetLong(holdersOffset, before, before & ~bit)); // sync: hold
    }

    /**
     * @return bit n is set while holder n holds the slot.
     */
    public long holders()
    {
        return control.getLongVolatile(holdersOffset); // sync: hold
    }

    /**
     * @return the generation now.
     */
    public long generation()
    {
        return slot.getLongVolatile(SlotDescriptor.GENERATION_OFFSET);
    }

    /**
     * @return length of the message that the slot holds, as its writer says; anything, if the writer is hostile.
     */
    public long messageLength()
    {
        return slot.getLong(SlotDescriptor.MESSAGE_LENGTH_OFFSET);
    }

    /**
     * Writer: tell whoever lists pools.
     *
     * @param state see {@link PoolDescriptor}.
     */
    void state(final int state)
    {
        control.putInt(PoolDescriptor.slotStateOffset(index), state);
    }
}
