package io.skein.examples.market;

import org.HdrHistogram.Histogram;

/**
 * What a stage did, as it is written to a file: flat, and with the names of the benchmarks. What a stage has no value
 * for is null.
 *
 * @param system        skein.
 * @param scenario      market.
 * @param stage         feed, quote to book, or quote to strategy.
 * @param channel       of all topics.
 * @param messages      that count: quotes, or best prices.
 * @param ratePerSecond of the schedule.
 * @param rateMissed    whether quotes left more slowly.
 * @param interrupted   whether the run ended early.
 * @param p50Ns         percentile, from when a quote had to leave.
 * @param p90Ns         percentile.
 * @param p99Ns         percentile.
 * @param p999Ns        percentile.
 * @param maxNs         the latest.
 * @param faults        quotes that were lost, or were none of the schema.
 */
record MarketJson(
    String system,
    String scenario,
    String stage,
    String channel,
    long messages,
    double ratePerSecond,
    Boolean rateMissed,
    boolean interrupted,
    Long p50Ns,
    Long p90Ns,
    Long p99Ns,
    Long p999Ns,
    Long maxNs,
    long faults)
{
    static MarketJson of(final MarketPlan plan, final Stage stage, final boolean isStopped)
    {
        final Histogram latencies = stage.latencies();
        final Feed feed = stage instanceof Feed one ? one : null;
        return new MarketJson("skein", "market", stage.name(), "aeron:ipc",
            null == feed ? latencies.getTotalCount() : Math.max(0, feed.sent() - plan.warmup()), plan.ratePerSecond(),
            null == feed ? null : feed.isRateMissed(), isStopped, value(latencies, 50), value(latencies, 90),
            value(latencies, 99), value(latencies, 99.9), value(latencies, 100), stage.faults());
    }

    private static Long value(final Histogram latencies, final double percentile)
    {
        return 0 == latencies.getTotalCount() ? null : latencies.getValueAtPercentile(percentile);
    }
}
