package io.skein.internal.link;

import io.aeron.ExclusivePublication;
import io.aeron.Publication;
import io.aeron.logbuffer.BufferClaim;
import io.skein.internal.memory.Padded;
import org.agrona.BitUtil;
import org.agrona.UnsafeApi;
import org.agrona.concurrent.status.CountersReader;

import java.nio.ByteBuffer;

/**
 * Log that is claimed from Aeron ahead of the messages that will lie in it, so that many small messages share the price
 * of a claim. Frames are taken from its front, one after the other, and committed in any order; a subscriber sees each
 * one as soon as it and those before it are committed. ADR 7.
 * <p>
 * Wherever the process is killed, the driver finds one gap, and pads it: from the front to a stop, which is a frame of
 * padding at the end that is committed from the start. Up to there lies nothing but zeros, or an open frame in front of
 * them, whose negative length covers everything, the stop included. The frame at the front is opened as soon as the one
 * before it is committed, when no subscriber is watching its line yet.
 * <p>
 * Belongs to the publisher's operations, and to the client's thread when none is in flight.
 */
public final class Reservation extends Padded
{
    /**
     * No address of a frame.
     */
    public static final long NO_ROOM = 0;

    private static final int MAX_FRAMES = 512;
    private static final int MAX_LENGTH = 64 * 1024;
    // Keeps the phase of frames on cache lines.
    private static final int STOP_LENGTH = 64;
    // Of a frame, and the shortest of a message.
    private static final int HEADERS_LENGTH = 2 * FrameHeader.LENGTH;
    private static final int MIN_STREAK = 16;
    private static final int SESSION_SHIFT = 32;
    private static final long NOTHING = 0;

    private final BufferClaim claim = new BufferClaim();
    private ExclusivePublication publication;
    private ByteBuffer memory;
    private long limitAddress;
    private long front;
    private long end;
    private long tail;
    private long lastTaken;
    private long positionOffset;
    private long sessionOffset;
    private long streamAndTerm;
    private long epoch;
    private int streak;

    /**
     * Begin with a publication, and with nothing claimed.
     *
     * @param newPublication to claim from.
     * @param counters       of its driver.
     */
    void begin(final ExclusivePublication newPublication, final CountersReader counters)
    {
        publication = newPublication;
        limitAddress = counters.valuesBuffer().addressOffset() +
            CountersReader.counterOffset(publication.positionLimitId());
        forget();
    }

    private void forget()
    {
        front = NOTHING;
        end = NOTHING;
        lastTaken = NOTHING;
        streak = 0;
    }

    /**
     * @return address of the frame at the front, if there is one.
     */
    public long front()
    {
        return front;
    }

    /**
     * @return where in its term the frame at the front is.
     */
    public int termOffset()
    {
        return (int)(front + sessionOffset);
    }

    /**
     * @return changes with all that is the same for the frames of one claim from Aeron.
     */
    public long epoch()
    {
        return epoch;
    }

    /**
     * @return what makes, added to the address of a frame, session id and term offset as in its header.
     */
    public long sessionOffset()
    {
        return sessionOffset;
    }

    /**
     * @return stream and term id, as in the header of a frame.
     */
    public long streamAndTerm()
    {
        return streamAndTerm;
    }

    /**
     * @return what makes, added to the address behind a frame, the position there.
     */
    public long positionOffset()
    {
        return positionOffset;
    }

    /**
     * @return what keeps the frames' memory mapped.
     */
    public ByteBuffer memory()
    {
        return memory;
    }

    /**
     * Take the frame at the front, if there is room and Aeron would accept the message.
     *
     * @param length  of the frame, aligned, however large.
     * @param isAlone whether every frame that was taken before is committed; if not, only the first one of what was
     *                claimed from Aeron can be taken: the length of an open one before it would cover it.
     * @return address of the frame, or {@link #NO_ROOM}.
     */
    public long tryTake(final long length, final boolean isAlone)
    {
        final long frame = front;
        final long next = frame + length;
        if (end - next < 0 || frame + positionOffset >= UnsafeApi.getLongVolatile(null, limitAddress))
        {
            return NO_ROOM;
        }
        if (!isAlone && NOTHING != lastTaken)
        {
            return NO_ROOM;
        }
        lastTaken = frame;
        front = next;
        return frame;
    }

