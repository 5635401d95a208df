package io.skein.perf.bench;

import java.util.List;
import java.util.Locale;

/**
 * What Skein has set itself, for the figures that this command takes.
 *
 * @param id        of the target.
 * @param figure    that it is about, by its name in {@link Comparison}.
 * @param baseline  that it is about, by its name in {@link Comparison}.
 * @param limit     of the ratio of Skein to the baseline.
 * @param isAtLeast whether the ratio shall be at least the limit, or at most.
 */
record Target(String id, String figure, String baseline, double limit, boolean isAtLeast)
{
    /**
     * Smallest message that targets are about.
     */
    static final int SMALL = 64;

    /**
     * Loan that others are compared with.
     */
    static final int SMALL_LOAN = 4096;

    /**
     * 3840 x 2160 pixels of 3 bytes.
     */
    static final int FRAME = 24_883_200;

    /**
     * 40 B and 11,796,488 B.
     */
    static final int LARGE_PAYLOAD = 11_796_528;

    /**
     * 40 B and 1 KiB.
     */
    static final int SMALL_PAYLOAD = 1_064;

    /**
     * 16 MiB less what header and padding may take of Aeron's longest message.
     */
    static final int LARGE_MESSAGE = (16 << 20) - 128;

    private static final int MEDIUM = 1024;

    private static final Target P1_P50 = new Target("P1", "p50", "aeron", 1.10, false);
    private static final Target P1_P99 = new Target("P1", "p99", "aeron", 1.25, false);
    private static final Target P2 = new Target("P2", "throughput", "aeron", 0.90, true);
    private static final Target P3_LOAN =
        new Target("P3", "p50", Comparison.name("skein", SMALL_LOAN), 1.10, false);
    private static final Target P3_AERON = new Target("P3", "p50", Comparison.name("aeron", SMALL), 2.00, false);
    private static final Target P4 = new Target("P4", "p50", "memcpy", 1.10, false);
    private static final Target P5 = new Target("P5", "p50", "memcpy", 1.25, false);
    private static final Target P5_SIZES =
        new Target("P5", "p50", Comparison.name("skein", SMALL_PAYLOAD), 1.10, false);
    private static final Target IN_PLACE = new Target("view in place", "throughput", "aeron", 1.20, true);
    private static final Target P9 = new Target("P9", "throughput", "aeron", 1.00, true);
    private static final Target P10 = new Target("P10", "p50", "aeron", 1.25, false);

    /**
     * @param options of the run.
     * @param size    of the payload in bytes.
     * @return the targets for it; often none.
     */
    static List<Target> of(final BenchOptions options, final int size)
    {
        if (0 != options.ratePerSecond())
        {
            return List.of();
        }
        if (options.isHop())
        {
            return FRAME == size && options.hasPool() ? List.of(P4) : List.of();
        }
        if (options.isWork())
        {
            return LARGE_PAYLOAD == size && options.subject().equals(BenchOptions.OFFER) ? List.of(P5) : List.of();
        }
        if (options.isThroughput() && BenchOptions.OFFER.equals(options.lane()))
        {
            return !options.isIpc() ? FRAME == size ? List.of(P9) : List.of() :
                options.isTouched() && LARGE_MESSAGE == size ? List.of(IN_PLACE) : List.of();
        }
        if (options.isTouched() || BenchOptions.POOL.equals(options.lane()))
        {
            return List.of();
        }
        if (options.isRtt() && SMALL == size)
        {
            return options.isIpc() ? List.of(P1_P50, P1_P99) :
                "cooperative".equals(options.driver()) ? List.of(P10) : List.of();
        }
        return !options.isRtt() && options.isIpc() && (SMALL == size || MEDIUM == size) ? List.of(P2) : List.of();
    }

    /**
     * @param options of the run.
     * @param size    of a payload in a pool, or of one that is made, in bytes.
     * @return the targets for it beside smaller ones; often none.
     */
    static List<Target> ofSizes(final BenchOptions options, final int size)
    {
        if (options.isWork())
        {
            return LARGE_PAYLOAD == size ? List.of(P5_SIZES) : List.of();
        }
        return options.isRtt() && 0 == options.ratePerSecond() && !options.isTouched() && 2 == options.processes() &&
            FRAME == size ? List.of(P3_LOAN, P3_AERON) : List.of();
    }

    boolean isMet(final double ratio)
    {
        return isAtLeast ? ratio >= limit : ratio <= limit;
    }

    /**
     * @param comparisons of which one may be what this target is about.
     * @return one line.
     */
    String verdict(final List<Comparison> comparisons)
    {
        for (final Comparison comparison : comparisons)
        {
            if (comparison.figure().equals(figure) && comparison.baseline().equals(baseline))
            {
                return String.format(Locale.ROOT, "%-3s %s: %s ratio to %s %.3f, target %s %.2f", id,
                    isMet(comparison.ratio()) ? "met" : "MISSED", figure, baseline, comparison.ratio(),
                    isAtLeast ? ">=" : "<=", limit);
            }
        }
        return String.format(Locale.ROOT, "%-3s not measured: %s beside %s", id, figure, baseline);
    }
}
