package io.skein.internal.lane;

import io.skein.MessageTooLargeException;
import io.skein.Outcome;
import io.skein.internal.link.PublicationLink;
import io.skein.internal.pool.PoolReader;
import io.skein.internal.view.LogView;
import io.skein.internal.wire.HeaderTemplate;
import io.skein.internal.wire.MessageReader;
import io.skein.internal.wire.PooledForm;
import io.skein.topic.Topic;

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
    private final ForwardHolds holds = new ForwardHolds();
    private final HeaderTemplate header = new HeaderTemplate();
    private final Gather source = new Gather();

    ForwardLane(final Topic topic, final PublicationLink link, final FanOut fanOut)
    {
        this.topic = topic;
        this.link = link;
        this.fanOut = fanOut;
        sender = SlotSender.isPossible(topic) ? new SlotSender(topic, link, fanOut) : null;
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
        return null == view.pool() || null == sender ? copy(view, sequence) : pass(view, view.pool(), sequence);
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
                PooledForm.slotAndGeneration(slot, view.generation()), sequence);
            if (position > SlotSender.PASSED_BY)
            {
                holds.add(pool, slot, position, sender.local().sessionId(), sender.local().streamId());
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

    private long copy(final LogView view, final long sequence)
    {
        final MessageReader reader = view.reader();
        header.copyOf(view.memory(), view.messageOffset(), reader);
        source.segment(view.memory(), view.messageOffset() + reader.payloadOffset(), reader.payloadLength());
        final int length = reader.payloadLength();
        final int limit = link.maxMessageLength() - header.maxAssembledPayloadOffset();
        if (length > limit)
        {
            throw new MessageTooLargeException("a message of " + length + " bytes exceeds the " + limit +
                " that topic " + topic.name() + " carries when it is copied: raise its term-length, or forward on a " +
                "topic with a channel on IPC");
        }
        final long position = null == fanOut ?
            source.offer(link.first(), header, sequence, reader.publishTimeNs(), length) :
            fanOut.offer(source, header, sequence, reader.publishTimeNs(), length);
        source.forgetLarge();
        return position;
    }
}
