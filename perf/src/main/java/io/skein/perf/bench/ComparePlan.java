package io.skein.perf.bench;

import io.skein.perf.bench.scenario.Scenarios;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What {@code bench compare} plays: first what the targets are about, then everybody at all sizes, the smallest first,
 * so that what takes longest is what is left out when the time is over.
 *
 * @param name          of the plan.
 * @param parts         that targets are about, one after the other.
 * @param tools         that come next.
 * @param roundsOfTools that they take turns for.
 * @param sweeps        that come last.
 * @param pace          of warm-ups and rounds.
 * @param limitNs       after which nothing begins.
 * @param leftOut       what it does not play that other commands would.
 */
record ComparePlan(
    String name, List<BenchOptions> parts, List<CompareTool> tools, int roundsOfTools, List<BenchOptions> sweeps,
    Pace pace, long limitNs, String leftOut)
{
    /**
     * What a tool counts in the progress.
     */
    static final long STEPS_OF_TOOL = 30;

    private static final String ALWAYS_LEFT_OUT =
        "strategies of waiting other than event, and drivers with threads of their own.";
    private static final int SLOTS = 8;
    private static final double RATE = 5_000;
    // Of a round at a rate one per cent may be missing: a thread that the system moves takes some milliseconds.
    private static final long RATE_ROUND_NS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final List<Integer> QUICK_SIZES = List.of(Target.SMALL, 1 << 20, Target.FRAME);
    private static final List<Integer> FULL_SIZES = List.of(
        Target.SMALL, 1 << 10, 1 << 16, 1 << 20, 4 << 20, 16 << 20, Target.FRAME, 100_000_000);
    private static final List<Integer> P2_SIZES = List.of(Target.SMALL, 1 << 10);
    // In this order, the loan of a frame takes its turn between the small one and raw Aeron's small message.
    private static final List<Integer> P3_SIZES = List.of(Target.SMALL_LOAN, Target.FRAME, Target.SMALL);
    private static final List<String> P3_SYSTEMS = List.of("aeron", "skein");
    private static final List<String> P5_SYSTEMS = List.of("skein", "offer", "memcpy");
    private static final List<Integer> P5_SIZES = List.of(Target.SMALL_PAYLOAD, Target.LARGE_PAYLOAD);
    private static final List<String> P6_SYSTEMS = List.of("skein", "next");
    private static final List<String> P9_SYSTEMS = List.of("skein", "jeromq", "aeron");
    // Of the loopback device, as TCP has it: its segments are as long there.
    private static final int LOOPBACK_MTU = 65_472;

    /**
     * @return all systems at three sizes, and short rounds: of less than some 200 ms, a thread that has to wait for a
     * processor at the start would be most.
     */
    static ComparePlan quick()
    {
        return new ComparePlan("quick", parts(3, false),
            List.of(CompareTool.pipeline(100), CompareTool.coldPipeline(60),
                CompareTool.wakeup(5_000, 200, 5)),
            1, sweeps(QUICK_SIZES, 3),
            new Pace(TimeUnit.MILLISECONDS.toNanos(600), TimeUnit.MILLISECONDS.toNanos(200)),
            TimeUnit.SECONDS.toNanos(150),
            "A quick run leaves out, of a full one: most sizes, long datagrams, systems that no target is about " +
                "where there are any that one is, and all rounds but one of the pipeline and of waking up; " +
                ALWAYS_LEFT_OUT);
    }

    /**
     * @return all systems at all sizes, and what the targets ask for besides.
     */
    static ComparePlan full()
    {
        return new ComparePlan("full", parts(7, true),
            List.of(CompareTool.pipeline(150), CompareTool.coldPipeline(150),
                CompareTool.wakeup(5_000, 300, 10)),
            5, sweeps(FULL_SIZES, 7),
            new Pace(TimeUnit.SECONDS.toNanos(3), TimeUnit.MILLISECONDS.toNanos(500)),
            TimeUnit.HOURS.toNanos(2),
            "Left out: " + ALWAYS_LEFT_OUT);
    }

    private static BenchOptions rtt(final List<Integer> sizes, final int rounds)
    {
        return new BenchOptions(
            Scenarios.RTT, Scenarios.systems(Scenarios.RTT), BenchOptions.IPC, 0, BenchOptions.AUTO, SLOTS,
            "cooperative", 1, sizes, 0, -1, rounds, 0, false, null);
    }

    private static List<BenchOptions> parts(final int rounds, final boolean isFull)
    {
        final List<String> carriers = Scenarios.systems(Scenarios.RTT);
        final List<String> pair = Scenarios.usualSystems(Scenarios.RTT);
        final List<Integer> small = List.of(Target.SMALL);
        final List<Integer> frame = List.of(Target.FRAME);
        final BenchOptions rtt = rtt(small, rounds);
        final BenchOptions claim = at(rtt, BenchOptions.IPC, 0, BenchOptions.CLAIM, 1, 0);
        final List<BenchOptions> parts = new ArrayList<>(List.of(
            rtt.with(Scenarios.RTT, carriers, small, false),
            at(rtt, BenchOptions.IPC, 0, BenchOptions.CLAIM, 1, RATE).with(Scenarios.RTT, carriers, small, false),
            claim.with(Scenarios.THROUGHPUT, isFull ? carriers : pair, P2_SIZES, false),
            at(rtt, BenchOptions.IPC, 0, BenchOptions.POOL, 2, 0).with(Scenarios.RTT, P3_SYSTEMS, P3_SIZES, false),
            at(rtt, BenchOptions.UDP, 0, BenchOptions.CLAIM, 1, 0).with(Scenarios.RTT, pair, small, false),
            at(rtt, BenchOptions.IPC, 0, BenchOptions.POOL, 1, 0)
                .with(Scenarios.HOP, Scenarios.systems(Scenarios.HOP), frame, true),
            claim.with(Scenarios.STREAM, isFull ? Scenarios.systems(Scenarios.STREAM) : pair, StreamTarget.SIZES, true),
            claim.with(Scenarios.CONSTRUCT, isFull ? Scenarios.systems(Scenarios.CONSTRUCT) : P5_SYSTEMS,
                isFull ? P5_SIZES : List.of(Target.LARGE_PAYLOAD), false),
            claim.with(Scenarios.SLICE, isFull ? Scenarios.systems(Scenarios.SLICE) : P6_SYSTEMS, List.of(1 << 20),
                false),
            at(rtt, BenchOptions.UDP, 0, BenchOptions.OFFER, 1, 0)
                .with(Scenarios.THROUGHPUT, P9_SYSTEMS, frame, true)));
        if (isFull)
        {
            parts.add(at(rtt, BenchOptions.UDP, LOOPBACK_MTU, BenchOptions.OFFER, 1, 0)
                .with(Scenarios.THROUGHPUT, P9_SYSTEMS, frame, true));
        }
        return parts;
    }

    private static List<BenchOptions> sweeps(final List<Integer> sizes, final int rounds)
    {
        final BenchOptions rtt = rtt(sizes, rounds);
        final List<String> carriers = rtt.systems();
        final List<BenchOptions> parts = new ArrayList<>();
        for (final int size : sizes)
        {
            parts.add(rtt.with(Scenarios.THROUGHPUT, carriers, List.of(size), true));
            if (size > Target.SMALL)
            {
                parts.add(rtt.with(Scenarios.RTT, carriers, List.of(size), false));
            }
        }
        return List.copyOf(parts);
    }

    private static BenchOptions at(
        final BenchOptions base, final String channel, final int mtu, final String lane, final int processes,
        final double rate)
    {
        return new BenchOptions(
            base.scenario(), base.systems(), channel, mtu, lane, base.slots(), base.driver(), processes, base.sizes(),
            base.messages(), base.warmup(), base.rounds(), rate, base.isTouched(), null);
    }

    Pace pace(final BenchOptions part)
    {
        return 0 == part.ratePerSecond() ? pace : new Pace(pace.warmUpNs(), Math.max(pace.roundNs(), RATE_ROUND_NS));
    }

    long steps()
    {
        return parts.stream().mapToLong(BenchOptions::steps).sum() + STEPS_OF_TOOL * tools.size() * roundsOfTools +
            sweeps.stream().mapToLong(BenchOptions::steps).sum();
    }
}
