package io.skein.perf.trace;

import io.skein.trace.ClockOffsets;
import io.skein.trace.ClockOffsets.Kind;
import io.skein.trace.Stamp;
import io.skein.trace.TraceView;
import org.HdrHistogram.Histogram;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Sums up traces. Thread-safe. Allocates for what is new: a part of a hop, a name of a span, a pair of clocks, of each
 * of which there are so many and no more.
 */
final class TraceTally
{
    static final int MAX_HOPS = 16;
    static final int MAX_SPANS = 64;
    static final int MAX_CLOCKS = 16;

    private static final long HIGHEST_NS = TimeUnit.HOURS.toNanos(1);
    private static final int DIGITS = 3;
    private static final Segment[] SEGMENTS = Segment.values();

    private final ClockOffsets offsets = new ClockOffsets();
    private final Times[][] segments = new Times[MAX_HOPS][SEGMENTS.length];
    private final List<Times> spans = new ArrayList<>();
    private final List<Clocks> clocks = new ArrayList<>();
    private final Times whole = new Times(-1, "published", "received");
    private long messages;
    private long withoutTrace;
    private long lostHops;
    private long lostSpans;
    private long backwards;
    private long leftOut;

    /**
     * A message came.
     *
     * @param trace      of the message, in its handler.
     * @param isMeasured whether it counts; if not, only the clocks are looked at.
     */
    synchronized void add(final TraceView trace, final boolean isMeasured)
    {
        offsets.observe(trace);
        if (!isMeasured)
        {
            return;
        }
        ++messages;
        final int hops = trace.hopCount();
        if (0 == hops)
        {
            ++withoutTrace;
            return;
        }
        lostHops += trace.lostHops();
        lostSpans += trace.lostSpans();
        for (int hop = 0; hop < hops; hop++)
        {
            addHop(trace, hop);
        }
        for (int span = 0; span < trace.spanCount(); span++)
        {
            addSpan(trace, span);
        }
        if (hops + trace.lostHops() > 1)
        {
            addWhole(trace, hops - 1);
        }
    }

    private void addHop(final TraceView trace, final int hop)
    {
        final int number = number(trace, hop);
        if (number >= MAX_HOPS)
        {
            ++leftOut;
            return;
        }
        final long from = trace.publisherHost(hop);
        final long to = trace.receiverHost(hop);
        for (final Segment segment : SEGMENTS)
        {
            final long beginNs = trace.timeNs(hop, segment.begin());
            final long endNs = trace.timeNs(hop, segment.end());
            final boolean isKnown = TraceView.NO_TIME != beginNs && TraceView.NO_TIME != endNs &&
                !(Segment.PUBLISH_AND_WAY == segment && TraceView.NO_TIME != trace.timeNs(hop, Stamp.IN_LOG));
            if (isKnown && segment.isBetweenHosts() && from != to)
            {
                addBetween(times(number, segment), from, to, endNs - beginNs);
            }
            else if (isKnown)
            {
                add(times(number, segment), endNs - beginNs);
            }
        }
    }

    /**
     * Hops that found no room are missing before the last one.
     */
    private static int number(final TraceView trace, final int hop)
    {
        return hop == trace.hopCount() - 1 ? hop + trace.lostHops() : hop;
    }

    private void addBetween(final Times times, final long from, final long to, final long differenceNs)
    {
        if (TraceView.UNKNOWN_HOST == to)
        {
            // The hop behind it is missing, and with it the word whose clock it was.
            return;
        }
        times.isEstimated = true;
        final Clocks between = clocks(times.hop, from, to);
        final long offsetNs = offsets.offsetNs(from, to);
        if (TraceView.NO_TIME != offsetNs && add(times, differenceNs - offsetNs) && null != between)
        {
            between.fastestNs = Math.min(between.fastestNs, differenceNs - offsetNs);
        }
    }

    private void addSpan(final TraceView trace, final int span)
    {
        if (TraceView.NO_TIME != trace.spanEndNs(span))
        {
            final Times times = span(number(trace, trace.spanHop(span)), trace.spanName(span));
            if (null != times)
            {
                add(times, trace.spanEndNs(span) - trace.spanStartNs(span));
            }
        }
    }

