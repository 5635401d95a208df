package io.skein.perf.bench;

import io.skein.perf.bench.scenario.Scenarios;

import java.util.List;
import java.util.Locale;

/**
 * What Skein has set itself without comparing it with anything: a time.
 *
 * @param id    of the target.
 * @param p50Ns that the median of Skein shall not exceed.
 */
record Limit(String id, double p50Ns)
{
    private static final int SLICED = 1 << 20;
    private static final Limit P5 = new Limit("P5", 100);
    private static final Limit P6 = new Limit("P6", 1_700);

    /**
     * @param options of the run.
     * @param size    of the payload in bytes.
     * @return the limits for it; often none.
     */
    static List<Limit> of(final BenchOptions options, final int size)
    {
        return switch (options.scenario())
        {
            case Scenarios.CONSTRUCT -> List.of(P5);
            case Scenarios.SLICE -> SLICED == size && !options.isTouched() ? List.of(P6) : List.of();
            default -> List.of();
        };
    }

    /**
     * @param result of Skein.
     * @return one line.
     */
    String verdict(final BenchResult result)
    {
        final double actual = result.percentile(50).median();
        return String.format(Locale.ROOT, "%-3s %s: p50 of skein %,.0f ns, target <= %,.0f ns",
            id, actual <= p50Ns ? "met" : "MISSED", actual, p50Ns);
    }
}
