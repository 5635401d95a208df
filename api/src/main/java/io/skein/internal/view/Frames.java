package io.skein.internal.view;

import io.aeron.logbuffer.FrameDescriptor;
import io.aeron.protocol.DataHeaderFlyweight;
import org.agrona.BitUtil;
import org.agrona.DirectBuffer;

import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Fields of the frames of a term that lie ahead of the one being polled. Frames are written one behind the other, a
 * length of 0 or less being where they end for now.
 */
final class Frames
{
    static final int HEADER_LENGTH = DataHeaderFlyweight.HEADER_LENGTH;

    private Frames()
    {
    }

    /**
     * Acquires what was written before the length.
     */
    static int length(final DirectBuffer term, final int frame)
    {
        final int length = term.getInt(frame, ByteOrder.LITTLE_ENDIAN);
        VarHandle.acquireFence();
        return length;
    }

    static int alignedLength(final int length)
    {
        return BitUtil.align(length, FrameDescriptor.FRAME_ALIGNMENT);
    }

    static byte flags(final DirectBuffer term, final int frame)
    {
        return term.getByte(frame + DataHeaderFlyweight.FLAGS_FIELD_OFFSET);
    }

    static boolean isBegin(final byte flags)
    {
        return 0 != (flags & FrameDescriptor.BEGIN_FRAG_FLAG);
    }

    static boolean isEnd(final byte flags)
    {
        return 0 != (flags & FrameDescriptor.END_FRAG_FLAG);
    }

    static boolean isWhole(final byte flags)
    {
        return FrameDescriptor.UNFRAGMENTED == (flags & FrameDescriptor.UNFRAGMENTED);
    }

    static boolean isData(final DirectBuffer term, final int frame)
    {
        return DataHeaderFlyweight.HDR_TYPE_DATA == u16(term, frame + DataHeaderFlyweight.TYPE_FIELD_OFFSET);
    }

    /**
     * @return whether two frames are of one publisher, stream and term.
     */
    static boolean isSameSource(final DirectBuffer term, final int frame, final int other)
    {
        return term.getInt(frame + DataHeaderFlyweight.SESSION_ID_FIELD_OFFSET) ==
            term.getInt(other + DataHeaderFlyweight.SESSION_ID_FIELD_OFFSET) &&
            term.getLong(frame + DataHeaderFlyweight.STREAM_ID_FIELD_OFFSET) ==
            term.getLong(other + DataHeaderFlyweight.STREAM_ID_FIELD_OFFSET);
    }

    static int u16(final DirectBuffer term, final int offset)
    {
        return term.getShort(offset, ByteOrder.LITTLE_ENDIAN) & 0xFFFF;
    }
}
