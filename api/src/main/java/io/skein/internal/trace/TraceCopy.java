package io.skein.internal.trace;

import io.skein.trace.SpanName;
import org.agrona.concurrent.UnsafeBuffer;

import java.nio.ByteOrder;

/**
 * Writes the trace that a stage has, with what it has noted itself, into a block of its own layout.
 */
final class TraceCopy
{
    private static final ByteOrder LE = ByteOrder.LITTLE_ENDIAN;
    private static final int HOP_SHIFT = 7 * Byte.SIZE;
    private static final int MAX_HOP = 0xFF;

    private TraceCopy()
    {
    }

    /**
     * What there is no room for is left out: hops in front of the last one, and spans.
     *
     * @param from     present.
     * @param target   to write into, from 0.
     * @param maxHops  that the target has room for.
     * @param maxSpans that the target has room for.
     * @param isNext   whether another hop follows, whose times are to be filled in, and the stage's own notes travel.
     * @return bytes written.
     */
    static int of(
        final StageTrace from, final UnsafeBuffer target, final int maxHops, final int maxSpans, final boolean isNext)
    {
        final TraceReader block = from.block();
        final int last = block.hopCount() - 1;
        final int total = block.hopCount() + (isNext ? 1 : 0);
        final int hops = Math.min(total, maxHops);
        beginBlock(target, block.id(), Math.min(TraceForm.U16, block.lostHops() + total - hops), hops);
        // All but the last, which comes from elsewhere if some are left out.
        for (int i = 0; i < hops - 1; i++)
        {
            putHop(target, i, block, i);
            if (i == last)
            {
                target.putLong(TraceForm.hop(i) + TraceForm.RECEIVED, from.receivedNs(), LE);
                target.putLong(TraceForm.hop(i) + TraceForm.HANDLER_START, from.handlerStartNs(), LE);
            }
        }
        if (isNext)
        {
            putNewHop(target, hops - 1);
        }
        else
        {
            putHop(target, hops - 1, block, last);
        }
        return putSpans(from, target, hops, total > hops ? hops - 1 : Integer.MAX_VALUE, maxSpans, isNext);
    }

    static void beginBlock(final UnsafeBuffer target, final long id, final int lostHops, final int hops)
    {
        target.putLong(0, TraceForm.WORD_0, LE);
        target.putLong(TraceForm.ID, id, LE);
        target.putLong(TraceForm.LOST_HOPS, lostHops, LE);
        target.putLong(TraceForm.HOPS, TraceForm.HOP_LENGTH | (long)hops << Short.SIZE, LE);
    }

    static void putNewHop(final UnsafeBuffer target, final int hop)
    {
        final int offset = TraceForm.hop(hop);
        target.putLong(offset + TraceForm.HOST, HostClock.ID, LE);
        target.putLong(offset + TraceForm.PUBLISHED, TraceForm.NO_TIME, LE);
        target.putLong(offset + TraceForm.IN_LOG, TraceForm.NO_TIME, LE);
        target.putLong(offset + TraceForm.RECEIVED, TraceForm.NO_TIME, LE);
        target.putLong(offset + TraceForm.HANDLER_START, TraceForm.NO_TIME, LE);
    }

    static int endBlock(final UnsafeBuffer target, final int hops, final int spans)
    {
        target.putLong(TraceForm.hop(hops), TraceForm.SPAN_LENGTH | (long)spans << Short.SIZE, LE);
        return TraceForm.length(hops, spans);
    }

    private static void putHop(final UnsafeBuffer target, final int hop, final TraceReader block, final int source)
    {
        final int offset = TraceForm.hop(hop);
        for (int field = 0; field < TraceForm.HOP_LENGTH; field += Long.BYTES)
        {
            target.putLong(offset + field, block.hop(source, field), LE);
        }
    }

    private static int putSpans(
        final StageTrace from, final UnsafeBuffer target, final int hops, final int hopLimit, final int maxSpans,
        final boolean isNext)
    {
        final TraceReader block = from.block();
        int lost = block.lostSpans() + (isNext ? from.ownLostSpans() : 0);
        int count = 0;
        for (int i = 0; i < block.spanCount(); i++)
        {
            if (count < maxSpans && block.spanHop(i) < hopLimit)
            {
                final int offset = span(hops, count++);
                for (int field = 0; field < TraceForm.SPAN_LENGTH; field += Long.BYTES)
                {
                    target.putLong(offset + field, block.span(i, field), LE);
                }
            }
            else
            {
                ++lost;
            }
        }
        final int hop = block.hopCount() - 1;
        for (int i = 0; isNext && i < from.ownSpanCount(); i++)
        {
            if (count < maxSpans && hop < hopLimit && hop <= MAX_HOP)
            {
                putOwn(target, span(hops, count++), from.ownSpan(i), hop);
            }
            else
            {
                ++lost;
            }
        }
        target.putShort(TraceForm.LOST_SPANS, (short)Math.min(TraceForm.U16, lost), LE);
        return endBlock(target, hops, count);
    }

    private static void putOwn(final UnsafeBuffer target, final int offset, final StageSpan span, final int hop)
    {
        final SpanName name = span.name();
        target.putLong(offset + TraceForm.NAME, name.firstWord(), LE);
        target.putLong(offset + TraceForm.NAME + Long.BYTES, name.secondWord() | (long)hop << HOP_SHIFT, LE);
        target.putLong(offset + TraceForm.START, span.startNs(), LE);
        target.putLong(offset + TraceForm.END, span.endNs(), LE);
    }

    private static int span(final int hops, final int index)
    {
        return TraceForm.hop(hops) + TraceForm.GROUP_HEADER + index * TraceForm.SPAN_LENGTH;
    }
}
