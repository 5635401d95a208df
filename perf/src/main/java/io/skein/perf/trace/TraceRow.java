package io.skein.perf.trace;

import org.HdrHistogram.Histogram;

/**
 * How long something took. Written as JSON with {@code --json}.
 *
 * @param hop         from one stage to the next, from 0; -1 for the whole way.
 * @param begin       the moment it begins with, or {@code span}.
 * @param end         the moment it ends with, or what the span is called.
 * @param isEstimated whether it is between clocks of different hosts.
 * @param count       of messages.
 * @param p50Ns       median.
 * @param p99Ns       percentile.
 * @param maxNs       longest.
 */
record TraceRow(
    int hop, String begin, String end, boolean isEstimated, long count, long p50Ns, long p99Ns, long maxNs)
{
    static final String SPAN = "span";
    private static final int P50 = 50;
    private static final int P99 = 99;

    static TraceRow of(
        final int hop, final String begin, final String end, final boolean isEstimated, final Histogram times)
    {
        return new TraceRow(hop, begin, end, isEstimated, times.getTotalCount(), times.getValueAtPercentile(P50),
            times.getValueAtPercentile(P99), times.getMaxValue());
    }

    /**
     * @param arrow between two moments.
     * @return what it is.
     */
    String label(final String arrow)
    {
        return SPAN.equals(begin) ? "span " + end : begin + arrow + end;
    }
}
