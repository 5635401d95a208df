package io.skein.examples.market;

import org.HdrHistogram.Histogram;

import java.util.concurrent.TimeUnit;

/**
 * One thread's work, and what it saw. Results may be asked for once {@link #run()} has returned.
 */
abstract class Stage implements Runnable
{
    private static final long HIGHEST_NS = TimeUnit.HOURS.toNanos(1);
    private static final int DIGITS = 3;

    private final String name;
    private final long warmup;
    private final Histogram latencies = new Histogram(HIGHEST_NS, DIGITS);

    Stage(final String name, final long warmup)
    {
        this.name = name;
        this.warmup = warmup;
    }

    /**
     * A quote, or what came of it, is done with here.
     *
     * @param sequence of the quote.
     * @param dueNs    when it had to leave.
     */
    final void record(final long sequence, final long dueNs)
    {
        if (sequence >= warmup)
        {
            latencies.recordValue(Math.max(0, Math.min(HIGHEST_NS, System.nanoTime() - dueNs)));
        }
    }

    final String name()
    {
        return name;
    }

    final Histogram latencies()
    {
        return latencies;
    }

    /**
     * @return quotes that never came, and messages that were none of the schema.
     */
    long faults()
    {
        return 0;
    }

    /**
     * @return what else there is to say.
     */
    abstract String summary();
}