    private void addWhole(final TraceView trace, final int last)
    {
        final boolean isSame = trace.publisherHost(0) == trace.receiverHost(last);
        final long beginNs = isSame ? trace.timeNs(0, Stamp.PUBLISHED) :
            offsets.localTimeNs(trace, 0, Stamp.PUBLISHED);
        final long endNs = trace.timeNs(last, Stamp.RECEIVED);
        if (TraceView.NO_TIME != beginNs && TraceView.NO_TIME != endNs)
        {
            whole.isEstimated |= !isSame;
            add(whole, endNs - beginNs);
        }
    }

    private boolean add(final Times times, final long durationNs)
    {
        if (durationNs < 0)
        {
            ++backwards;
            return false;
        }
        times.histogram.recordValue(Math.min(HIGHEST_NS, durationNs));
        return true;
    }

    private Times times(final int number, final Segment segment)
    {
        Times times = segments[number][segment.ordinal()];
        if (null == times)
        {
            times = new Times(number, segment.beginName(), segment.endName());
            segments[number][segment.ordinal()] = times;
        }
        return times;
    }

    private Times span(final int number, final String name)
    {
        for (final Times times : spans)
        {
            if (number == times.hop && name.equals(times.end))
            {
                return times;
            }
        }
        if (number >= MAX_HOPS || MAX_SPANS == spans.size())
        {
            ++leftOut;
            return null;
        }
        final Times times = new Times(number, TraceRow.SPAN, name);
        spans.add(times);
        return times;
    }

    private Clocks clocks(final int hop, final long from, final long to)
    {
        for (final Clocks known : clocks)
        {
            if (hop == known.hop && from == known.from && to == known.to)
            {
                return known;
            }
        }
        if (MAX_CLOCKS == clocks.size())
        {
            return null;
        }
        final Clocks added = new Clocks(hop, from, to);
        clocks.add(added);
        return added;
    }

    /**
     * @return what was seen until now.
     */
    synchronized TraceFigures figures()
    {
        final List<TraceRow> rows = new ArrayList<>();
        for (int hop = 0; hop < MAX_HOPS; hop++)
        {
            for (final Segment segment : SEGMENTS)
            {
                if (Segment.HANDLE == segment)
                {
                    final int number = hop;
                    spans.stream().filter((span) -> number == span.hop).forEach((span) -> addRow(rows, span));
                }
                addRow(rows, segments[hop][segment.ordinal()]);
            }
        }
        addRow(rows, whole);
        return new TraceFigures(
            new TraceCounts(messages, withoutTrace, lostHops, lostSpans, backwards, leftOut), List.copyOf(rows),
            clocks.stream().map(this::row).toList());
    }

    private static void addRow(final List<TraceRow> rows, final Times times)
    {
        if (null != times && times.histogram.getTotalCount() > 0)
        {
            rows.add(TraceRow.of(times.hop, times.begin, times.end, times.isEstimated, times.histogram));
        }
    }

    private ClockRow row(final Clocks between)
    {
        final Kind kind = offsets.kind(between.from, between.to);
        return ClockRow.of(between.hop, between.from, between.to, kind, offsets.offsetNs(between.from, between.to),
            between.fastestNs);
    }

    /**
     * How long something took.
     */
    private static final class Times
    {
        private final int hop;
        private final String begin;
        private final String end;
        private final Histogram histogram = new Histogram(HIGHEST_NS, DIGITS);
        private boolean isEstimated;

        private Times(final int hop, final String begin, final String end)
        {
            this.hop = hop;
            this.begin = begin;
            this.end = end;
        }
    }

    /**
     * Two that differ.
     */
    private static final class Clocks
    {
        private final int hop;
        private final long from;
        private final long to;
        private long fastestNs = Long.MAX_VALUE;

        private Clocks(final int hop, final long from, final long to)
        {
            this.hop = hop;
            this.from = from;
            this.to = to;
        }
    }
}
