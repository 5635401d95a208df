package io.skein.internal.trace;

import io.skein.trace.SpanName;
import io.skein.trace.TraceSpan;

/**
 * A span that a stage has begun.
 */
final class StageSpan implements TraceSpan
{
    private final StageTrace trace;
    private SpanName name;
    private long startNs;
    private long endNs = TraceForm.NO_TIME;

    StageSpan(final StageTrace trace)
    {
        this.trace = trace;
    }

    StageSpan begin(final SpanName newName, final long nowNs)
    {
        if (name != newName)
        {
            name = newName;
        }
        startNs = nowNs;
        endNs = TraceForm.NO_TIME;
        return this;
    }

    void copy(final StageSpan other)
    {
        name = other.name;
        startNs = other.startNs;
        endNs = other.endNs;
    }

    void end(final long nowNs)
    {
        endNs = nowNs;
    }

    SpanName name()
    {
        return name;
    }

    long startNs()
    {
        return startNs;
    }

    long endNs()
    {
        return endNs;
    }

    @Override
    public void close()
    {
        if (TraceForm.NO_TIME == endNs)
        {
            trace.endSpan(this);
        }
    }
}
