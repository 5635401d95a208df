package io.skein.perf.bench;

import io.skein.perf.bench.scenario.Scenarios;
import io.skein.perf.bench.system.StreamContent;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * The options of every scenario, checked.
 */
final class BenchArguments
{
    private static final int MIN_SIZE = 8;
    private static final int MIN_FRAME = 16;
    private static final int MTU_STEP = 32;
    private static final int MIN_MTU = 256;
    private static final int MAX_MTU = 65_504;
    private static final List<String> LANES = List.of(BenchOptions.AUTO, BenchOptions.CLAIM, BenchOptions.POOL);
    private static final List<String> ONE_WAY_LANES =
        List.of(BenchOptions.AUTO, BenchOptions.CLAIM, BenchOptions.POOL, BenchOptions.OFFER);
    private static final List<Integer> OFFERED_SIZES = List.of(1 << 20, 8 << 20, Target.LARGE_MESSAGE);

    @Spec(Spec.Target.MIXEE)
    private CommandSpec mixee;

    @Mixin
    private RoundArguments common;

    @Option(names = "--systems", split = ",", paramLabel = "NAME",
        description = "Systems that take turns: skein, aeron (default), jeromq, chronicle, socket; for hop skein, " +
            "handover, memcpy; for stream skein, aeron, pipe (default: all).")
    private List<String> systems;

    @Option(names = "--channel", defaultValue = "ipc", paramLabel = "ipc|udp",
        description = "Shared memory or UDP over loopback (default: ${DEFAULT-VALUE}).")
    private String channel;

    @Option(names = "--mtu", defaultValue = "0", paramLabel = "BYTES",
        description = "Longest datagram over UDP, a multiple of 32 up to 65504: of skein and aeron (default: the " +
            "driver's, 1408).")
    private int mtu;

    @Option(names = "--lane", paramLabel = "auto|claim|pool|offer",
        description = "Topics of skein: with a pool for what no frame of the log holds, without one, with one for " +
            "every message; for throughput also offer: without one, messages copied into the log in as many frames " +
            "as it takes, and in slices if longer than Aeron's longest message (default: claim, for hop pool).")
    private String lane;

    @Option(names = "--driver", defaultValue = "cooperative", paramLabel = "cooperative|shared",
        description = "Driver run by idle threads, or by a thread of its own (default: ${DEFAULT-VALUE}).")
    private String driver;

    @Option(names = "--processes", defaultValue = "1", paramLabel = "1|2",
        description = "Both ends in one process, or one in each (default: ${DEFAULT-VALUE}).")
    private int processes;

    @Option(names = "--sizes", split = ",", paramLabel = "BYTES",
        description = "Payload lengths, each 8 or more, for hop 16 (default: 64, for hop 24883200, for --lane offer " +
            "1048576,8388608,16777088, for stream 1024,4096,16384,65536).")
    private List<Integer> sizes;

    @Option(names = "--rate", defaultValue = "0", paramLabel = "PER_S",
        description = "Messages a second, sent on schedule; latency counts from when each should have left.")
    private double rate;

    @Option(names = "--touched",
        description = "Write and verify every byte instead of the first 8; a hop always does.")
    private boolean isTouched;

    /**
     * @param scenario to play.
     * @return an exit code.
     * @throws IOException when the results can not be written.
     */
    int run(final String scenario) throws IOException
    {
        return BenchRun.run(options(scenario), mixee.commandLine());
    }

    private BenchOptions options(final String scenario)
    {
        final boolean isHop = Scenarios.HOP.equals(scenario);
        final List<String> known = Scenarios.systems(scenario);
        final List<String> chosenSystems = null == systems ? Scenarios.usualSystems(scenario) : systems;
        chosenSystems.forEach((system) ->
            require(known.contains(system), "--systems", system, String.join(", ", known)));
        final String chosenLane = null != lane ? lane : isHop ? BenchOptions.POOL : BenchOptions.CLAIM;
        final boolean isOneWay = Scenarios.THROUGHPUT.equals(scenario);
        require((isOneWay ? ONE_WAY_LANES : LANES).contains(chosenLane), "--lane", chosenLane,
            isOneWay ? "auto, claim, pool or offer" : "auto, claim or pool");
        final boolean isStream = Scenarios.isStream(scenario);
        final List<Integer> chosenSizes = null != sizes ? sizes : defaultSizes(scenario, chosenLane);
        final int minSize = isHop || isStream ? MIN_FRAME : MIN_SIZE;
        chosenSizes.forEach((size) -> require(size >= minSize, "--sizes", size, minSize + " or more bytes"));
        chosenSizes.forEach((size) -> require(
            !isStream || 0 == size % StreamContent.WORD && size <= StreamContent.ITERATION, "--sizes", size,
            "a multiple of 8 and at most " + StreamContent.ITERATION));
        require(!isStream || null == lane && 0 == rate, "--lane or --rate", null == lane ? rate : lane,
            "none of them: a stream has neither");
        require(List.of(BenchOptions.IPC, BenchOptions.UDP).contains(channel), "--channel", channel, "ipc or udp");
        final boolean isPooled = BenchOptions.AUTO.equals(chosenLane) || BenchOptions.POOL.equals(chosenLane);
        require(BenchOptions.IPC.equals(channel) || !isPooled, "--lane", chosenLane,
            (isOneWay ? "claim or offer" : "claim") + " with --channel udp: a pool is on one host");
        common.check(mixee.commandLine());
        require(0 == mtu || mtu >= MIN_MTU && mtu <= MAX_MTU && 0 == mtu % MTU_STEP, "--mtu", mtu,
            "a multiple of " + MTU_STEP + " from " + MIN_MTU + " to " + MAX_MTU);
        require(0 == mtu || BenchOptions.UDP.equals(channel), "--mtu", mtu, "--channel udp");
        require(List.of("cooperative", "shared").contains(driver), "--driver", driver, "cooperative or shared");
        require(1 == processes || 2 == processes, "--processes", processes, "1 or 2");
        require(rate >= 0 && rate <= 1e9, "--rate", rate, "0 to 1e9 messages a second");
        return new BenchOptions(
            scenario, List.copyOf(new LinkedHashSet<>(chosenSystems)), channel, mtu, chosenLane, common.slots(), driver,
            processes, List.copyOf(new LinkedHashSet<>(chosenSizes)), common.messages(), common.warmup(),
            common.rounds(), rate, isTouched || isHop || isStream, common.json());
    }

    private static List<Integer> defaultSizes(final String scenario, final String lane)
    {
        return Scenarios.isStream(scenario) ? StreamTarget.SIZES :
            BenchOptions.OFFER.equals(lane) ? OFFERED_SIZES :
            List.of(Scenarios.HOP.equals(scenario) ? Target.FRAME : Target.SMALL);
    }

    private void require(final boolean isGood, final String option, final Object value, final String need)
    {
        BenchRun.require(mixee.commandLine(), isGood, option, value, need);
    }
}
