package io.skein.perf.bench.end;

/**
 * What one end saw in one round. Times are by {@link System#nanoTime()}, which the processes of a machine share where
 * it is the system's monotonic clock.
 *
 * @param startNs        when the end began.
 * @param endNs          when the end was done.
 * @param corrupted      messages that were not what had been sent, or did not come in order.
 * @param allocatedBytes on the heap by the end's thread.
 * @param cpuNs          used by the end's thread.
 */
public record EndReport(long startNs, long endNs, long corrupted, long allocatedBytes, long cpuNs)
{
}
