package io.skein.internal.lane;

import io.aeron.ExclusivePublication;
import io.aeron.Publication;
import io.aeron.logbuffer.BufferClaim;
import io.skein.MessageTooLargeException;
import io.skein.Outcome;
import io.skein.internal.link.PublicationLink;
import io.skein.internal.trace.OutgoingTrace;
import io.skein.internal.wire.HeaderTemplate;
import io.skein.internal.wire.MessageReader;
import io.skein.internal.wire.PooledForm;
import io.skein.internal.wire.TransferForm;
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

    private final Topic topic;
    private final PublicationLink link;
    private final FanOut fanOut;
    private final int channel;
    private final BufferClaim claim = new BufferClaim();
    private final HeaderTemplate header;
    private final int room;
    private Gather source = new Gather(null, null);
    private Tracing tracing;

    /**
     * @param topic  with a channel on IPC.
     * @param link   of the publisher.
     * @param fanOut when the topic has several channels, or null.
     */
    SlotSender(final Topic topic, final PublicationLink link, final FanOut fanOut)
    {
        this.topic = topic;
        this.link = link;
        this.fanOut = fanOut;
        channel = localChannel(topic);
        room = Tracing.room(topic);
        header = new HeaderTemplate().traced(room);
    }

    /**
     * @param newTracing of the publisher, or null when the topic has no trace.
     */
    void traceWith(final Tracing newTracing)
    {
        tracing = newTracing;
        source = new Gather(newTracing, null);
    }

    /**
     * @param topic with a channel on IPC or not.
     * @return index of the channel that stays on the host, or {@link FanOut#NONE}.
     */
    static int localChannel(final Topic topic)
    {
        for (int i = 0; i < topic.channels().size(); i++)
        {
            if (topic.channels().get(i).isIpc())
            {
                return i;
            }
        }
        return FanOut.NONE;
    }

    static boolean isPossible(final Topic topic)
    {
        return FanOut.NONE != localChannel(topic);
    }

    /**
     * @return the publication that stays on the host.
     */
    ExclusivePublication local()
    {
        return link.publication(channel);
    }

    /**
     * @param messageLength of a message in a slot.
     * @return whether a channel that leaves the host, and has a subscriber, does not carry it in one message.
     */
    boolean isTooLongElsewhere(final long messageLength)
    {
        return null != fanOut && fanOut.isTooLongElsewhere(channel, messageLength);
    }

    /**
     * @param messageLength that would be sent.
     * @return positive if it would be accepted, or begun in slices; or the refusal.
     * @throws MessageTooLargeException when another channel can carry it neither in a message nor in slices.
     */
    long ask(final long messageLength)
    {
        if (null != fanOut)
        {
            final boolean isSliced = isTooLongElsewhere(messageLength);
            if (isSliced && (null == topic.chunk() || messageLength > topic.chunk().maxTransfer()))
            {
                throw tooLong(messageLength);
            }
            final long outcome =
                fanOut.ask(channel, PooledForm.LENGTH + room, isSliced ? TransferForm.LENGTH : (int)messageLength);
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
     * @param isWhole           whether it must go in one message; if not, what a channel does not carry is refused, as
     *                          its subscriber has come in between, and it goes in slices the next time.
     * @return a position on the channel that stays on the host, {@link #PASSED_BY} if only others had a subscriber, or
     * a refusal.
     * @throws MessageTooLargeException when another channel does not carry what must be whole.
     */
    long send(
        final DirectBuffer memory, final int offset, final MessageReader reader,
        final long poolId, final long slotAndGeneration, final long sequence, final boolean isWhole)
    {
        if (null == fanOut)
        {
            if (null != tracing)
            {
                tracing.beginInLog(sequence);
            }
            return send(local(), poolId, slotAndGeneration, sequence);
        }
        header.copyOf(memory, offset, reader);
        source.segment(memory, offset + reader.payloadOffset(), reader.payloadLength());
        final long messageLength = header.maxAssembledPayloadOffset() + (long)reader.payloadLength();
        if (isTooLongElsewhere(messageLength))
        {
            if (isWhole || null == topic.chunk())
            {
                throw tooLong(messageLength);
            }
            return Publication.BACK_PRESSURED;
        }
        final long outcome = fanOut.ask(channel, PooledForm.LENGTH + room, (int)messageLength);
        if (outcome < 0)
        {
            return outcome;
        }
        if (null != tracing)
        {
            tracing.begin(sequence, header);
        }
        final long elsewhere = fanOut.offerElsewhere(
            channel, source, header, sequence, reader.publishTimeNs(), reader.payloadLength());
        source.forgetLarge();
        return sendHere(poolId, slotAndGeneration, sequence, elsewhere);
    }

    /**
     * Only where it lies; its bytes have been sent.
     *
     * @param poolId            of the pool.
     * @param slotAndGeneration of the slot.
     * @param sequence          of the message.
     * @param elsewhere         position on another channel; 0 or less if none had a subscriber.
     * @return as {@link #send}.
     */
    long sendHere(
        final long poolId, final long slotAndGeneration, final long sequence, final long elsewhere)
    {
        if (null != tracing)
        {
            tracing.inLog();
        }
        final long position = send(local(), poolId, slotAndGeneration, sequence);
        return position > 0 ? position : elsewhere > 0 ? PASSED_BY : position;
    }

    private MessageTooLargeException tooLong(final long messageLength)
    {
        return new MessageTooLargeException("a message of " + messageLength + " bytes exceeds what a channel of " +
            "topic " + topic.name() + " carries to other hosts in one message, and is all or nothing: " +
            (null == topic.chunk() ? "give it chunk options, " :
            "claim or publish it (up to its chunk.maxTransfer, " + topic.chunk().maxTransfer() + "), ") +
            "or raise the term-length of " + elsewhere());
    }

    private String elsewhere()
    {
        final StringBuilder names = new StringBuilder();
        for (int i = 0; i < link.channelCount(); i++)
        {
            if (i != channel)
            {
                names.append(names.isEmpty() ? "" : ", ").append(link.publication(i).channel())
                    .append(" (").append(link.publication(i).maxMessageLength()).append(')');
            }
        }
        return names.toString();
    }

    private long send(
        final ExclusivePublication publication, final long poolId, final long slotAndGeneration, final long sequence)
    {
        final OutgoingTrace trace = null == tracing ? null : tracing.current();
        // A trace that does not fit the frame stays behind: the message is what matters.
        final boolean isTraced = null != trace && PooledForm.LENGTH + trace.length() <= publication.maxPayloadLength();
        final int length = isTraced ? PooledForm.LENGTH + trace.length() : PooledForm.LENGTH;
        long position;
        do
        {
            position = publication.tryClaim(length, claim);
        }
        while (Publication.ADMIN_ACTION == position);
        if (position > 0)
        {
            PooledForm.stamp(claim.buffer(), claim.offset(), sequence, poolId, slotAndGeneration);
            if (isTraced)
            {
                trace.copyTo(claim.buffer().addressOffset() + claim.offset() + PooledForm.LENGTH);
            }
            claim.commit();
        }
        return position;
    }
}
