package io.skein.internal.trace;

import io.skein.sbe.MessageHeaderDecoder;
import io.skein.sbe.TraceDecoder;
import org.agrona.DirectBuffer;

import java.nio.ByteOrder;

/**
 * Reads a trace block that may be anything, and that may change while it is read: lengths are read once. Blocks and
 * entries that have grown since are read as far as they are known.
 */
final class TraceReader
{
    private static final ByteOrder LE = ByteOrder.LITTLE_ENDIAN;

    private DirectBuffer buffer;
    private int offset;
    private int hopsOffset;
    private int hopLength;
    private int hopCount;
    private int spansOffset;
    private int spanLength;
    private int spanCount;

    /**
     * @param memory that may hold a block.
     * @param begin  of the block.
     * @param limit  that it must not go beyond; within the memory.
     * @return whether there is a block, with one hop or more.
     */
    boolean read(final DirectBuffer memory, final int begin, final int limit)
    {
        buffer = memory;
        offset = begin;
        hopCount = 0;
        spanCount = 0;
        if (limit - begin < TraceForm.HEADER ||
            TraceDecoder.SCHEMA_ID != u16(begin + MessageHeaderDecoder.schemaIdEncodingOffset()) ||
            TraceDecoder.TEMPLATE_ID != u16(begin + MessageHeaderDecoder.templateIdEncodingOffset()))
        {
            return false;
        }
        final int blockLength = u16(begin + MessageHeaderDecoder.blockLengthEncodingOffset());
        if (blockLength < TraceDecoder.BLOCK_LENGTH)
        {
            return false;
        }
        final int hopsEnd = readHops(begin + TraceForm.HEADER + blockLength, limit);
        return hopsEnd > 0 && readSpans(hopsEnd, limit);
    }

    private int readHops(final int begin, final int limit)
    {
        if (limit - begin < TraceForm.GROUP_HEADER)
        {
            return 0;
        }
        hopLength = u16(begin);
        hopsOffset = begin + TraceForm.GROUP_HEADER;
        final int count = u16(begin + TraceForm.COUNT);
        final long end = hopsOffset + (long)hopLength * count;
        if (0 == count || hopLength < TraceForm.HOP_LENGTH || end > limit)
        {
            return 0;
        }
        hopCount = count;
        return (int)end;
    }

    private boolean readSpans(final int begin, final int limit)
    {
        boolean isGood = limit - begin >= TraceForm.GROUP_HEADER;
        if (isGood)
        {
            spanLength = u16(begin);
            spansOffset = begin + TraceForm.GROUP_HEADER;
            final int count = u16(begin + TraceForm.COUNT);
            isGood = 0 == count ||
                spanLength >= TraceForm.SPAN_LENGTH && spansOffset + (long)spanLength * count <= limit;
            spanCount = isGood ? count : 0;
        }
        if (!isGood)
        {
            hopCount = 0;
        }
        return isGood;
    }

    int hopCount()
    {
        return hopCount;
    }

    int spanCount()
    {
        return spanCount;
    }

    long id()
    {
        return buffer.getLong(offset + TraceForm.ID, LE);
    }

    int lostHops()
    {
        return u16(offset + TraceForm.LOST_HOPS);
    }

    int lostSpans()
    {
        return u16(offset + TraceForm.LOST_SPANS);
    }

    /**
     * @param hop   from 0.
     * @param field offset within a hop.
     */
    long hop(final int hop, final int field)
    {
        return buffer.getLong(hopsOffset + hop * hopLength + field, LE);
    }

    /**
     * @param span  from 0.
     * @param field offset within a span.
     */
    long span(final int span, final int field)
    {
        return buffer.getLong(spansOffset + span * spanLength + field, LE);
    }

    int spanHop(final int span)
    {
        return Math.min(
            hopCount() - 1, buffer.getByte(spansOffset + span * spanLength + TraceForm.SPAN_HOP) & 0xFF);
    }

    private int u16(final int index)
    {
        return buffer.getShort(index, LE) & TraceForm.U16;
    }
}
