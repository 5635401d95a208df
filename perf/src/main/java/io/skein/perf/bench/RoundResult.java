package io.skein.perf.bench;

import org.HdrHistogram.Histogram;

/**
 * What one system did in one round.
 *
 * @param elapsedNs      from the first sending to the last receiving.
 * @param latencies      in nanoseconds; null when the scenario has none.
 * @param corrupted      messages.
 * @param allocatedBytes by the threads of both ends, for their messages.
 * @param driverBytes    allocated by the same threads while they ran the driver.
 * @param usage          of all processes.
 */
record RoundResult(
    long elapsedNs,
    Histogram latencies,
    long corrupted,
    long allocatedBytes,
    long driverBytes,
    ProcessUsage usage)
{
}
