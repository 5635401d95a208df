package io.skein.internal.lane;

import io.aeron.Publication;
import io.skein.Outcome;
import io.skein.internal.link.Gate;
import io.skein.internal.link.PublicationLink;
import io.skein.internal.memory.Padded;
import io.skein.internal.trace.OutgoingTrace;
import io.skein.message.PublisherStats;
import io.skein.topic.BackPressure;
import io.skein.topic.Topic;

/**
 * What a publisher counts and numbers, and what keeps its threads apart.
 */
abstract class LogState extends Padded
{
    final Topic topic;
    final PublicationLink link;
    final Gate gate;
    final PoolLane pool;
    /**
     * Null when the topic has no trace.
     */
    final Tracing tracing;
    private final SpinLock lock;

    long nextSequence;
    long claimed;
    long gathered;
    long pooled;
    long chunked;
    long slices;
    long cancelled;
    long forwarded;
    long bytes;
    long aborted;
    long slotsExhausted;
    private long backPressured;
    private long notConnected;
    private long dropped;

    LogState(final Topic topic, final PublicationLink link, final PoolLane pool, final boolean isShared)
    {
        this.topic = topic;
        this.link = link;
        this.pool = pool;
        gate = link.gate();
        lock = isShared ? new SpinLock() : null;
        tracing = Tracing.of(topic);
    }

    /**
     * @param trace that the next message has, or null for one that begins.
     */
    final void traceWith(final OutgoingTrace trace)
    {
        if (null != tracing)
        {
            tracing.use(trace);
        }
    }

    /**
     * The message was accepted.
     */
    final void endTrace()
    {
        if (null != tracing)
        {
            tracing.sent();
        }
    }

    final boolean isDropping(final long refusal)
    {
        return Outcome.NO_SLOT == refusal && null != pool ? pool.isDropping() :
            Outcome.CLOSED != refusal && BackPressure.Policy.DROP == topic.backPressure().policy();
    }

    final void countDropped()
    {
        lock();
        ++dropped;
        unlock();
    }

    final PublisherStats stats()
    {
        return new PublisherStats(
            claimed, gathered, pooled, chunked, slices, cancelled, forwarded, bytes, aborted, backPressured,
            notConnected, dropped, slotsExhausted, null == pool ? 0 : pool.overwritten());
    }

    final void lock()
    {
        if (null != lock)
        {
            lock.lock();
        }
    }

    final void unlock()
    {
        if (null != lock)
        {
            lock.unlock();
        }
    }

    final long refused()
    {
        if (gate.isClosed())
        {
            return Outcome.CLOSED;
        }
        ++notConnected;
        return Outcome.DISCONNECTED;
    }

    final long countRefusal(final long result)
    {
        if (Publication.BACK_PRESSURED == result)
        {
            ++backPressured;
            return result;
        }
        ++notConnected;
        if (Publication.MAX_POSITION_EXCEEDED == result)
        {
            link.onExhausted();
            return Outcome.DISCONNECTED;
        }
        return Publication.CLOSED == result ? Outcome.DISCONNECTED : result;
    }
}
