package io.skein.internal.view;

import io.aeron.logbuffer.ControlledFragmentHandler;
import io.aeron.logbuffer.FrameDescriptor;
import io.aeron.logbuffer.Header;
import io.skein.internal.wire.TransferReader;
import io.skein.sbe.ControlDecoder;
import io.skein.sbe.MessageHeaderDecoder;
import org.agrona.DirectBuffer;

/**
 * Delivers a frame only if no complete message lies behind it in the term. Whether one lies in the next term can not be
 * seen from here, so that the last message of a term is always delivered.
 */
final class LatestHandler implements ControlledFragmentHandler
{
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
        final int frame = offset - Frames.HEADER_LENGTH;
        final byte flags = Frames.flags(buffer, frame);
        if (reader.passes(header))
        {
            // It was delivered when its first fragment came, though there may be a newer one by now.
            return Frames.isEnd(flags) ? Action.BREAK : Action.COMMIT;
        }
        // Not for each fragment in between: a message has thousands.
        if (0 != (flags & FrameDescriptor.UNFRAGMENTED))
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
        return !reader.tryFragment(buffer, offset, length, header) ? Action.ABORT :
            Frames.isEnd(flags) && !isInner ? Action.BREAK : Action.COMMIT;
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
        boolean isBehind = Frames.isEnd(Frames.flags(term, frame));
        boolean isMessage = true;
        int next = frame + Frames.alignedLength(Frames.length(term, frame));
        while (next < term.capacity())
        {
            final int frameLength = Frames.length(term, next);
            if (frameLength <= 0)
            {
                return false;
            }
            final boolean isData = Frames.isData(term, next);
            final byte flags = Frames.flags(term, next);
            if (isData && Frames.isBegin(flags))
            {
                isMessage = isMessage(term, next, frameLength);
            }
            if (isData && Frames.isEnd(flags))
            {
                if (isBehind && isMessage)
                {
                    return true;
                }
                isBehind = true;
            }
            next += Frames.alignedLength(frameLength);
        }
        return false;
    }

    /**
     * What was aborted is no message to wait for, and neither are the slices of one that is not complete.
     */
    private static boolean isMessage(final DirectBuffer term, final int frame, final int frameLength)
    {
        final int message = frame + Frames.HEADER_LENGTH;
        return !isVoid(term, message, frameLength) &&
            !TransferReader.isInner(term, message, frameLength - Frames.HEADER_LENGTH);
    }

    private static boolean isVoid(final DirectBuffer term, final int message, final int frameLength)
    {
        return frameLength >= Frames.HEADER_LENGTH + MessageHeaderDecoder.ENCODED_LENGTH &&
            ControlDecoder.TEMPLATE_ID == Frames.u16(term, message + MessageHeaderDecoder.templateIdEncodingOffset()) &&
            ControlDecoder.SCHEMA_ID == Frames.u16(term, message + MessageHeaderDecoder.schemaIdEncodingOffset());
    }
}
