package io.skein.internal.lane;

import io.aeron.ExclusivePublication;
import io.aeron.Publication;
import io.aeron.logbuffer.BufferClaim;
import io.skein.internal.memory.Padded;
import io.skein.internal.wire.HeaderTemplate;
import org.agrona.BitUtil;
import org.agrona.BufferUtil;
import org.agrona.UnsafeApi;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Where a small message is encoded before it goes into the log: a few lines that this core has in its cache.
 * <p>
 * A claim in the log writes the frame's first line, which every subscriber watches; until the commit each look of
 * theirs takes that line away and makes the commit fetch it again. So the log is touched only on commit, for as long as
 * it takes to copy a few words, however long the encoder takes (docs/adr/0005-small-messages.md).
 */
final class Stage extends Padded
{
    /**
     * Longest payload that is staged, in bytes: beyond it the copy costs more than it saves.
     */
    static final int MAX_PAYLOAD_LENGTH = Integer.getInteger("skein.stage.max.payload.length", 256);

    private static final int HEADER_LENGTH = HeaderTemplate.PAYLOAD_ALIGNMENT;
    private static final int FRAME_HEADER_LENGTH = 32;
    private static final int FRAME_ALIGNMENT = 32;

    private final UnsafeBuffer memory = new UnsafeBuffer(BufferUtil.allocateDirectAligned(
        HEADER_LENGTH + MAX_PAYLOAD_LENGTH + HEADER_LENGTH, HeaderTemplate.PAYLOAD_ALIGNMENT));
    private final long header = memory.addressOffset();
    private final long payload = header + HEADER_LENGTH;
    private boolean hasHeader;
    private int offsetInAlignedFrame;
    private int offsetInShiftedFrame;
    private long reservedLength;

    /**
     * @param template      of the message.
     * @param payloadLength in bytes.
     * @return whether the message can be staged.
     */
    static boolean takes(final HeaderTemplate template, final int payloadLength)
    {
        return payloadLength <= MAX_PAYLOAD_LENGTH && template.isShort();
    }

    void begin(final HeaderTemplate template, final int payloadLength)
    {
        hasHeader = template.length() > 0;
        if (hasHeader)
        {
            template.stamp(memory, 0, 0, 0);
        }
        offsetInAlignedFrame = template.payloadOffset(0);
        offsetInShiftedFrame = template.payloadOffset(FRAME_ALIGNMENT);
        // Twice: the end of a term may have to be padded with almost as much.
        reservedLength = 2L * BitUtil.align(
            FRAME_HEADER_LENGTH + template.maxPayloadOffset() + payloadLength, FRAME_ALIGNMENT);
    }

    long payloadAddress()
    {
        return payload;
    }

    /**
     * @return room in the log that the message needs at most.
     */
    long reservedLength()
    {
        return reservedLength;
    }

    /**
     * Move the message into the log.
     *
     * @param publication   to publish to.
     * @param target        to claim with.
     * @param payloadLength in bytes.
     * @param sequence      of the message.
     * @param publishTimeNs of the message.
     * @return a position, or a refusal.
     */
    long commit(
        final ExclusivePublication publication, final BufferClaim target, final int payloadLength,
        final long sequence, final long publishTimeNs)
    {
        long result;
        int payloadOffset;
        do
        {
            payloadOffset = 0 == (publication.termOffset() & FRAME_ALIGNMENT) ?
                offsetInAlignedFrame : offsetInShiftedFrame;
            if (hasHeader)
            {
                HeaderTemplate.complete(header, sequence, publishTimeNs, payloadOffset);
            }
            result = publication.tryClaim(payloadOffset + payloadLength, target);
        }
        while (Publication.ADMIN_ACTION == result);

        if (result > 0)
        {
            final long message = target.buffer().addressOffset() + target.offset();
            if (hasHeader)
            {
                copyLine(header, message);
            }
            copyWords(payload, message + payloadOffset, payloadLength);
            target.commit();
        }
        return result;
    }

    private static void copyLine(final long from, final long to)
    {
        UnsafeApi.putLong(to, UnsafeApi.getLong(from));
        UnsafeApi.putLong(to + 8, UnsafeApi.getLong(from + 8));
        UnsafeApi.putLong(to + 16, UnsafeApi.getLong(from + 16));
        UnsafeApi.putLong(to + 24, UnsafeApi.getLong(from + 24));
        UnsafeApi.putLong(to + 32, UnsafeApi.getLong(from + 32));
        UnsafeApi.putLong(to + 40, UnsafeApi.getLong(from + 40));
        UnsafeApi.putLong(to + 48, UnsafeApi.getLong(from + 48));
        UnsafeApi.putLong(to + 56, UnsafeApi.getLong(from + 56));
    }

    /**
     * Whole words: a frame ends on a multiple of 32, so the last word is within it.
     */
    private static void copyWords(final long from, final long to, final int length)
    {
        int i = 0;
        for (; i <= length - HEADER_LENGTH; i += HEADER_LENGTH)
        {
            copyLine(from + i, to + i);
        }
        for (; i < length; i += Long.BYTES)
        {
            UnsafeApi.putLong(to + i, UnsafeApi.getLong(from + i));
        }
    }
}
