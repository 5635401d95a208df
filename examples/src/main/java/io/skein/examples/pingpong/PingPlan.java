package io.skein.examples.pingpong;

import java.time.Duration;

/**
 * What ping does.
 *
 * @param messages      number of round trips that are measured; 1 or more.
 * @param warmup        number of round trips before these, or {@link #WARM_UP_BY_TIME}.
 * @param ratePerSecond of the schedule; 0 for one message at a time.
 * @param patience      longest wait for the other side.
 */
record PingPlan(long messages, long warmup, double ratePerSecond, Duration patience)
{
    /**
     * Warm up for a second: long enough for the compiler, whatever the channel and the size.
     */
    static final long WARM_UP_BY_TIME = -1;

    /**
     * What to do when the other side does not answer.
     */
    static final String HINT = "is the other side running? --wait gives it longer";

    boolean isScheduled()
    {
        return ratePerSecond > 0;
    }
}
