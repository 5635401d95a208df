package io.skein.internal.wire;

import io.skein.internal.trace.TraceForm;
import org.agrona.BitUtil;

/**
 * Where the parts of a message are: header, attachment, room for a trace, payload.
 */
public abstract class HeaderLayout
{
    /**
     * Boundary on which payloads lie.
     */
    public static final int PAYLOAD_ALIGNMENT = 64;

    private static final int FRAME_HEADER_LENGTH = 32;

    int length;
    int attachmentOffset;
    int attachmentLength;
    int alignedPayloadOffset;
    int traceOffset;
    int traceRoom;
    int longestTrace;
    private int shiftedPayloadOffset;
    private int maxPayloadOffset;
    private int maxAlignedPayloadOffset;
    private int slotPayloadOffset;

    HeaderLayout()
    {
    }

    /**
     * @return the encoded header, without padding.
     */
    public final int length()
    {
        return length;
    }

    /**
     * @return where the attachment begins, from the start of the message.
     */
    public final int attachmentOffset()
    {
        return attachmentOffset;
    }

    /**
     * @return bytes of attachment.
     */
    public final int attachmentLength()
    {
        return attachmentLength;
    }

    /**
     * Where the payload goes in a message whose frame begins at a term offset, so that it is aligned in memory.
     *
     * @param frameOffset of the frame in its term.
     * @return offset from the start of the message; 0 for a raw message.
     */
    public final int payloadOffset(final int frameOffset)
    {
        // Frames begin on multiples of 32, and the message 32 bytes behind: one of two cases.
        return 0 == (frameOffset & FRAME_HEADER_LENGTH) ? shiftedPayloadOffset : alignedPayloadOffset;
    }

    /**
     * Where the payload goes in a message that may take several frames, so that it is aligned in the log or in the
     * memory that it is assembled in, which is aligned by itself.
     *
     * @param frameOffset   of the first frame in its term.
     * @param payloadLength in bytes.
     * @param maxLength     of a message that takes a single frame.
     * @return offset from the start of the message; 0 for a raw message.
     */
    public final int payloadOffset(final int frameOffset, final long payloadLength, final int maxLength)
    {
        final int inFrame = payloadOffset(frameOffset);
        if (inFrame + payloadLength <= maxLength)
        {
            return inFrame;
        }
        // What would fit a frame after all, but not aligned, is pushed over its edge.
        return alignedPayloadOffset + payloadLength > maxLength ?
            alignedPayloadOffset : alignedPayloadOffset + PAYLOAD_ALIGNMENT;
    }

    /**
     * @return where the payload goes in a message in a slot, which has no trace: that is in the log.
     */
    public final int slotPayloadOffset()
    {
        return slotPayloadOffset;
    }

    /**
     * @return where a trace goes, from the start of the message.
     */
    public final int traceOffset()
    {
        return traceOffset;
    }

    /**
     * @return bytes that are kept for a trace.
     */
    public final int traceRoom()
    {
        return traceRoom;
    }

    /**
     * @return the largest of all offsets that a payload may have in a single frame, with the longest trace.
     */
    public final int maxPayloadOffset()
    {
        return maxPayloadOffset;
    }

    /**
     * @return the largest of all offsets that a payload may have, with the longest trace.
     */
    public final int maxAssembledPayloadOffset()
    {
        return 0 == length ? 0 : maxAlignedPayloadOffset + PAYLOAD_ALIGNMENT;
    }

    final void layOut(final int newLength)
    {
        length = newLength;
        traceOffset = TraceForm.offset(length);
        slotPayloadOffset = shiftedOffset(length);
        alignedPayloadOffset = BitUtil.align(endOfHeader(), PAYLOAD_ALIGNMENT);
        shiftedPayloadOffset = shiftedOffset(endOfHeader());
        // What fits must not depend on how long traces are just now.
        final int longest = endOfHeader(longestTrace);
        maxAlignedPayloadOffset = BitUtil.align(longest, PAYLOAD_ALIGNMENT);
        maxPayloadOffset = Math.max(maxAlignedPayloadOffset, shiftedOffset(longest));
    }

    /**
     * @return where the padding begins, from the start of the message.
     */
    final int endOfHeader()
    {
        return endOfHeader(traceRoom);
    }

    private int endOfHeader(final int room)
    {
        return 0 == room ? length : traceOffset + room;
    }

    private static int shiftedOffset(final int end)
    {
        return BitUtil.align(end + FRAME_HEADER_LENGTH, PAYLOAD_ALIGNMENT) - FRAME_HEADER_LENGTH;
    }
}
