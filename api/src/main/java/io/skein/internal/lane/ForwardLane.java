package io.skein.internal.lane;

import io.skein.MessageTooLargeException;
import io.skein.Outcome;
import io.skein.internal.link.PublicationLink;
import io.skein.internal.pool.PoolReader;
import io.skein.internal.pool.SlotDescriptor;
import io.skein.internal.view.KeptView;
import io.skein.internal.view.LogView;
import io.skein.internal.wire.HeaderTemplate;
import io.skein.internal.wire.MessageReader;
import io.skein.internal.wire.PooledForm;
import io.skein.topic.Topic;
import io.skein.topic.TopicKind;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Publishes received messages onward: those in a slot by saying where they are, and holding the slot until every
 * subscriber here has passed; others by copying their bytes. Called by one thread at a time and within an operation of
 * the link's gate.
 */
final class ForwardLane
{
    private final Topic topic;
    private final PublicationLink link;
    private final FanOut fanOut;
    private final SlotSender sender;
    private final ForwardHolds holds;
    private final Tracing tracing;
    private final HeaderTemplate header;
    private final Gather source;
    private final MessageReader changed;

    ForwardLane(final Topic topic, final PublicationLink link, final FanOut fanOut, final Tracing tracing)
    {
        this.tracing = tracing;
        header = new HeaderTemplate().traced(Tracing.room(topic));
        source = new Gather(tracing, null);
        this.topic = topic;
        this.link = link;
        this.fanOut = fanOut;
        changed = new MessageReader(TopicKind.TENSOR == topic.kind());
        holds = new ForwardHolds(topic.streamId());
        sender = SlotSender.isPossible(topic) ? new SlotSender(topic, link, fanOut) : null;
        if (null != sender)
        {
            sender.traceWith(tracing);
        }
        link.whileConnected(holds::releasePassed);
        link.whenEnded(holds::releaseAll);
    }

    /**
     * @param view     in its handler, or retained.
     * @param sequence of the message.
     * @return a position, or a refusal.
     */
    long forward(final LogView view, final long sequence)
    {
        final PoolReader pool = view.pool();
        return null == pool ? copy(view, sequence) :
            null == sender ? copyHeld(view, pool, sequence) : pass(view, pool, sequence);
    }

    private long pass(final LogView view, final PoolReader pool, final long sequence)
    {
        holds.releasePassed(link.counters());
        final int slot = view.slot();
        if (!pool.tryHold(slot, view.generation()))
        {
            return Outcome.LAPPED;
        }
        boolean isKept = false;
        try
        {
            final long position = sender.send(
                view.memory(), view.messageOffset(), view.reader(), pool.poolId(),
                PooledForm.slotAndGeneration(slot, view.generation()), sequence, true);
            if (position > SlotSender.PASSED_BY)
            {
                holds.add(pool, slot, position, sender.local().sessionId());
                isKept = true;
            }
            return position;
        }
        finally
        {
            if (!isKept)
            {
                pool.unhold(slot);
            }
        }
    }

    /**
     * @param view  retained.
     * @param claim to open on what the view shows.
     * @return positive, or a refusal.
     */
    long tryTakeOver(final KeptView view, final LogClaim claim)
    {
        final PoolReader pool = view.pool();
        if (null == pool || null == sender)
        {
            return Outcome.NOT_SOLE;
        }
        final long outcome = sender.ask(view.reader().payloadLength());
        if (outcome <= 0)
        {
            return outcome;
        }
        final int slot = view.slot();
        if (!pool.tryBeginChange(slot, view.generation(), link.counters()))
        {
            return Outcome.NOT_SOLE;
        }
        claim.beginChange(pool, slot, view.reader());
        claim.continueTrace(view);
        // The hold is the claim's from now on.
        view.handOver();
        return outcome;
    }

    /**
     * @param messageLength of a message in a slot.
     * @return whether it goes to another host in slices.
     */
    boolean isTooLongElsewhere(final int messageLength)
    {
        return sender.isTooLongElsewhere(
            (long)messageLength + Tracing.room(topic) + 2 * HeaderTemplate.PAYLOAD_ALIGNMENT);
    }

    /**
     * Publish a slot that was changed in place.
     *
     * @param pool          of the slot.
     * @param slot          index, being changed.
     * @param messageLength in bytes.
     * @param sequence      of the message.
     * @return a position: the slot is held until everybody has passed. Or a refusal: it is still being changed.
     */
    long publishChanged(final PoolReader pool, final int slot, final int messageLength, final long sequence)
    {
        holds.releasePassed(link.counters());
        final UnsafeBuffer memory = pool.writableSlot(slot);
        changed.read(memory, SlotDescriptor.MESSAGE_OFFSET, messageLength);
        final long generation = pool.endChange(slot, messageLength);
        return onChanged(pool, slot, generation, sender.send(
            memory, SlotDescriptor.MESSAGE_OFFSET, changed, pool.poolId(),
            PooledForm.slotAndGeneration(slot, generation), sequence, false));
    }

    /**
     * Publish a slot that was changed in place, and whose bytes have gone to other hosts.
     *
     * @param pool          of the slot.
     * @param slot          index, being changed.
     * @param messageLength in bytes.
     * @param sequence      of the message.
     * @param elsewhere     position on another channel, or 0 or less.
     * @return as {@link #publishChanged}.
     */
    long publishChangedHere(
        final PoolReader pool, final int slot, final int messageLength, final long sequence, final long elsewhere)
    {
        holds.releasePassed(link.counters());
        final long generation = pool.endChange(slot, messageLength);
        return onChanged(pool, slot, generation, sender.sendHere(
            pool.poolId(), PooledForm.slotAndGeneration(slot, generation), sequence, elsewhere));
    }

    private long onChanged(final PoolReader pool, final int slot, final long generation, final long position)
    {
        if (position > SlotSender.PASSED_BY)
        {
            pool.guard(slot).published(
                generation, position, sender.local().sessionId(), sender.local().streamId());
            holds.add(pool, slot, position, sender.local().sessionId());
        }
        else if (position > 0)
        {
            pool.unhold(slot);
        }
        return position;
    }

    /**
     * What is copied must be what was published, not what is being written.
     */
    private long copyHeld(final LogView view, final PoolReader pool, final long sequence)
    {
        final int slot = view.slot();
        if (!pool.tryHold(slot, view.generation()))
        {
            return Outcome.LAPPED;
        }
        try
        {
            return copy(view, sequence);
        }
        finally
        {
            pool.unhold(slot);
        }
    }

    private long copy(final LogView view, final long sequence)
    {
        final MessageReader reader = view.reader();
        header.traceRoom(null == tracing ? 0 : tracing.current().length())
            .copyOf(view.memory(), view.messageOffset(), reader);
        source.segment(view.buffer(), 0, reader.payloadLength());
        final int length = reader.payloadLength();
        final int limit = link.maxMessageLength() - header.maxAssembledPayloadOffset();
        if (length > limit)
        {
            throw new MessageTooLargeException("a message of " + length + " bytes exceeds the " + limit +
                " that topic " + topic.name() + " carries when it is copied: raise its term-length, or forward on a " +
                "topic with a channel on IPC");
        }
        if (null != tracing)
        {
            tracing.begin(sequence, header);
        }
        final long position = null == fanOut ?
            source.offer(link.first(), header, sequence, reader.publishTimeNs(), length) :
            fanOut.offer(source, header, sequence, reader.publishTimeNs(), length);
        source.forgetLarge();
        return position;
    }
}