    /**
     * Open the frame at the front, if there is one: the last frame that was taken has been committed just now. It is
     * done before a subscriber of that one can look at the next, or the line would go there and back again. The line
     * that its payload will begin in is fetched as well; there are zeros until then.
     */
    public void openNext()
    {
        if (front != end)
        {
            FrameHeader.open(front, tail - front);
            final long payload = BitUtil.align(front + HEADERS_LENGTH, BitUtil.CACHE_LINE_LENGTH);
            if (payload < end)
            {
                UnsafeApi.putLong(payload, NOTHING);
            }
        }
    }

    /**
     * @return whether the publication that is claimed from is closed.
     */
    public boolean isClosed()
    {
        return publication.isClosed();
    }

    /**
     * Why could nothing be taken?
     *
     * @return a refusal of Aeron's, or 0 when what is left can not be used.
     */
    public long refusal()
    {
        if (front == end || front + positionOffset < publication.positionLimit())
        {
            return NOTHING;
        }
        return publication.isClosed() ? Publication.CLOSED :
            publication.isConnected() ? Publication.BACK_PRESSURED : Publication.NOT_CONNECTED;
    }

    /**
     * @return where in its term Aeron would put the next frame; after {@link #end()}.
     */
    public int nextTermOffset()
    {
        return publication.termOffset();
    }

    /**
     * Claim room for a message, and for more of its length if there have been many; after {@link #end()}.
     *
     * @param messageLength in bytes, at most the longest claim.
     * @param isAlone       whether every frame that was taken before is committed, and others of this length may come.
     * @return positive, and then the message can be taken; a refusal of Aeron's; or {@code ADMIN_ACTION}.
     */
    public long claim(final int messageLength, final boolean isAlone)
    {
        final int framed = (int)FrameHeader.alignedLength(messageLength);
        final int length = isAlone && streak >= MIN_STREAK ? lengthAhead(framed) : framed;
        final int termOffset = publication.termOffset();
        final long position = publication.tryClaim(
            length > framed ? length - FrameHeader.LENGTH : messageLength, claim);
        if (position > 0)
        {
            ++streak;
            hold(position, length, framed, termOffset);
        }
        return position;
    }

    private int lengthAhead(final int framed)
    {
        final int longest = Math.min(
            Math.min(MAX_LENGTH, publication.maxPayloadLength() + FrameHeader.LENGTH),
            publication.termBufferLength() - publication.termOffset()) - STOP_LENGTH;
        final int count = Math.min(MAX_FRAMES, longest / framed);
        return count > 1 ? count * framed + STOP_LENGTH : framed;
    }

    private void hold(final long newPosition, final int length, final int framed, final int termOffset)
    {
        ++epoch;
        memory = claim.buffer().byteBuffer();
        front = claim.buffer().addressOffset();
        tail = front + length;
        lastTaken = NOTHING;
        positionOffset = newPosition - tail;
        sessionOffset = ((long)publication.sessionId() << SESSION_SHIFT) + termOffset - front;
        streamAndTerm = FrameHeader.streamAndTerm(front);
        end = tail;
        if (length > framed)
        {
            end = tail - STOP_LENGTH;
            FrameHeader.commitPadding(end, STOP_LENGTH, end + sessionOffset, streamAndTerm);
        }
    }

    /**
     * Give back what has not been taken: it becomes padding, and what the publication claims next lies behind it.
     */
    public void end()
    {
        if (front != end)
        {
            // Whoever closed the publication may have unmapped its log.
            if (!publication.isClosed())
            {
                if (NOTHING != lastTaken && FrameHeader.isOpen(lastTaken))
                {
                    FrameHeader.open(lastTaken, front - lastTaken);
                }
                FrameHeader.commitPadding(front, (int)(tail - front), front + sessionOffset, streamAndTerm);
            }
            forget();
        }
    }
}
