package io.skein.perf.wakeup;

import io.skein.perf.report.Targets;
import org.HdrHistogram.Histogram;

/**
 * What one strategy did.
 *
 * @param strategy       in lower case.
 * @param latencies      from just before the offer to the handler, in nanoseconds.
 * @param bareLatencies  of a bare park and unpark, in turn with these.
 * @param idleCpuPercent of one core, while nothing was published.
 * @param idleSeconds    that this was taken over.
 */
record WakeupResult(
    String strategy, Histogram latencies, Histogram bareLatencies, double idleCpuPercent, double idleSeconds)
{
    /**
     * @return whether it meets target P12: less than 2 % of a core, median wake-up below 50 us.
     */
    boolean meetsTarget()
    {
        return idleCpuPercent < Targets.IDLE_PERCENT && latencies.getValueAtPercentile(50) < Targets.WAKE_UP_NS;
    }
}
