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
        final long frame = room.tryTake((long)payloadOffset + payloadLength, isAlone);
        if (Reservation.NO_ROOM == frame)
        {
            return Reservation.NO_ROOM;
        }
        if (epoch != room.epoch())
        {
            onRoom(room);
        }
        address = frame;
        final int newLength = FrameHeader.LENGTH + payloadOffset + payloadLength;
        if (frameLength != newLength)
        {
            frameLength = newLength;
        }
        if (header.isShort())
        {
            keep(header.word0(), header.word2(payloadOffset), header.word3(payloadOffset));
        }
        else
        {
            header.stamp(message(), sequence, payloadOffset);
        }
        return message() + payloadOffset;
    }

    /**
     * They seldom change, and each store takes a place in the store buffer, which is what bounds the rate.
     */
    private void keep(final long newWord0, final long newWord2, final long newWord3)
    {
        if (word0 != newWord0)
        {
            word0 = newWord0;
        }
        if (word2 != newWord2)
        {
            word2 = newWord2;
        }
        if (word3 != newWord3)
        {
            word3 = newWord3;
        }
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
        return address + FrameHeader.alignedLength(frameLength - FrameHeader.LENGTH) + positionOffset;
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
