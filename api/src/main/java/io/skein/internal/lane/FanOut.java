package io.skein.internal.lane;

import io.aeron.ExclusivePublication;
import io.aeron.Publication;
import io.aeron.logbuffer.BufferClaim;
import io.aeron.logbuffer.LogBufferDescriptor;
import io.skein.MessageTooLargeException;
import io.skein.internal.link.PublicationLink;
import io.skein.internal.wire.HeaderTemplate;
import io.skein.internal.wire.PooledForm;
import org.agrona.BitUtil;

import java.util.function.ToLongFunction;

/**
 * One message on several channels: accepted by every channel that has a subscriber, or by none.
 * <p>
 * A channel accepts as long as its position is below its limit, and the limit only grows; so all are asked first, and
 * then written. A channel that loses its last subscriber in between is passed over.
 */
final class FanOut
{
    private static final int FRAME_HEADER_LENGTH = 32;
    private static final int FRAME_ALIGNMENT = 32;

    private final PublicationLink link;

    FanOut(final PublicationLink link)
    {
        this.link = link;
    }

    long tryClaim(final HeaderTemplate header, final int payloadLength, final LogClaim claim, final long sequence)
    {
        final int longest = header.maxPayloadOffset() + payloadLength;
        if (longest > link.maxPayloadLength())
        {
            throw new MessageTooLargeException("a claim of " + payloadLength + " bytes exceeds the " +
                (link.maxPayloadLength() - header.maxPayloadOffset()) + " that one frame of every channel holds: " +
                "offer the message, or raise the mtu of the channels");
        }
        final long outcome = ask(longest);
        if (outcome < 0)
        {
            return outcome;
        }

        final int channels = link.channelCount();
        claim.reserveCopies(channels - 1);
        claim.copyCount = 0;
        long position = Publication.NOT_CONNECTED;
        for (int i = 0; i < channels; i++)
        {
            final ExclusivePublication publication = link.publication(i);
            if (publication.isConnected())
            {
                final boolean isPrimary = position <= 0;
                final int copy = claim.copyCount;
                final BufferClaim target = isPrimary ? claim.primary : claim.copies[copy];
                final long result = ClaimLane.tryClaim(publication, header, payloadLength, target, sequence);
                if (result > 0 && isPrimary)
                {
                    position = result;
                }
                else if (result > 0)
                {
                    claim.copyCount = copy + 1;
                }
                checkExhausted(result);
            }
        }
        return position;
    }

    long offer(
        final Gather source, final HeaderTemplate header,
        final long sequence, final long nowNs, final long payloadLength)
    {
        final long outcome = ask((int)(header.maxAssembledPayloadOffset() + payloadLength));
        if (outcome < 0)
        {
            return outcome;
        }
        long position = Publication.NOT_CONNECTED;
        for (int i = 0; i < link.channelCount(); i++)
        {
            final ExclusivePublication publication = link.publication(i);
            if (publication.isConnected())
            {
                final long result = source.offer(publication, header, sequence, nowNs, payloadLength);
                position = position > 0 ? position : result;
                checkExhausted(result);
            }
        }
        return position;
    }

    /**
     * Offer to every channel that has a subscriber, if all of these accept it.
     *
     * @param messageLength of the message.
     * @param operation     that offers it to one.
     * @return a position, or a refusal.
     */
    long offer(final int messageLength, final ToLongFunction<ExclusivePublication> operation)
    {
        final long outcome = ask(messageLength);
        if (outcome < 0)
        {
            return outcome;
        }
        long position = Publication.NOT_CONNECTED;
        for (int i = 0; i < link.channelCount(); i++)
        {
            final ExclusivePublication publication = link.publication(i);
            if (publication.isConnected())
            {
                final long result = operation.applyAsLong(publication);
                position = position > 0 ? position : result;
                checkExhausted(result);
            }
        }
        return position;
    }

    /**
     * One channel at the end of its log has to begin a new one, even if another took the message.
     */
    void checkExhausted(final long result)
    {
        if (Publication.MAX_POSITION_EXCEEDED == result)
        {
            link.onExhausted();
        }
    }

    /**
     * Offer to every channel that has a subscriber but one; after {@link #ask(int, long)}.
     *
     * @return a position, or a refusal.
     */
    long offerElsewhere(
        final int exceptChannel, final Gather source, final HeaderTemplate header,
        final long sequence, final long nowNs, final long payloadLength)
    {
        long position = Publication.NOT_CONNECTED;
        for (int i = 0; i < link.channelCount(); i++)
        {
            final ExclusivePublication publication = link.publication(i);
            if (i != exceptChannel && publication.isConnected())
            {
                final long result = source.offer(publication, header, sequence, nowNs, payloadLength);
                position = position > 0 ? position : result;
                checkExhausted(result);
            }
        }
        return position;
    }

    /**
     * Would every channel that has a subscriber accept a message, if on one of them only a pooled message travels?
     *
     * @param pooledChannel where it is a pooled message.
     * @param messageLength everywhere else.
     * @return negative: the refusal.
     */
    long ask(final int pooledChannel, final long messageLength)
    {
        boolean isConnected = false;
        for (int i = 0; i < link.channelCount(); i++)
        {
            final ExclusivePublication publication = link.publication(i);
            if (publication.isClosed())
            {
                return Publication.CLOSED;
            }
            if (publication.isConnected())
            {
                isConnected = true;
                if (i != pooledChannel && messageLength > publication.maxMessageLength())
                {
                    throw new MessageTooLargeException("a message of " + messageLength + " bytes exceeds the " +
                        publication.maxMessageLength() + " that channel " + publication.channel() +
                        " carries to other hosts in one message: raise its term-length, or publish what is larger on " +
                        "a topic without it");
                }
                if (!hasRoom(publication, i == pooledChannel ? PooledForm.LENGTH : (int)messageLength))
                {
                    return Publication.BACK_PRESSURED;
                }
            }
        }
        return isConnected ? 0 : Publication.NOT_CONNECTED;
    }

    /**
     * Would every channel that has a subscriber accept a message?
     *
     * @param messageLength of the message.
     * @return negative: the refusal.
     */
    long ask(final int messageLength)
    {
        boolean isConnected = false;
        for (int i = 0; i < link.channelCount(); i++)
        {
            final ExclusivePublication publication = link.publication(i);
            if (publication.isClosed())
            {
                return Publication.CLOSED;
            }
            if (publication.isConnected())
            {
                isConnected = true;
                if (!hasRoom(publication, messageLength))
                {
                    return Publication.BACK_PRESSURED;
                }
            }
        }
        return isConnected ? 0 : Publication.NOT_CONNECTED;
    }

    private static boolean hasRoom(final ExclusivePublication publication, final int messageLength)
    {
        final int termLength = publication.termBufferLength();
        final int framed = messageLength <= publication.maxPayloadLength() ?
            BitUtil.align(messageLength + FRAME_HEADER_LENGTH, FRAME_ALIGNMENT) :
            LogBufferDescriptor.computeFragmentedFrameLength(messageLength, publication.maxPayloadLength());
        final int tail = termLength - publication.termOffset();
        final long start = publication.position() + (framed > tail ? tail : 0);
        return start < publication.positionLimit();
    }
}
