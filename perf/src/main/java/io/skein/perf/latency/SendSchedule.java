package io.skein.perf.latency;

/**
 * When each message should leave. The sender starts it; times are of {@link System#nanoTime()}.
 */
final class SendSchedule
{
    private final double intervalNs;
    private volatile boolean isStarted;
    private long startNs;

    /**
     * @param intervalNs from one message to the next.
     */
    SendSchedule(final double intervalNs)
    {
        this.intervalNs = intervalNs;
    }

    /**
     * @param nowNs when the first message is due.
     */
    void start(final long nowNs)
    {
        startNs = nowNs;
        isStarted = true; // sync: start
    }

    /**
     * @param index of a message, from 0.
     * @return when it is due.
     */
    long dueNs(final long index)
    {
        return startNs + (long)(index * intervalNs);
    }

    /**
     * @param dueNs of a message.
     * @return which one that is.
     */
    long index(final long dueNs)
    {
        return Math.round((dueNs - startNs) / intervalNs);
    }

    /**
     * @param endNs a time.
     * @return how many messages are due before; 0 when it has not started.
     */
    long dueBefore(final long endNs)
    {
        // sync: start
        return isStarted && endNs - startNs > 0 ? (long)Math.ceil((endNs - startNs) / intervalNs) : 0;
    }
}
