package io.skein.perf.bench;

import java.io.PrintStream;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Tells what is being done, once it has taken longer than people wait in silence; then a line a second at most.
 */
final class BenchProgress
{
    private static final long SILENCE_NS = TimeUnit.SECONDS.toNanos(2);
    private static final long INTERVAL_NS = TimeUnit.SECONDS.toNanos(1);

    private final PrintStream out;
    private final LongSupplier clock;
    private long nextNs;

    /**
     * @param out   where to tell.
     * @param clock in nanoseconds.
     */
    BenchProgress(final PrintStream out, final LongSupplier clock)
    {
        this.out = out;
        this.clock = clock;
        nextNs = clock.getAsLong() + SILENCE_NS;
    }

    void on(final String what)
    {
        final long nowNs = clock.getAsLong();
        if (nowNs - nextNs >= 0)
        {
            nextNs = nowNs + INTERVAL_NS;
            out.println("bench: " + what);
        }
    }
}
