package io.skein.internal.lane;

import io.aeron.Publication;
import io.skein.internal.link.FrameHeader;
import io.skein.internal.link.Reservation;
import io.skein.internal.memory.Padded;
import io.skein.internal.wire.HeaderTemplate;
import io.skein.internal.wire.ShortForm;
import io.skein.internal.wire.StampedMessage;
import org.agrona.concurrent.UnsafeBuffer;

import java.nio.ByteBuffer;

/**
 * A frame that was taken from a {@link Reservation}. A subscriber may be watching the line that both headers go to, the
 * frame's and the message's; so short ones are written when the message is committed, in one go.
 */
abstract class Frame extends Padded
{
    long sequence;
    private long address;
    private long word0;
    private long word2;
    private long word3;
    private long sessionOffset;
    private long streamAndTerm;
    private long positionOffset;
    private long epoch;
    private int frameLength;
    private int payloadStart;
    private long alignedLength;
    private long phase;
    private boolean isRepeatable;
    private Object frameKey;
    private ByteBuffer frameMemory;

    /**
     * Take a frame; its number is given.
     *
     * @param room          to take it from.
     * @param header        of the message.
     * @param payloadLength in bytes, 0 or more.
     * @param isAlone       whether no other claim on it is open.
     * @return address of the payload, or 0 if there is no room.
     */
    final long tryTakeFrame(
        final Reservation room, final HeaderTemplate header, final int payloadLength, final boolean isAlone)
    {
        final int payloadOffset = header.payloadOffset(room.termOffset());
        final long length = FrameHeader.alignedLength((long)payloadOffset + payloadLength);
        final long frame = room.tryTake(length, isAlone);
        if (Reservation.NO_ROOM == frame)
        {
            return Reservation.NO_ROOM;
        }
        if (epoch != room.epoch())
        {
            onRoom(room);
        }
        address = frame;
        alignedLength = length;
        payloadStart = FrameHeader.LENGTH + payloadOffset;
        frameLength = payloadStart + payloadLength;
        if (header.isShort())
        {
            word0 = header.word0();
            word2 = header.word2(payloadOffset);
            word3 = header.word3(payloadOffset);
        }
        else
        {
            header.stamp(message(), sequence, payloadOffset);
        }
        phase = 0 == header.maxPayloadOffset() ? 0 : HeaderTemplate.PAYLOAD_ALIGNMENT - 1;
        // Nothing is written before the commit.
        isRepeatable = 0 == header.maxPayloadOffset() || header.isShort();
        return frame + payloadStart;
    }

    /**
     * Remember what the frame was made from.
     *
     * @param key that stands for its header, as long as that is short; an attachment makes it long. Or null.
     */
    final void rememberFrame(final Object key)
    {
        final Object newKey = isRepeatable ? key : null;
        if (frameKey != newKey)
        {
            frameKey = newKey;
        }
    }

    /**
     * @param key           of a header.
     * @param payloadLength in bytes.
     * @return whether a frame with these differs from the last one in number and place only.
     */
    final boolean isLike(final Object key, final int payloadLength)
    {
        return frameKey == key && framePayloadLength() == payloadLength;
    }

    /**
     * @return bytes of the payload in the last frame.
     */
    final int framePayloadLength()
    {
        return frameLength - payloadStart;
    }

    /**
     * Take a frame that is like the last one, as {@link #isLike} has said; no other claim is open.
     *
     * @param room to take it from.
     * @return address of the payload, or 0 if there is no room, or the payload would lie in another place in its line,
     *         or it is other room than for the last one.
     */
    final long tryTakeLike(final Reservation room)
    {
        if (epoch == room.epoch() && 0 == ((room.front() ^ address) & phase))
        {
            final long frame = room.tryTake(alignedLength, true);
            if (Reservation.NO_ROOM != frame)
            {
                address = frame;
                return frame + payloadStart;
            }
        }
        return Reservation.NO_ROOM;
    }

    /**
     * Make room for a message.
     *
     * @return positive, or a refusal, never {@code ADMIN_ACTION}.
     */
    static long makeRoom(
        final Reservation room, final HeaderTemplate header, final int payloadLength, final boolean isAlone)
    {
        final long refusal = room.refusal();
        if (refusal < 0)
        {
            return refusal;
        }
        room.end();
        long result;
        do
        {
            result = room.claim(header.payloadOffset(room.nextTermOffset()) + payloadLength, isAlone);
        }
        while (Publication.ADMIN_ACTION == result);
        return result;
    }

    private void onRoom(final Reservation room)
    {
        epoch = room.epoch();
        sessionOffset = room.sessionOffset();
        streamAndTerm = room.streamAndTerm();
        positionOffset = room.positionOffset();
        frameMemory = room.memory();
    }

    /**
     * @return address of the message.
     */
    final long message()
    {
        return address + FrameHeader.LENGTH;
    }

    /**
     * @return position behind the frame.
     */
    final long framePosition()
    {
        return address + alignedLength + positionOffset;
    }

    /**
     * @return what keeps the frame's memory mapped.
     */
    final ByteBuffer frameMemory()
    {
        return frameMemory;
    }

    /**
     * Let subscribers see a message with a short header.
     */
    final void commitShortFrame()
    {
        ShortForm.put(message(), word0, sequence, word2, word3);
        commitFrame();
    }

    /**
     * Let subscribers see a message whose header is in place.
     */
    final void commitFrame()
    {
        FrameHeader.commit(address, frameLength, address + sessionOffset, streamAndTerm);
    }

    /**
     * Put the time into a short header that is not written yet.
     */
    final void publishTime(final long publishTimeNs)
    {
        word2 = publishTimeNs;
    }

    /**
     * Give the frame back.
     *
     * @param isVoid whether the sequence number must still arrive.
     */
    final void abortFrame(final boolean isVoid)
    {
        if (isVoid)
        {
            StampedMessage.makeVoid(
                new UnsafeBuffer(message(), frameLength - FrameHeader.LENGTH), 0, sequence);
            commitFrame();
        }
        else
        {
            FrameHeader.commitPadding(address, frameLength, address + sessionOffset, streamAndTerm);
        }
    }
}
