package io.skein.perf.bench;

import java.util.List;
import java.util.Locale;

/**
 * What Skein has set itself, for the figures that this command takes.
 *
 * @param id        of the target.
 * @param figure    that it is about, by its name in {@link Comparison}.
 * @param limit     of the ratio of Skein to raw Aeron.
 * @param isAtLeast whether the ratio shall be at least the limit, or at most.
 */
record Target(String id, String figure, double limit, boolean isAtLeast)
{
    private static final int SMALL = 64;
    private static final int MEDIUM = 1024;

    private static final Target P1_P50 = new Target("P1", "p50", 1.10, false);
    private static final Target P1_P99 = new Target("P1", "p99", 1.25, false);
    private static final Target P2 = new Target("P2", "throughput", 0.90, true);
    private static final Target P10 = new Target("P10", "p50", 1.25, false);

    /**
     * @param options of the run.
     * @param size    of the payload in bytes.
     * @return the targets for it; often none.
     */
    static List<Target> of(final BenchOptions options, final int size)
    {
        if (0 != options.ratePerSecond() || options.isTouched())
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

    boolean isMet(final double ratio)
    {
        return isAtLeast ? ratio >= limit : ratio <= limit;
    }

    /**
     * @param comparisons of which one may be about this target's figure.
     * @return one line.
     */
    String verdict(final List<Comparison> comparisons)
    {
        for (final Comparison comparison : comparisons)
        {
            if (comparison.figure().equals(figure))
            {
                return String.format(Locale.ROOT, "%-3s %s: %s ratio %.3f, target %s %.2f", id,
                    isMet(comparison.ratio()) ? "met" : "MISSED", figure, comparison.ratio(),
                    isAtLeast ? ">=" : "<=", limit);
            }
        }
        return id + " not measured";
    }
}
