package io.skein.internal.trace;

import io.skein.topic.TraceOptions;
import io.skein.trace.SpanName;
import io.skein.trace.Stamp;
import io.skein.trace.TraceSpan;
import io.skein.trace.TraceView;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.NanoClock;
import org.agrona.concurrent.SystemNanoClock;
import org.agrona.concurrent.UnsafeBuffer;

import java.util.Objects;

/**
 * The trace of a message that a stage has, and what the stage itself notes of it. The block that came is looked at when
 * somebody asks. One object per view, used again for every message.
 */
public final class StageTrace implements TraceView
{
    /**
     * Of topics without trace: never open.
     */
    public static final StageTrace NONE = new StageTrace(new TraceOptions(1, 0), SystemNanoClock.INSTANCE);

    private static final TraceSpan NO_SPAN = () ->
    {
    };

    private final NanoClock clock;
    private final TraceReader block = new TraceReader();
    private final SpanNames names = new SpanNames();
    private final StageSpan[] spans;
    private UnsafeBuffer kept;
    private DirectBuffer memory;
    private int begin;
    private int limit;
    private boolean isOpen;
    private boolean isRead;
    private long receivedNs = NO_TIME;
    private long handlerStartNs;
    private long handlerEndNs;
    private int spanCount;
    private int lostSpans;

    /**
     * @param options of the topic.
     * @param clock   of the host.
     */
    public StageTrace(final TraceOptions options, final NanoClock clock)
    {
        this.clock = clock;
        spans = new StageSpan[options.spans()];
        for (int i = 0; i < spans.length; i++)
        {
            spans[i] = new StageSpan(this);
        }
    }

    /**
     * The subscriber sees a message whose handler is not called at once; before {@link #begin}.
     */
    public void received()
    {
        receivedNs = clock.nanoTime();
    }

    /**
     * The handler is about to be called.
     *
     * @param buffer where a block may be.
     * @param offset of it.
     * @param end    that it must not go beyond; within the buffer.
     */
    public void begin(final DirectBuffer buffer, final int offset, final int end)
    {
        if (memory != buffer)
        {
            memory = buffer;
        }
        begin = offset;
        limit = end;
        isRead = false;
        isOpen = true;
        spanCount = 0;
        lostSpans = 0;
        handlerEndNs = NO_TIME;
        handlerStartNs = clock.nanoTime();
        if (NO_TIME == receivedNs)
        {
            receivedNs = handlerStartNs;
        }
    }

    /**
     * The handler has returned.
     */
    public void handled()
    {
        handlerEndNs = clock.nanoTime();
    }

    /**
     * The message ends.
     */
    public void end()
    {
        isOpen = false;
        receivedNs = NO_TIME;
    }

    /**
     * Take over what another has, as its message is retained.
     *
     * @param other open.
     */
    public void keep(final StageTrace other)
    {
        if (null == kept)
        {
            kept = new UnsafeBuffer(new byte[TraceForm.length(TraceOptions.MAX_STAGES, TraceOptions.MAX_SPANS)]);
        }
        memory = kept;
        begin = 0;
        limit = other.isPresent() ?
            TraceCopy.of(other, kept, TraceOptions.MAX_STAGES, TraceOptions.MAX_SPANS, false) : 0;
        isRead = false;
        isOpen = true;
        receivedNs = other.receivedNs;
        handlerStartNs = other.handlerStartNs;
        handlerEndNs = other.handlerEndNs;
        lostSpans = other.lostSpans;
        spanCount = 0;
        for (int i = 0; i < other.spanCount && i < spans.length; i++)
        {
            spans[i].copy(other.spans[i]);
            ++spanCount;
        }
    }

    /**
     * @return whether the message has a trace.
     */
    public boolean isPresent()
    {
        if (!isOpen)
        {
            return false;
        }
        if (!isRead)
        {
            isRead = true;
            block.read(memory, begin, limit);
        }
        return 0 != block.hopCount();
    }

