package io.skein.perf.latency;

import io.skein.perf.attach.RunState;
import org.HdrHistogram.SingleWriterRecorder;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Latencies, and of what they are: messages, or moments at which there should have been one. One thread adds, any may
 * read. Nothing counts before the warm-up is over.
 */
final class LatencyTally
{
    /**
     * What takes longer counts as this.
     */
    static final long HIGHEST_NS = TimeUnit.HOURS.toNanos(1);

    private static final int MAX_RECORDS = 100_000;

    private final RunState state;
    private final SingleWriterRecorder recorder = new SingleWriterRecorder(HIGHEST_NS, 3);
    private final AtomicLong messages = new AtomicLong();
    private final AtomicLong inTime = new AtomicLong();
    private final AtomicLong heldBack = new AtomicLong();
    private final AtomicLong unreceived = new AtomicLong();
    private final AtomicLong slower = new AtomicLong();
    private final AtomicLong wallClock = new AtomicLong();
    private final AtomicLong tooEarly = new AtomicLong();
    private final AtomicLong mostTooEarlyNs = new AtomicLong();

    LatencyTally(final RunState state)
    {
        this.state = state;
    }

    /**
     * @return to take intervals from.
     */
    SingleWriterRecorder recorder()
    {
        return recorder;
    }

    /**
     * A message came.
     *
     * @param latencyNs that it had. Less than 0 counts as 0, and is counted: it was published after it came, by a clock
     *                  that differs from this one.
     */
    void message(final long latencyNs)
    {
        if (state.isWarm())
        {
            increase(messages, 1);
            if (latencyNs < 0)
            {
                increase(tooEarly, 1);
                mostTooEarlyNs.lazySet(Math.max(mostTooEarlyNs.getPlain(), -latencyNs));
            }
            recorder.recordValue(within(latencyNs));
        }
    }

    /**
     * The last message has a time of a clock that others may set.
     */
    void byWallClock()
    {
        if (state.isWarm())
        {
            increase(wallClock, 1);
        }
    }

    /**
     * The time is over: what comes now was due before, and does not count for the rate.
     */
    void end()
    {
        inTime.lazySet(messages.getPlain());
    }

    /**
     * Messages did not leave when they should have, as their publisher did something else.
     *
     * @param firstDueNs the first of them.
     * @param intervalNs between them.
     * @param count      of them.
     * @param seenNs     when the next one came.
     */
    void heldBack(final long firstDueNs, final double intervalNs, final long count, final long seenNs)
    {
        if (state.isWarm())
        {
            increase(heldBack, count);
            addAges(firstDueNs, intervalNs, count, seenNs);
        }
    }

    /**
     * Messages were due and have not come. Count as old as they are.
     *
     * @param firstDueNs the first of them.
     * @param intervalNs between them.
     * @param count      of them.
     * @param nowNs      the end.
     */
    void unreceived(final long firstDueNs, final double intervalNs, final long count, final long nowNs)
    {
        if (state.isWarm())
        {
            increase(unreceived, count);
            addAges(firstDueNs, intervalNs, count, nowNs);
        }
    }

    /**
     * @return whether what happens counts.
     */
    boolean isWarm()
    {
        return state.isWarm();
    }

    /**
     * A publisher is slower than its rate, without a pause.
     *
     * @param count of the messages that it would have sent more.
     */
    void slower(final long count)
    {
        increase(slower, count);
    }

    private void addAges(final long firstDueNs, final double intervalNs, final long count, final long nowNs)
    {
        // A long pause at a high rate is billions of messages; neighbours hardly differ then.
        final long step = 1 + count / MAX_RECORDS;
        for (long i = 0; i < count; i += step)
        {
            final long weight = Math.min(step, count - i);
            final double middle = i + (weight - 1) / 2.0;
            recorder.recordValueWithCount(within(nowNs - firstDueNs - (long)(middle * intervalNs)), weight);
        }
    }

    private static long within(final long latencyNs)
    {
        return Math.max(0, Math.min(HIGHEST_NS, latencyNs));
    }

    private static void increase(final AtomicLong counter, final long by)
    {
        counter.lazySet(counter.getPlain() + by);
    }

    /**
     * @return the counts now, taken one after another.
     */
    LatencyCounts counts()
    {
        return new LatencyCounts(messages.get(), inTime.get(), heldBack.get(), unreceived.get(), slower.get(),
            wallClock.get(), tooEarly.get(), mostTooEarlyNs.get());
    }
}
