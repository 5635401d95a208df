package io.skein.internal.link;

import java.time.Duration;

/**
 * Durations of users as nanoseconds, however long or negative they are.
 */
public final class Timeouts
{
    private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);

    private Timeouts()
    {
    }

    /**
     * @param timeout of any length.
     * @return in nanoseconds, 0 to {@link Long#MAX_VALUE}.
     */
    public static long nanos(final Duration timeout)
    {
        return timeout.isNegative() ? 0 : timeout.compareTo(LONGEST) < 0 ? timeout.toNanos() : Long.MAX_VALUE;
    }

    static long deadlineNs(final Duration timeout)
    {
        // Deadlines compare by subtraction, so this may wrap.
        return System.nanoTime() + nanos(timeout);
    }
}
