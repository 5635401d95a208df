package io.skein.perf.bench;

import io.skein.perf.bench.end.EndSpec;
import io.skein.perf.bench.end.Lane;
import io.skein.perf.bench.end.Route;
import io.skein.perf.bench.end.Side;
import org.HdrHistogram.Histogram;

import java.util.ArrayList;
import java.util.List;

/**
 * Results as a run might have them.
 */
final class Samples
{
    static final int SIZE = 64;
    static final int MESSAGES = 1_000;

    private Samples()
    {
    }

    static BenchOptions options(final String scenario, final double rate)
    {
        return new BenchOptions(scenario, List.of("skein", "aeron"), "ipc", 0, "claim", 8, "cooperative", 1,
            List.of(SIZE), MESSAGES, -1, 3, rate, false, null);
    }

    static BenchOptions pool(final int processes, final boolean isTouched)
    {
        return new BenchOptions("rtt", List.of("skein", "aeron"), "ipc", 0, "pool", 8, "cooperative", processes,
            List.of(SIZE, Target.SMALL_LOAN, Target.FRAME), MESSAGES, -1, 3, 0, isTouched, null);
    }

    static BenchOptions hop()
    {
        return new BenchOptions("hop", List.of("skein", "memcpy"), "ipc", 0, "pool", 8, "cooperative", 1,
            List.of(Target.FRAME), MESSAGES, -1, 3, 0, true, null);
    }

    static BenchResult rtt(final String system, final long... latenciesNs)
    {
        return timed(system, Lane.CLAIM, SIZE, latenciesNs);
    }

    static BenchResult loan(final int size, final long... latenciesNs)
    {
        return timed("skein", Lane.POOL, size, latenciesNs);
    }

    static BenchResult timed(final String system, final Lane lane, final int size, final long... latenciesNs)
    {
        final List<RoundResult> rounds = new ArrayList<>();
        for (final long latencyNs : latenciesNs)
        {
            final Histogram histogram = new Histogram(3);
            histogram.recordValueWithCount(latencyNs, MESSAGES);
            rounds.add(new RoundResult(latencyNs * MESSAGES, histogram, 0, 0, 0,
                new ProcessUsage(1_000_000_000, 1, 2, 3)));
        }
        return new BenchResult(spec(system, "rtt", lane, size), MESSAGES, rounds, true);
    }

    static BenchResult throughput(final String system, final long... elapsedNs)
    {
        final List<RoundResult> rounds = new ArrayList<>();
        for (final long elapsed : elapsedNs)
        {
            rounds.add(new RoundResult(elapsed, null, 1, 2L * MESSAGES, 64, new ProcessUsage(500_000_000, 0, 0, 3)));
        }
        return new BenchResult(spec(system, "throughput", Lane.CLAIM, SIZE), MESSAGES, rounds, true);
    }

    static Environment environment()
    {
        return new Environment("machine", "jvm", "-Xflag", true, false, null);
    }

    private static EndSpec spec(final String system, final String scenario, final Lane lane, final int size)
    {
        final Route route = new Route("aeron:ipc", 1, lane, Route.NO_POOL, size, size + 96, size + 64);
        return new EndSpec(system, scenario, Side.NEAR, "/dir", route, route, 8, false, "SPIN");
    }
}
