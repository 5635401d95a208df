package io.skein.perf.bench;

import io.skein.perf.bench.end.EndSpec;
import io.skein.perf.bench.end.Lane;
import io.skein.perf.report.Spread;
import org.HdrHistogram.Histogram;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * What one system did with messages of one size, over all rounds.
 *
 * @param spec     of its ends.
 * @param messages of each round.
 * @param rounds   one after the other.
 * @param isSteady whether the system was before the first of them, as far as that was looked for.
 */
record BenchResult(EndSpec spec, int messages, List<RoundResult> rounds, boolean isSteady)
{
    private static final double NS_PER_SECOND = 1e9;
    private static final double REACHED = 0.99;

    String system()
    {
        return spec.system();
    }

    /**
     * @return of the payload in bytes.
     */
    int size()
    {
        return spec.payloadLength();
    }

    boolean isClaimed()
    {
        return Lane.CLAIM == spec.there().lane();
    }

    boolean isPooled()
    {
        return Lane.POOL == spec.there().lane();
    }

    /**
     * @return lane in lower case; null for none.
     */
    String lane()
    {
        return null == spec.there().lane() ? null : spec.there().lane().name().toLowerCase(Locale.ROOT);
    }

    Spread spread(final ToDoubleFunction<RoundResult> figure)
    {
        return Spread.of(rounds.stream().mapToDouble(figure).toArray());
    }

    boolean hasLatencies()
    {
        return null != rounds.get(0).latencies();
    }

    Spread percentile(final double percentile)
    {
        return spread((round) -> round.latencies().getValueAtPercentile(percentile));
    }

    Spread max()
    {
        return spread((round) -> round.latencies().getMaxValue());
    }

    Spread messagesPerSecond()
    {
        return spread((round) -> messages * NS_PER_SECOND / round.elapsedNs());
    }

    double messagesPerSecond(final int round)
    {
        return messages * NS_PER_SECOND / rounds.get(round).elapsedNs();
    }

    /**
     * @param options of the run: of work, only the part that is timed counts.
     */
    double gigabytesPerSecond(final BenchOptions options)
    {
        return options.isWork() ? size() / percentile(50).median() : messagesPerSecond().median() * size() / 1e9;
    }

    double allocatedBytesPerMessage()
    {
        return spread((round) -> (double)round.allocatedBytes() / messages).median();
    }

    double mostAllocatedBytesPerMessage()
    {
        return spread((round) -> (double)round.allocatedBytes() / messages).max();
    }

    /**
     * @return that the driver allocates per second on the threads of both ends.
     */
    double driverBytesPerSecond()
    {
        return spread((round) -> round.driverBytes() * NS_PER_SECOND / round.elapsedNs()).median();
    }

    double cpuSeconds()
    {
        return spread((round) -> round.usage().cpuNs() / NS_PER_SECOND).median();
    }

    long gcCount()
    {
        return rounds.stream().mapToLong((round) -> round.usage().gcCount()).sum();
    }

    /**
     * @return milliseconds of all collections in all rounds.
     */
    long gcMs()
    {
        return rounds.stream().mapToLong((round) -> round.usage().gcMs()).sum();
    }

    long contextSwitches()
    {
        return rounds.stream().mapToLong((round) -> round.usage().contextSwitches()).sum();
    }

    /**
     * @return latencies of all rounds together; only where there are any.
     */
    Histogram allLatencies()
    {
        final Histogram all = new Histogram(3);
        rounds.forEach((round) -> all.add(round.latencies()));
        return all;
    }

    long corrupted()
    {
        return rounds.stream().mapToLong(RoundResult::corrupted).sum();
    }

    /**
     * @param ratePerSecond that was asked for, or 0.
     * @return whether a round was slower.
     */
    boolean hasMissed(final double ratePerSecond)
    {
        return ratePerSecond > 0 && messagesPerSecond().min() < ratePerSecond * REACHED;
    }
}
