package io.skein.internal.lane;

import io.aeron.ExclusivePublication;
import io.aeron.Publication;
import io.aeron.logbuffer.BufferClaim;
import io.skein.Outcome;
import io.skein.internal.link.PublicationLink;
import io.skein.internal.wire.HeaderTemplate;
import io.skein.internal.wire.MessageReader;
import io.skein.internal.wire.PooledForm;
import io.skein.topic.Topic;
import org.agrona.DirectBuffer;

/**
 * Publishes a message that lies in a slot: where it lies on the channel that stays on the host, and its bytes, from the
 * very same slot, on those that leave it.
 */
final class SlotSender
{
    /**
     * Sent to other hosts only: nobody on this host has to pass the slot.
     */
    static final long PASSED_BY = 1;

    private final PublicationLink link;
    private final FanOut fanOut;
    private final int channel;
    private final BufferClaim claim = new BufferClaim();
    private final HeaderTemplate header = new HeaderTemplate();
    private final Gather source = new Gather();

    /**
     * @param topic  with a channel on IPC.
     * @param link   of the publisher.
     * @param fanOut when the topic has several channels, or null.
     */
    SlotSender(final Topic topic, final PublicationLink link, final FanOut fanOut)
    {
        this.link = link;
        this.fanOut = fanOut;
        int index = 0;
        while (!topic.channels().get(index).isIpc())
        {
            index++;
        }
        channel = index;
    }

    static boolean isPossible(final Topic topic)
    {
        return topic.channels().stream().anyMatch((channel) -> channel.isIpc());
    }

    /**
     * @return the publication that stays on the host.
     */
    ExclusivePublication local()
    {
        return link.publication(channel);
    }

    /**
     * @param messageLength that would be sent.
     * @return positive if it would be accepted, or the refusal.
     * @throws io.skein.MessageTooLargeException when another channel can not carry it.
     */
    long ask(final long messageLength)
    {
        if (null != fanOut)
        {
            final long outcome = fanOut.ask(channel, messageLength);
            return outcome < 0 ? outcome : 1;
        }
        final ExclusivePublication publication = local();
        if (!publication.isConnected())
        {
            return publication.isClosed() ? Publication.CLOSED : Outcome.NOT_CONNECTED;
        }
        // Before a slot is written, and not after.
        return publication.positionLimit() > publication.position() ? 1 : Outcome.BACK_PRESSURED;
    }

    /**
     * @param memory            that holds the message.
     * @param offset            of the message.
     * @param reader            that has read its header.
     * @param poolId            of the pool.
     * @param slotAndGeneration of the slot.
     * @param sequence          of the message.
     * @return a position on the channel that stays on the host, {@link #PASSED_BY} if only others had a subscriber, or
     * a refusal.
     */
    long send(
        final DirectBuffer memory, final int offset, final MessageReader reader,
        final long poolId, final long slotAndGeneration, final long sequence)
    {
        if (null == fanOut)
        {
            return send(local(), poolId, slotAndGeneration, sequence);
        }
        header.copyOf(memory, offset, reader);
        source.segment(memory, offset + reader.payloadOffset(), reader.payloadLength());
        final long outcome = fanOut.ask(channel, header.maxAssembledPayloadOffset() + (long)reader.payloadLength());
        if (outcome < 0)
        {
            return outcome;
        }
        final long elsewhere = fanOut.offerElsewhere(
            channel, source, header, sequence, reader.publishTimeNs(), reader.payloadLength());
        source.forgetLarge();
        final long position = send(local(), poolId, slotAndGeneration, sequence);
        return position > 0 ? position : elsewhere > 0 ? PASSED_BY : position;
    }

    private long send(
        final ExclusivePublication publication, final long poolId, final long slotAndGeneration, final long sequence)
    {
        long position;
        do
        {
            position = publication.tryClaim(PooledForm.LENGTH, claim);
        }
        while (Publication.ADMIN_ACTION == position);
        if (position > 0)
        {
            PooledForm.stamp(claim.buffer(), claim.offset(), sequence, poolId, slotAndGeneration);
            claim.commit();
        }
        return position;
    }
}
