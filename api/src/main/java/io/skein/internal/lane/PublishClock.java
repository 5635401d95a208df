package io.skein.internal.lane;

import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.NanoClock;
import org.agrona.concurrent.SystemEpochNanoClock;
import org.agrona.concurrent.SystemNanoClock;

import java.util.concurrent.TimeUnit;

/**
 * Nanoseconds since 1970 at the price of {@link System#nanoTime()}: the system's time of day is looked at once an hour,
 * with all the digits that it has. Safe for any thread.
 */
public final class PublishClock implements EpochNanoClock
{
    private static final int LOOKS = 20;
    private static final long GOOD_NS = 250;
    private static final long INTERVAL_NS = TimeUnit.HOURS.toNanos(1);

    private final NanoClock monotonic;
    private final EpochNanoClock timeOfDay;
    private volatile long offsetNs;
    private volatile long dueNs;

    /**
     * @param monotonic that goes on by itself.
     * @param timeOfDay that others may set.
     */
    PublishClock(final NanoClock monotonic, final EpochNanoClock timeOfDay)
    {
        this.monotonic = monotonic;
        this.timeOfDay = timeOfDay;
        look(monotonic.nanoTime());
    }

    /**
     * @return by the clocks of this host.
     */
    public static PublishClock ofThisHost()
    {
        return new PublishClock(SystemNanoClock.INSTANCE, SystemEpochNanoClock.INSTANCE);
    }

    @Override
    public long nanoTime()
    {
        final long nowNs = monotonic.nanoTime();
        if (nowNs - dueNs >= 0)
        {
            look(nowNs);
        }
        return nowNs + offsetNs;
    }

    /**
     * The look that took least says best when it was; one that took next to nothing is good enough.
     */
    private void look(final long nowNs)
    {
        long least = Long.MAX_VALUE;
        long found = 0;
        for (int i = 0; i < LOOKS && least > GOOD_NS; i++)
        {
            final long beforeNs = monotonic.nanoTime();
            final long epochNs = timeOfDay.nanoTime();
            final long tookNs = monotonic.nanoTime() - beforeNs;
            if (tookNs < least)
            {
                least = tookNs;
                found = epochNs - beforeNs - tookNs / 2;
            }
        }
        offsetNs = found;
        dueNs = nowNs + INTERVAL_NS;
    }
}
