package io.skein.perf.bench;

/**
 * One system's figures as ratios to another's. A ratio of medians; beside it the spread of the ratios of each round to
 * the round of the other system that came next to it.
 *
 * @param figure  what is compared.
 * @param ratio   of the medians.
 * @param byRound ratios of the rounds.
 */
record Comparison(String figure, double ratio, Spread byRound)
{
    private static final double P50 = 50;
    private static final double P99 = 99;

    static Comparison p50(final BenchResult subject, final BenchResult baseline)
    {
        return percentile("p50", P50, subject, baseline);
    }

    static Comparison p99(final BenchResult subject, final BenchResult baseline)
    {
        return percentile("p99", P99, subject, baseline);
    }

    static Comparison throughput(final BenchResult subject, final BenchResult baseline)
    {
        final double[] ratios = new double[subject.rounds().size()];
        for (int i = 0; i < ratios.length; i++)
        {
            ratios[i] = (double)baseline.rounds().get(i).elapsedNs() / subject.rounds().get(i).elapsedNs();
        }
        return new Comparison(
            "throughput",
            subject.messagesPerSecond().median() / baseline.messagesPerSecond().median(),
            Spread.of(ratios));
    }

    private static Comparison percentile(
        final String figure, final double percentile, final BenchResult subject, final BenchResult baseline)
    {
        final double[] ratios = new double[subject.rounds().size()];
        for (int i = 0; i < ratios.length; i++)
        {
            ratios[i] = (double)subject.rounds().get(i).latencies().getValueAtPercentile(percentile) /
                baseline.rounds().get(i).latencies().getValueAtPercentile(percentile);
        }
        return new Comparison(
            figure,
            subject.percentile(percentile).median() / baseline.percentile(percentile).median(),
            Spread.of(ratios));
    }
}
