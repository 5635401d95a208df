package io.skein.internal.view;

import io.aeron.logbuffer.ControlledFragmentHandler;
import io.aeron.logbuffer.FrameDescriptor;
import io.aeron.logbuffer.Header;
import io.aeron.protocol.DataHeaderFlyweight;
import org.agrona.BitUtil;
import org.agrona.DirectBuffer;

import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Delivers a frame only if no complete message lies behind it in the term. Whether one lies in the next term can not be
 * seen from here, so that the last message of a term is always delivered.
 */
final class LatestHandler implements ControlledFragmentHandler
{
    private static final int HEADER_LENGTH = DataHeaderFlyweight.HEADER_LENGTH;

    private final ImageReader reader;

    LatestHandler(final ImageReader reader)
    {
        this.reader = reader;
    }

    @Override
    public Action onFragment(final DirectBuffer buffer, final int offset, final int length, final Header header)
    {
        if (isOutdated(buffer, offset, length))
        {
            reader.skip(buffer, offset, length, header);
            // Not later: the slot that was skipped is free from now on.
            return Action.COMMIT;
        }
        reader.onFragment(buffer, offset, length, header);
        return isEnd(buffer, offset - HEADER_LENGTH) ? Action.BREAK : Action.COMMIT;
    }

    /**
     * Frames are written one behind the other, a length of 0 or less being where they end for now.
     */
    private static boolean isOutdated(final DirectBuffer term, final int offset, final int length)
    {
        int next = offset - HEADER_LENGTH + BitUtil.align(length + HEADER_LENGTH, FrameDescriptor.FRAME_ALIGNMENT);
        while (next < term.capacity())
        {
            final int frameLength = frameLength(term, next);
            if (frameLength <= 0)
            {
                return false;
            }
            final int type =
                term.getShort(next + DataHeaderFlyweight.TYPE_FIELD_OFFSET, ByteOrder.LITTLE_ENDIAN) & 0xFFFF;
            if (DataHeaderFlyweight.HDR_TYPE_DATA == type && isEnd(term, next))
            {
                return true;
            }
            next += BitUtil.align(frameLength, FrameDescriptor.FRAME_ALIGNMENT);
        }
        return false;
    }

    private static boolean isEnd(final DirectBuffer term, final int frame)
    {
        final byte flags = term.getByte(frame + DataHeaderFlyweight.FLAGS_FIELD_OFFSET);
        return FrameDescriptor.END_FRAG_FLAG == (flags & FrameDescriptor.END_FRAG_FLAG);
    }

    private static int frameLength(final DirectBuffer term, final int offset)
    {
        final int length = term.getInt(offset, ByteOrder.LITTLE_ENDIAN);
        VarHandle.acquireFence();
        return length;
    }
}
