package io.skein.examples.camera;

import io.skein.trace.Stamp;
import io.skein.trace.TraceHandler;
import io.skein.trace.TraceView;
import org.HdrHistogram.Histogram;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Sums up the traces of measured frames: each stage how long its own handler took, which no other knows, and the sink
 * everything else. Belongs to one thread; allocates nothing after it was made.
 */
final class TraceRecorder implements TraceHandler
{
    private static final int DIGITS = 3;
    private static final long LONGEST_NS = TimeUnit.MINUTES.toNanos(10);

    private final boolean isSink;
    private final int ownHop;
    private final Histogram[] ways;
    private final Histogram[] lookups;
    private final Histogram[] works;
    private final Histogram[] spans;
    private final String[] spanNames;
    private final Histogram handler = newHistogram();
    private long number;

    /**
     * @param plan  of the run.
     * @param index of the stage, from 1.
     */
    TraceRecorder(final CameraPlan plan, final int index)
    {
        isSink = index == plan.lastStage();
        ownHop = index - 1;
        ways = newHistograms(index);
        lookups = newHistograms(index);
        works = newHistograms(index);
        spans = newHistograms(index);
        spanNames = new String[index];
    }

    /**
     * @param newNumber of the frame that is handled.
     */
    void number(final long newNumber)
    {
        number = newNumber;
    }

    @Override
    public void onTrace(final TraceView trace)
    {
        if (FrameTagDescriptor.WARM_UP == number || trace.hopCount() != ownHop + 1)
        {
            return;
        }
        record(handler, trace, ownHop, Stamp.HANDLER_START, Stamp.HANDLER_END);
        for (int hop = 0; isSink && hop <= ownHop; hop++)
        {
            record(ways[hop], trace, hop, Stamp.PUBLISHED, Stamp.RECEIVED);
            record(lookups[hop], trace, hop, Stamp.RECEIVED, Stamp.HANDLER_START);
            record(works[hop], trace, hop, Stamp.HANDLER_START, Stamp.FORWARDED);
        }
        for (int span = 0; isSink && span < trace.spanCount(); span++)
        {
            final int hop = trace.spanHop(span);
            if (hop <= ownHop && TraceView.NO_TIME != trace.spanEndNs(span))
            {
                spanNames[hop] = trace.spanName(span);
                add(spans[hop], trace.spanEndNs(span) - trace.spanStartNs(span));
            }
        }
    }

    private static void record(
        final Histogram histogram, final TraceView trace, final int hop, final Stamp begin, final Stamp end)
    {
        final long beginNs = trace.timeNs(hop, begin);
        final long endNs = trace.timeNs(hop, end);
        if (TraceView.NO_TIME != beginNs && TraceView.NO_TIME != endNs)
        {
            add(histogram, endNs - beginNs);
        }
    }

    private static void add(final Histogram histogram, final long timeNs)
    {
        histogram.recordValue(Math.max(0, Math.min(LONGEST_NS, timeNs)));
    }

    /**
     * @return what this stage knows, hop by hop.
     */
    List<TraceLine> lines()
    {
        final List<TraceLine> lines = new ArrayList<>();
        for (int hop = 0; hop <= ownHop; hop++)
        {
            addLine(lines, hop, "published", "received", ways[hop]);
            addLine(lines, hop, "received", "handler start", lookups[hop]);
            addLine(lines, hop, "span", spanNames[hop], spans[hop]);
            addLine(lines, hop, "handler start", "forwarded", works[hop]);
        }
        addLine(lines, ownHop, "handler start", "handler end", handler);
        return lines;
    }

    private static void addLine(
        final List<TraceLine> lines, final int hop, final String begin, final String end, final Histogram times)
    {
        if (times.getTotalCount() > 0)
        {
            lines.add(TraceLine.of(hop, begin, end, times));
        }
    }

    private static Histogram[] newHistograms(final int count)
    {
        final Histogram[] histograms = new Histogram[count];
        for (int i = 0; i < count; i++)
        {
            histograms[i] = newHistogram();
        }
        return histograms;
    }

    private static Histogram newHistogram()
    {
        return new Histogram(LONGEST_NS, DIGITS);
    }
}
