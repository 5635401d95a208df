package io.skein.perf.trace;

import io.skein.trace.ClockOffsets.Kind;

/**
 * How far the clocks of two hosts are apart, as estimated. Written as JSON with {@code --json}.
 *
 * @param hop      that goes from one to the other.
 * @param from     clock of the publisher's host, as 16 hexadecimal digits.
 * @param to       clock of the subscriber's host.
 * @param kind     how it was estimated: {@code both ways}, {@code one way} or {@code unknown}.
 * @param offsetNs what to add to a time of the one's clock to have it by the other's; null when it is unknown.
 * @param errorNs  how far off that is at most, but for what clocks drift in 20 seconds: half of the fastest ways there
 *                 and back together. Null unless there were both.
 */
record ClockRow(int hop, String from, String to, String kind, Long offsetNs, Long errorNs)
{
    private static final String BOTH_WAYS = "both ways";
    private static final String ONE_WAY = "one way";
    private static final String UNKNOWN = "unknown";

    static ClockRow of(
        final int hop, final long from, final long to, final Kind kind, final long offsetNs, final long errorNs)
    {
        final boolean isBothWays = Kind.ROUND_TRIP == kind;
        return new ClockRow(hop, String.format("%016x", from), String.format("%016x", to),
            isBothWays ? BOTH_WAYS : Kind.ONE_WAY == kind ? ONE_WAY : UNKNOWN,
            Kind.UNKNOWN == kind ? null : (Long)offsetNs,
            isBothWays && Long.MAX_VALUE != errorNs ? (Long)errorNs : null);
    }

    boolean isBothWays()
    {
        return BOTH_WAYS.equals(kind);
    }

    boolean isUnknown()
    {
        return UNKNOWN.equals(kind);
    }
}