    TraceReader block()
    {
        return block;
    }

    long receivedNs()
    {
        return receivedNs;
    }

    long handlerStartNs()
    {
        return handlerStartNs;
    }

    int ownSpanCount()
    {
        return spanCount;
    }

    StageSpan ownSpan(final int index)
    {
        return spans[index];
    }

    int ownLostSpans()
    {
        return lostSpans;
    }

    @Override
    public int hopCount()
    {
        return isPresent() ? block.hopCount() : 0;
    }

    @Override
    public long traceId()
    {
        return isPresent() ? block.id() : 0;
    }

    @Override
    public long publisherHost(final int hop)
    {
        Objects.checkIndex(hop, hopCount());
        return block.hop(hop, TraceForm.HOST);
    }

    @Override
    public long receiverHost(final int hop)
    {
        final int count = hopCount();
        Objects.checkIndex(hop, count);
        return hop == count - 1 ? HostClock.ID :
            isBeforeLost(hop) ? UNKNOWN_HOST : block.hop(hop + 1, TraceForm.HOST);
    }

    @Override
    public long timeNs(final int hop, final Stamp stamp)
    {
        final int count = hopCount();
        Objects.checkIndex(hop, count);
        final boolean isLast = hop == count - 1;
        return switch (stamp)
        {
            case PUBLISHED -> block.hop(hop, TraceForm.PUBLISHED);
            case IN_LOG -> block.hop(hop, TraceForm.IN_LOG);
            case RECEIVED -> isLast ? receivedNs : block.hop(hop, TraceForm.RECEIVED);
            case HANDLER_START -> isLast ? handlerStartNs : block.hop(hop, TraceForm.HANDLER_START);
            case HANDLER_END -> isLast ? handlerEndNs : NO_TIME;
            case FORWARDED -> isLast || isBeforeLost(hop) ? NO_TIME : block.hop(hop + 1, TraceForm.PUBLISHED);
        };
    }

    /**
     * Hops that found no room are left out before the last one.
     */
    private boolean isBeforeLost(final int hop)
    {
        return hop == block.hopCount() - 2 && block.lostHops() > 0;
    }

    @Override
    public int lostHops()
    {
        return isPresent() ? block.lostHops() : 0;
    }

    @Override
    public int spanCount()
    {
        return isPresent() ? block.spanCount() + spanCount : 0;
    }

    @Override
    public int spanHop(final int index)
    {
        return isOwn(index) ? block.hopCount() - 1 : block.spanHop(index);
    }

    @Override
    public String spanName(final int index)
    {
        return isOwn(index) ? own(index).name().toString() : names.of(
            block.span(index, TraceForm.NAME), block.span(index, TraceForm.NAME + Long.BYTES));
    }

    @Override
    public long spanStartNs(final int index)
    {
        return isOwn(index) ? own(index).startNs() : block.span(index, TraceForm.START);
    }

    @Override
    public long spanEndNs(final int index)
    {
        return isOwn(index) ? own(index).endNs() : block.span(index, TraceForm.END);
    }

    private boolean isOwn(final int index)
    {
        Objects.checkIndex(index, spanCount());
        return index >= block.spanCount();
    }

    private StageSpan own(final int index)
    {
        return spans[index - block.spanCount()];
    }

    @Override
    public int lostSpans()
    {
        return isPresent() ? block.lostSpans() + lostSpans : 0;
    }

    @Override
    public TraceSpan span(final SpanName name)
    {
        Objects.requireNonNull(name, "name");
        if (!isOpen)
        {
            return NO_SPAN;
        }
        if (spanCount == spans.length)
        {
            ++lostSpans;
            return NO_SPAN;
        }
        return spans[spanCount++].begin(name, clock.nanoTime());
    }

    void endSpan(final StageSpan span)
    {
        if (isOpen)
        {
            span.end(clock.nanoTime());
        }
    }
}
