package io.skein.perf.trace;

import io.skein.trace.SpanName;
import io.skein.trace.Stamp;
import io.skein.trace.TraceSpan;
import io.skein.trace.TraceView;

import java.util.ArrayList;
import java.util.List;

/**
 * A trace as a test says.
 */
final class SampleTrace implements TraceView
{
    private final List<long[]> hops = new ArrayList<>();
    private final List<Span> spans = new ArrayList<>();
    private int lostHops;
    private int lostSpans;

    private record Span(int hop, String name, long startNs, long endNs)
    {
    }

    /**
     * @param from  clock of the publisher.
     * @param to    clock of the receiver.
     * @param times published, in log, received, handler start, forwarded.
     */
    SampleTrace hop(final long from, final long to, final long... times)
    {
        final long[] hop = new long[2 + times.length];
        hop[0] = from;
        hop[1] = to;
        System.arraycopy(times, 0, hop, 2, times.length);
        hops.add(hop);
        return this;
    }

    SampleTrace done(final int hop, final String name, final long startNs, final long endNs)
    {
        spans.add(new Span(hop, name, startNs, endNs));
        return this;
    }

    SampleTrace lost(final int newHops, final int newSpans)
    {
        lostHops = newHops;
        lostSpans = newSpans;
        return this;
    }

    @Override
    public int hopCount()
    {
        return hops.size();
    }

    @Override
    public long traceId()
    {
        return 1;
    }

    @Override
    public long publisherHost(final int hop)
    {
        return hops.get(hop)[0];
    }

    @Override
    public long receiverHost(final int hop)
    {
        return hops.get(hop)[1];
    }

    @Override
    public long timeNs(final int hop, final Stamp stamp)
    {
        return switch (stamp)
        {
            case PUBLISHED -> hops.get(hop)[2];
            case IN_LOG -> hops.get(hop)[3];
            case RECEIVED -> hops.get(hop)[4];
            case HANDLER_START -> hops.get(hop)[5];
            case HANDLER_END -> NO_TIME;
            case FORWARDED -> hops.get(hop)[6];
        };
    }

    @Override
    public int lostHops()
    {
        return lostHops;
    }

    @Override
    public int spanCount()
    {
        return spans.size();
    }

    @Override
    public int spanHop(final int index)
    {
        return spans.get(index).hop();
    }

    @Override
    public String spanName(final int index)
    {
        return spans.get(index).name();
    }

    @Override
    public long spanStartNs(final int index)
    {
        return spans.get(index).startNs();
    }

    @Override
    public long spanEndNs(final int index)
    {
        return spans.get(index).endNs();
    }

    @Override
    public int lostSpans()
    {
        return lostSpans;
    }

    @Override
    public TraceSpan span(final SpanName name)
    {
        throw new UnsupportedOperationException(name.toString());
    }
}
