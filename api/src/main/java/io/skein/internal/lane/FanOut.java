package io.skein.internal.lane;

import io.aeron.ExclusivePublication;
import io.aeron.Publication;
import io.aeron.logbuffer.BufferClaim;
import io.aeron.logbuffer.LogBufferDescriptor;
import io.skein.internal.link.PublicationLink;
import io.skein.internal.wire.HeaderTemplate;
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
    /**
     * No channel is left out.
     */
    static final int NONE = -1;

    private static final int FRAME_HEADER_LENGTH = 32;
    private static final int FRAME_ALIGNMENT = 32;

    private final PublicationLink link;

    FanOut(final PublicationLink link)
    {
        this.link = link;
    }

    long tryClaim(final HeaderTemplate header, final int payloadLength, final LogClaim claim, final long sequence)
    {
        final long outcome = ask(header.maxPayloadOffset() + payloadLength);
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
     * @param exceptChannel that is left out, or {@link #NONE}.
     * @param messageLength of the message.
     * @param operation     that offers it to one.
     * @return a position, or a refusal.
     */
    long offer(
        final int exceptChannel, final int messageLength, final ToLongFunction<ExclusivePublication> operation)
    {
        final long outcome = ask(exceptChannel, 0, messageLength);
        if (outcome < 0)
        {
            return outcome;
        }
        long position = Publication.NOT_CONNECTED;
        for (int i = 0; i < link.channelCount(); i++)
        {
            final ExclusivePublication publication = link.publication(i);
            if (i != exceptChannel && publication.isConnected())
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
     * Offer to every channel that has a subscriber but one; after {@link #ask(int, int, int)}.
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
     * @param exceptChannel that stays on the host.
     * @param messageLength in bytes.
     * @return whether a channel that has a subscriber does not carry it in one message.
     */
    boolean isTooLongElsewhere(final int exceptChannel, final long messageLength)
    {
        for (int i = 0; i < link.channelCount(); i++)
        {
            final ExclusivePublication publication = link.publication(i);
            if (i != exceptChannel && messageLength > publication.maxMessageLength() && publication.isConnected())
            {
                return true;
            }
        }
        return false;
    }

    /**
     * Would every channel that has a subscriber accept a message?
     *
     * @param messageLength of the message.
     * @return negative: the refusal.
     */
    long ask(final int messageLength)
    {
        return ask(NONE, 0, messageLength);
    }

    /**
     * Would every channel that has a subscriber accept a message, if another one travels on one of them?
     *
     * @param otherChannel  where it is another, or {@link #NONE}.
     * @param otherLength   there, or 0 for nothing: then it does not matter who subscribes there.
     * @param messageLength everywhere else.
     * @return negative: the refusal.
     */
    long ask(final int otherChannel, final int otherLength, final int messageLength)
    {
        boolean isConnected = false;
        for (int i = 0; i < link.channelCount(); i++)
        {
            final ExclusivePublication publication = link.publication(i);
            final int length = i == otherChannel ? otherLength : messageLength;
            if (publication.isClosed())
            {
                return Publication.CLOSED;
            }
            if (0 != length && publication.isConnected())
            {
                isConnected = true;
                if (!hasRoom(publication, length))
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
