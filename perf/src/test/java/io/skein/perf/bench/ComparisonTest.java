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
    void shouldMeetTargetsUpToTheirLimit()
    {
        final Target atMost = new Target("P1", "p50", "aeron", 1.10, false);
        final Target atLeast = new Target("P2", "throughput", "aeron", 0.90, true);

        assertTrue(atMost.isMet(1.10));
        assertFalse(atMost.isMet(1.101));
        assertTrue(atLeast.isMet(0.90));
        assertFalse(atLeast.isMet(0.899));
        assertEquals("P1  MISSED: p50 ratio to aeron 1.200, target <= 1.10", atMost.verdict(List.of(
            new Comparison("p50", "skein 4096 B", Spread.of(1.0)),
            new Comparison("p50", "aeron", Spread.of(1.2)))));
    }

    @Test
    void shouldHaveTargetsOnlyForWhatTheyAreAbout()
    {
        assertEquals(2, Target.of(Samples.options("rtt", 0), 64).size());
        assertEquals(1, Target.of(Samples.options("throughput", 0), 1024).size());
        assertTrue(Target.of(Samples.options("rtt", 0), 65).isEmpty());
        assertTrue(Target.of(Samples.options("rtt", 1_000), 64).isEmpty());
        assertEquals(1, Target.of(Samples.hop(), Target.FRAME).size());
        assertTrue(Target.of(Samples.hop(), 64).isEmpty());
        assertTrue(Target.of(Samples.pool(2, false), 64).isEmpty());
        assertEquals(2, Target.ofSizes(Samples.pool(2, false), Target.FRAME).size());
        assertTrue(Target.ofSizes(Samples.pool(2, false), Target.SMALL_LOAN).isEmpty());
        assertTrue(Target.ofSizes(Samples.pool(2, true), Target.FRAME).isEmpty());
        assertTrue(Target.ofSizes(Samples.pool(1, false), Target.FRAME).isEmpty());
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
