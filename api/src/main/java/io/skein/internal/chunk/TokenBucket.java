package io.skein.internal.chunk;

/**
 * A rate with debt: what is sent may exceed what is there, and whoever comes next waits for the rest. Keeps when all
 * that was sent will have been paid for, at the rate; may be ahead of now by as much as the burst is worth. A state
 * machine: the time is passed in.
 */
public final class TokenBucket
{
    private static final long NANOS = 1_000_000_000L;
    private static final long DEFAULT_BURSTS_PER_SECOND = 100;

    private final long burst;
    private long rate;
    private long burstNs;
    private long paidNs;
    private double fractionNs;

    /**
     * @param rate  bytes per second, 1 or more.
     * @param burst bytes at once; 0 for ten milliseconds' worth.
     * @param nowNs by any clock.
     */
    public TokenBucket(final long rate, final long burst, final long nowNs)
    {
        this.burst = burst;
        paidNs = nowNs;
        rate(rate);
    }

    /**
     * Change the rate; debts stay.
     *
     * @param newRate bytes per second, 1 or more.
     */
    public void rate(final long newRate)
    {
        rate = newRate;
        burstNs = 0 == burst ? NANOS / DEFAULT_BURSTS_PER_SECOND :
            (long)Math.min(Long.MAX_VALUE / 4, burst * (double)NANOS / newRate);
    }

    /**
     * @return bytes per second.
     */
    public long rate()
    {
        return rate;
    }

    /**
     * @param nowNs by the clock.
     * @return nanoseconds until something may be sent; 0 or less: now.
     */
    public long delayNs(final long nowNs)
    {
        return paidNs - nowNs - burstNs;
    }

    /**
     * Something was sent.
     *
     * @param bytes of it, 0 or more.
     * @param nowNs by the clock.
     */
    public void spend(final long bytes, final long nowNs)
    {
        if (paidNs - nowNs < 0)
        {
            paidNs = nowNs;
        }
        final double costNs = bytes * (double)NANOS / rate + fractionNs;
        final long wholeNs = (long)costNs;
        fractionNs = costNs - wholeNs;
        paidNs += wholeNs;
    }
}
