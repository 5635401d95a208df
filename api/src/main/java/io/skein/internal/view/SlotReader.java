package io.skein.internal.view;

import io.aeron.logbuffer.Header;
import io.skein.LappedException;
import io.skein.PoolException;
import io.skein.internal.pool.PoolReader;
import io.skein.internal.pool.SlotDescriptor;
import io.skein.internal.pool.SlotGuard;
import io.skein.internal.wire.MessageReader;
import io.skein.internal.wire.PooledForm;
import io.skein.internal.wire.Verdict;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Reads messages that lie in slots of pools: finds the slot, makes sure that it still holds what the pooled message
 * said, reads the header, and looks again when the handler is done. Nothing that the slot says is believed unchecked,
 * for its writer may be hostile, or writing at this very moment.
 */
final class SlotReader
{
    private final LogSubscriber subscriber;
    private final Counters counters;
    private final MessageReader reader;
    private final LogView view;
    /**
     * The view, if the topic has traces; otherwise null.
     */
    private final PooledView traced;
    private boolean isLapReported;

    SlotReader(final LogSubscriber subscriber, final boolean isTensor)
    {
        this.subscriber = subscriber;
        counters = subscriber.counters();
        reader = new MessageReader(isTensor);
        traced = null == subscriber.topic().trace() ? null : new PooledView(subscriber, reader);
        view = null == traced ? new LogView(subscriber, reader) : traced;
    }

    void onPooled(final ImageReader image, final MessageReader pooled, final int length, final Header header)
    {
        if (null != traced)
        {
            traced.found(pooled.poolId(), header, length);
        }
        final PoolReader pool = find(pooled.poolId(), header);
        if (null == pool)
        {
            ++counters.unreachable;
            return;
        }
        final int slot = PooledForm.slot(pooled.slotAndGeneration());
        final long generation = PooledForm.generation(pooled.slotAndGeneration());
        if (slot >= pool.slotCount() || 0 != (generation & 1))
        {
            image.onRejected("slot or generation", length, header);
            return;
        }

        final SlotGuard guard = pool.guard(slot);
        if (!guard.isStable(generation))
        {
            onLapped(header);
            return;
        }
        final UnsafeBuffer memory = pool.slot(slot);
        final long messageLength = guard.messageLength();
        Verdict verdict = Verdict.REJECTED;
        if (messageLength >= 0 && messageLength <= memory.capacity() - SlotDescriptor.MESSAGE_OFFSET)
        {
            verdict = reader.read(memory, SlotDescriptor.MESSAGE_OFFSET, (int)messageLength);
        }
        if (!guard.isStillStable(generation))
        {
            onLapped(header);
        }
        else if (Verdict.ACCEPTED != verdict)
        {
            image.onRejected("what its slot holds", length, header);
        }
        else
        {
            reader.sequence(pooled.sequence());
            view.begin(memory, SlotDescriptor.MESSAGE_OFFSET, reader.payloadOffset(), reader.payloadLength(), header);
            view.slot(pool, slot, generation);
            image.dispatch(view, header);
            if (!pool.isStillStable(slot, generation))
            {
                onLapped(header);
            }
        }
    }

    private PoolReader find(final long poolId, final Header header)
    {
        try
        {
            return subscriber.pools().find(poolId);
        }
        catch (final PoolException ex)
        {
            subscriber.reportError(new PoolException("messages of topic " + subscriber.topic().name() +
                " from session " + header.sessionId() + " can not be read here: " + ex.getMessage(), ex));
            return null;
        }
    }

    private void onLapped(final Header header)
    {
        reader.forget();
        ++counters.lapped;
        if (!isLapReported)
        {
            isLapReported = true;
            subscriber.reportError(new LappedException("session " + header.sessionId() + " of topic " +
                subscriber.topic().name() + " took back a slot at position " + header.position() +
                " before it was read: read faster, give the pool more slots, or retain; others are only counted"));
        }
    }
}
