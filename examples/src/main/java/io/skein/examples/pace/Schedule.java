package io.skein.examples.pace;

/**
 * When messages have to leave.
 *
 * @param firstMessage number of the first one.
 * @param startNs      when that leaves.
 * @param intervalNs   from one to the next.
 */
public record Schedule(long firstMessage, long startNs, double intervalNs)
{
    private static final double NS_PER_SECOND = 1e9;

    /**
     * @param firstMessage  number of the first one.
     * @param startNs       when that leaves.
     * @param ratePerSecond of all; more than 0.
     * @return the schedule.
     */
    public static Schedule of(final long firstMessage, final long startNs, final double ratePerSecond)
    {
        return new Schedule(firstMessage, startNs, NS_PER_SECOND / ratePerSecond);
    }

    /**
     * @param message number of a message.
     * @return when it has to leave; no rounding adds up.
     */
    public long dueNs(final long message)
    {
        return startNs + (long)((message - firstMessage) * intervalNs);
    }
}
