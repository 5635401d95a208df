package io.skein.examples.camera;

import org.HdrHistogram.Histogram;

/**
 * How long something took that traces tell of. Travels from the process of a stage as JSON, and is written so with
 * {@code --json}.
 *
 * @param system    always {@code skein}.
 * @param scenario  always {@code camera-trace}.
 * @param hop       from a stage to the next, from 0.
 * @param begin     the moment it begins with, or {@code span}.
 * @param end       the moment it ends with, or what the span is called.
 * @param frames    measured.
 * @param p50Micros median.
 * @param p90Micros percentile.
 * @param p99Micros percentile.
 * @param maxMicros longest.
 */
record TraceLine(
    String system,
    String scenario,
    int hop,
    String begin,
    String end,
    long frames,
    double p50Micros,
    double p90Micros,
    double p99Micros,
    double maxMicros)
{
    private static final int MEDIAN = 50;
    private static final int P90 = 90;
    private static final int P99 = 99;
    private static final double NS_PER_MICRO = 1e3;

    static TraceLine of(final int hop, final String begin, final String end, final Histogram times)
    {
        return new TraceLine("skein", "camera-trace", hop, begin, end, times.getTotalCount(),
            times.getValueAtPercentile(MEDIAN) / NS_PER_MICRO, times.getValueAtPercentile(P90) / NS_PER_MICRO,
            times.getValueAtPercentile(P99) / NS_PER_MICRO, times.getMaxValue() / NS_PER_MICRO);
    }
}
