package io.skein.perf.bench;

import io.skein.perf.bench.scenario.Scenarios;

import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What {@code bench compare} plays.
 *
 * @param name    of the plan.
 * @param parts   one after the other.
 * @param roundNs that a round takes, about.
 */
record ComparePlan(String name, List<BenchOptions> parts, long roundNs)
{
    private static final int SLOTS = 8;
    private static final double RATE = 5_000;
    private static final List<Integer> QUICK_SIZES = List.of(Target.SMALL, 1 << 10, 1 << 20, Target.FRAME);
    private static final List<Integer> FULL_SIZES = List.of(
        Target.SMALL, 1 << 10, 1 << 16, 1 << 20, 4 << 20, 16 << 20, Target.FRAME, 100_000_000);
    private static final List<Integer> P2_SIZES = List.of(Target.SMALL, 1 << 10);
    private static final List<Integer> P3_SIZES = List.of(Target.SMALL, Target.SMALL_LOAN, Target.FRAME);

    /**
     * @return all systems at four sizes, and short rounds.
     */
    static ComparePlan quick()
    {
        return new ComparePlan("quick", parts(QUICK_SIZES, 3), TimeUnit.MILLISECONDS.toNanos(50));
    }

    /**
     * @return all systems at all sizes, and what the targets ask for besides.
     */
    static ComparePlan full()
    {
        return new ComparePlan("full", parts(FULL_SIZES, 7), TimeUnit.MILLISECONDS.toNanos(500));
    }

    private static List<BenchOptions> parts(final List<Integer> sizes, final int rounds)
    {
        final List<String> carriers = Scenarios.systems(Scenarios.RTT);
        final List<String> pair = Scenarios.usualSystems(Scenarios.RTT);
        final List<Integer> small = List.of(Target.SMALL);
        final BenchOptions rtt = new BenchOptions(
            Scenarios.RTT, carriers, BenchOptions.IPC, BenchOptions.AUTO, SLOTS, "cooperative", 1, sizes, 0, -1,
            rounds, 0, false, null);
        return List.of(
            rtt,
            at(rtt, BenchOptions.IPC, BenchOptions.CLAIM, 1, RATE).with(Scenarios.RTT, carriers, small, false),
            rtt.with(Scenarios.THROUGHPUT, carriers, sizes, true),
            at(rtt, BenchOptions.IPC, BenchOptions.CLAIM, 1, 0).with(Scenarios.THROUGHPUT, pair, P2_SIZES, false),
            at(rtt, BenchOptions.IPC, BenchOptions.POOL, 2, 0).with(Scenarios.RTT, pair, P3_SIZES, false),
            at(rtt, BenchOptions.UDP, BenchOptions.CLAIM, 1, 0).with(Scenarios.RTT, pair, small, false),
            all(at(rtt, BenchOptions.IPC, BenchOptions.POOL, 1, 0), Scenarios.HOP, List.of(Target.FRAME), true),
            all(at(rtt, BenchOptions.IPC, BenchOptions.CLAIM, 1, 0), Scenarios.STREAM, StreamTarget.SIZES, true),
            all(at(rtt, BenchOptions.IPC, BenchOptions.CLAIM, 1, 0), Scenarios.CONSTRUCT,
                List.of(Target.SMALL_PAYLOAD, Target.LARGE_PAYLOAD), false),
            all(at(rtt, BenchOptions.IPC, BenchOptions.CLAIM, 1, 0), Scenarios.SLICE, List.of(1 << 20), false));
    }

    private static BenchOptions at(
        final BenchOptions base, final String channel, final String lane, final int processes, final double rate)
    {
        return new BenchOptions(base.scenario(), base.systems(), channel, lane, base.slots(), base.driver(), processes,
            base.sizes(), base.messages(), base.warmup(), base.rounds(), rate, base.isTouched(), null);
    }

    private static BenchOptions all(
        final BenchOptions base, final String scenario, final List<Integer> sizes, final boolean isTouched)
    {
        return base.with(scenario, Scenarios.systems(scenario), sizes, isTouched);
    }

    long steps()
    {
        return parts.stream().mapToLong(BenchOptions::steps).sum();
    }
}
