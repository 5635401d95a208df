package io.skein.perf.bench;

import io.skein.perf.bench.end.Lane;
import io.skein.perf.report.Spread;
import org.junit.jupiter.api.Test;

import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ComparisonTest
{
    @Test
    void shouldDivideEachRoundByItsNeighbour()
    {
        final Comparison p50 = Comparison.ofSystems(List.of(
            Samples.rtt("skein", 110, 500, 120), Samples.rtt("aeron", 100, 100, 400)),
            Samples.options("rtt", 0)).get(0);

        assertEquals(1.1, p50.ratio(), 0.001);
        assertEquals(0.3, p50.byRound().min(), 0.001);
        assertEquals(5.0, p50.byRound().max(), 0.001);
    }

    @Test
    void shouldSayHowMuchMoreGoesThrough()
    {
        final Comparison throughput = Comparison.ofSystems(List.of(
            Samples.throughput("skein", 2_000, 2_000, 2_000), Samples.throughput("aeron", 1_000, 1_000, 4_000)),
            Samples.options("throughput", 0)).get(0);

        assertEquals(0.5, throughput.ratio(), 1e-9);
        assertEquals(new Spread(0.5, 0.5, 2.0), throughput.byRound());
    }

    @Test
    void shouldCompareNothingWhenTheBaselineWasNotMeasured()
    {
        assertTrue(Comparison.ofSystems(List.of(Samples.rtt("skein", 100)), Samples.options("rtt", 0)).isEmpty());
    }

    @Test
    void shouldCompareALoanWithSmallerOnesAndWithOneFrameOfTheLog()
    {
        final BenchResult large = Samples.loan(Target.FRAME, 200, 210, 220);
        final List<Comparison> comparisons = Comparison.ofSizes(large, List.of(
            large,
            Samples.loan(Target.SMALL_LOAN, 200, 200, 200),
            Samples.rtt("aeron", 140, 140, 140),
            Samples.timed("aeron", Lane.OFFER, 1 << 20, 1_000, 1_000, 1_000)));

        assertEquals(
            List.of("skein 4096 B", "aeron 64 B"), comparisons.stream().map(Comparison::baseline).toList());
        assertEquals(1.05, comparisons.get(0).ratio(), 0.001);
        assertEquals(1.5, comparisons.get(1).ratio(), 0.001);
    }

    @Test
    void shouldCallARoundBelowTheRateMissed()
    {
        // 1,000 messages in 1 ms are a million a second.
        final BenchResult result = Samples.throughput("skein", 1_000_000, 1_000_000, 1_030_000);

        assertTrue(result.hasMissed(1_000_000));
        assertFalse(result.hasMissed(970_000));
        assertFalse(result.hasMissed(0));
    }
}
