package io.skein.perf.bench;

import org.HdrHistogram.Histogram;

/**
 * What one system did in one round.
 *
 * @param elapsedNs      from the first sending to the last receiving.
 * @param latencies      in nanoseconds; null when the scenario has none.
 * @param corrupted      messages.
 * @param allocatedBytes by the threads of both ends.
 * @param usage          of all processes.
 */
record RoundResult(long elapsedNs, Histogram latencies, long corrupted, long allocatedBytes, ProcessUsage usage)
{
}
