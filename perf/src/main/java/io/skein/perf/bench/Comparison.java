package io.skein.perf.bench;

import io.skein.perf.report.Spread;

import java.util.ArrayList;
import java.util.List;

/**
 * One system's figures as ratios to another's, or to its own with messages of another size: of each round to the round
 * of the other that came next to it, so that a machine that changes its pace between two rounds changes no ratio.
 *
 * @param figure   what is compared.
 * @param baseline what it is compared with.
 * @param byRound  ratios of the rounds.
 */
record Comparison(String figure, String baseline, Spread byRound)
{
    /**
     * The system that is compared with others.
     */
    static final String SUBJECT = "skein";

    private static final String AERON = "aeron";
    private static final double P50 = 50;
    private static final double P99 = 99;

    /**
     * @return the median of the rounds.
     */
    double ratio()
    {
        return byRound.median();
    }

    /**
     * @param results of one size.
     * @param options of the run, which say what is compared with what.
     * @return ratios of one system to another; empty when one of them was not measured.
     */
    static List<Comparison> ofSystems(final List<BenchResult> results, final BenchOptions options)
    {
        final BenchResult subject = find(results, options.subject());
        final BenchResult baseline = find(results, options.baseline());
        final List<Comparison> comparisons = new ArrayList<>();
        if (null != subject && null != baseline)
        {
            if (subject.hasLatencies())
            {
                comparisons.add(p50(subject, baseline, baseline.system()));
                comparisons.add(percentile("p99", P99, subject, baseline, baseline.system()));
            }
            if (!options.isWork())
            {
                comparisons.add(throughput(subject, baseline));
            }
        }
        return comparisons;
    }

    /**
     * @param subject of Skein, through its pool.
     * @param results of all sizes.
     * @return its ratios to all that were smaller: of Skein, and of raw Aeron in one frame.
     */
    static List<Comparison> ofSizes(final BenchResult subject, final List<BenchResult> results)
    {
        return results.stream()
            .filter((other) -> other.size() < subject.size())
            .filter((other) -> SUBJECT.equals(other.system()) || AERON.equals(other.system()) && other.isClaimed())
            .map((other) -> p50(subject, other, name(other.system(), other.size())))
            .toList();
    }

    /**
     * @param system that is compared with.
     * @param size   of its messages in bytes.
     * @return name of the baseline.
     */
    static String name(final String system, final int size)
    {
        return system + ' ' + size + " B";
    }

    static BenchResult find(final List<BenchResult> results, final String system)
    {
        return results.stream().filter((result) -> result.system().equals(system)).findFirst().orElse(null);
    }

    private static Comparison p50(final BenchResult subject, final BenchResult baseline, final String name)
    {
        return percentile("p50", P50, subject, baseline, name);
    }

    private static Comparison throughput(final BenchResult subject, final BenchResult baseline)
    {
        final double[] ratios = new double[subject.rounds().size()];
        for (int i = 0; i < ratios.length; i++)
        {
            ratios[i] = subject.messagesPerSecond(i) / baseline.messagesPerSecond(i);
        }
        return new Comparison(
            "throughput",
            baseline.system(),
            Spread.of(ratios));
    }

    private static Comparison percentile(
        final String figure,
        final double percentile,
        final BenchResult subject,
        final BenchResult baseline,
        final String name)
    {
        final double[] ratios = new double[subject.rounds().size()];
        for (int i = 0; i < ratios.length; i++)
        {
            ratios[i] = (double)subject.rounds().get(i).latencies().getValueAtPercentile(percentile) /
                baseline.rounds().get(i).latencies().getValueAtPercentile(percentile);
        }
        return new Comparison(
            figure,
            name,
            Spread.of(ratios));
    }
}
