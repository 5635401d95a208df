package io.skein.internal.view;

import io.aeron.logbuffer.ControlledFragmentHandler;
import io.aeron.logbuffer.FrameDescriptor;
import io.aeron.logbuffer.Header;
import io.aeron.protocol.DataHeaderFlyweight;
import io.skein.internal.wire.TransferReader;
import io.skein.sbe.ControlDecoder;
import io.skein.sbe.MessageHeaderDecoder;
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
    private boolean isSkipping;
    private boolean isInner;

    LatestHandler(final ImageReader reader)
    {
        this.reader = reader;
    }

    @Override
    public Action onFragment(final DirectBuffer buffer, final int offset, final int length, final Header header)
    {
        final int frame = offset - HEADER_LENGTH;
        // Not for each fragment in between: a message has thousands.
        if (0 != (flags(buffer, frame) & FrameDescriptor.UNFRAGMENTED))
        {
            // Without its slices no transfer would ever be complete.
            isInner = TransferReader.isInner(buffer, offset, length);
            isSkipping = !isInner && isOutdated(buffer, frame);
        }
        if (isSkipping)
        {
            reader.skip(buffer, offset, length, header);
            // Not later: the slot that was skipped is free from now on.
            return Action.COMMIT;
        }
        reader.onFragment(buffer, offset, length, header);
        return isEnd(buffer, frame) && !isInner ? Action.BREAK : Action.COMMIT;
    }

    /**
     * Frames are written one behind the other, a length of 0 or less being where they end for now.
     *
     * @param term  with the frame.
     * @param frame offset of a frame of data.
     * @return whether a complete message lies behind the one that the frame is of.
     */
    static boolean isOutdated(final DirectBuffer term, final int frame)
    {
        boolean isBehind = isEnd(term, frame);
        boolean isMessage = true;
        int next = frame + alignedLength(frameLength(term, frame));
        while (next < term.capacity())
        {
            final int frameLength = frameLength(term, next);
            if (frameLength <= 0)
            {
                return false;
            }
            if (isData(term, next) && isBegin(term, next))
            {
                isMessage = isMessage(term, next, frameLength);
            }
            if (isData(term, next) && isEnd(term, next))
            {
                if (isBehind && isMessage)
                {
                    return true;
                }
                isBehind = true;
            }
            next += alignedLength(frameLength);
        }
        return false;
    }

    private static boolean isData(final DirectBuffer term, final int frame)
    {
        return DataHeaderFlyweight.HDR_TYPE_DATA == u16(term, frame + DataHeaderFlyweight.TYPE_FIELD_OFFSET);
    }

    private static boolean isBegin(final DirectBuffer term, final int frame)
    {
        return 0 != (flags(term, frame) & FrameDescriptor.BEGIN_FRAG_FLAG);
    }

    private static boolean isEnd(final DirectBuffer term, final int frame)
    {
        return 0 != (flags(term, frame) & FrameDescriptor.END_FRAG_FLAG);
    }

    /**
     * What was aborted is no message to wait for, and neither are the slices of one that is not complete.
     */
    private static boolean isMessage(final DirectBuffer term, final int frame, final int frameLength)
    {
        final int message = frame + HEADER_LENGTH;
        return !isVoid(term, message, frameLength) &&
            !TransferReader.isInner(term, message, frameLength - HEADER_LENGTH);
    }

    private static boolean isVoid(final DirectBuffer term, final int message, final int frameLength)
    {
        return frameLength >= HEADER_LENGTH + MessageHeaderDecoder.ENCODED_LENGTH &&
            ControlDecoder.TEMPLATE_ID == u16(term, message + MessageHeaderDecoder.templateIdEncodingOffset()) &&
            ControlDecoder.SCHEMA_ID == u16(term, message + MessageHeaderDecoder.schemaIdEncodingOffset());
    }

    private static byte flags(final DirectBuffer term, final int frame)
    {
        return term.getByte(frame + DataHeaderFlyweight.FLAGS_FIELD_OFFSET);
    }

    private static int u16(final DirectBuffer term, final int offset)
    {
        return term.getShort(offset, ByteOrder.LITTLE_ENDIAN) & 0xFFFF;
    }

    private static int alignedLength(final int frameLength)
    {
        return BitUtil.align(frameLength, FrameDescriptor.FRAME_ALIGNMENT);
    }

    private static int frameLength(final DirectBuffer term, final int offset)
    {
        final int length = term.getInt(offset, ByteOrder.LITTLE_ENDIAN);
        VarHandle.acquireFence();
        return length;
    }
}
