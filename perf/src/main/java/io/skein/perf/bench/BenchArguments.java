package io.skein.perf.bench;

import io.skein.perf.bench.scenario.Scenarios;
import io.skein.perf.bench.system.StreamContent;
import io.skein.tool.ExitCodes;
import io.skein.tool.JsonFile;
import io.skein.tool.Progress;
import io.skein.tool.Terminal;
import io.skein.topic.PoolOptions;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * The options of every scenario, checked.
 */
final class BenchArguments
{
    private static final int MIN_SIZE = 8;
    private static final int MIN_FRAME = 16;
    private static final List<String> LANES = List.of(BenchOptions.AUTO, BenchOptions.CLAIM, BenchOptions.POOL);

    @Spec(Spec.Target.MIXEE)
    private CommandSpec mixee;

    @Option(names = "--systems", split = ",", paramLabel = "NAME",
        description = "Systems that take turns: skein, aeron; for hop skein, memcpy; for stream " +
            "skein, aeron, pipe (default: all).")
    private List<String> systems;

    @Option(names = "--channel", defaultValue = "ipc", paramLabel = "ipc|udp",
        description = "Shared memory or UDP over loopback (default: ${DEFAULT-VALUE}).")
    private String channel;

    @Option(names = "--lane", paramLabel = "auto|claim|pool",
        description = "Topics of skein: with a pool for what no frame of the log holds, without one, with one for " +
            "every message (default: claim, for hop pool).")
    private String lane;

    @Option(names = "--slots", defaultValue = "8", paramLabel = "N",
        description = "Slots of each pool, and buffers of memcpy, used in turn (default: ${DEFAULT-VALUE}).")
    private int slots;

    @Option(names = "--driver", defaultValue = "cooperative", paramLabel = "cooperative|shared",
        description = "Driver run by idle threads, or by a thread of its own (default: ${DEFAULT-VALUE}).")
    private String driver;

    @Option(names = "--processes", defaultValue = "1", paramLabel = "1|2",
        description = "Both ends in one process, or one in each (default: ${DEFAULT-VALUE}).")
    private int processes;

    @Option(names = "--sizes", split = ",", paramLabel = "BYTES",
        description = "Payload lengths, each 8 or more, for hop 16 (default: 64, for hop " +
            "24883200, for stream 1024,4096,16384,65536).")
    private List<Integer> sizes;

    @Option(names = "--messages", defaultValue = "0", paramLabel = "N",
        description = "Messages in a round (default: what suits scenario, channel and size).")
    private int messages;

    @Option(names = "--warmup", defaultValue = "-1", paramLabel = "N",
        description = "Messages of each system before the first round (default: two rounds).")
    private int warmup;

    @Option(names = "--rounds", defaultValue = "5", paramLabel = "N",
        description = "Rounds of each system (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(names = "--rate", defaultValue = "0", paramLabel = "PER_S",
        description = "Messages a second, sent on schedule; latency counts from when each should have left.")
    private double rate;

    @Option(names = "--touched",
        description = "Write and verify every byte instead of the first 8; a hop always does.")
    private boolean isTouched;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the results there.")
    private Path json;

    /**
     * @param scenario to play.
     * @return one of the {@link ExitCodes}: a missed target is no failure, a wrong byte or a missed rate is.
     * @throws IOException when the results can not be written.
     */
    int run(final String scenario) throws IOException
    {
        final BenchOptions options = options(scenario);
        JsonFile.check(json);
        final Environment environment = Environment.here();
        final Conductor conductor;
        final List<BenchResult> results;
        try (Progress progress = new Progress(
            "bench " + scenario, options.steps(), mixee.commandLine().getErr(), Terminal.ofThisProcess()))
        {
            conductor = new Conductor(options, progress::update);
            results = conductor.run();
        }
        new BenchReport(options, environment, mixee.commandLine().getOut()).print(results, conductor.skipped());
        if (null != json)
        {
            JsonFile.write(json, BenchJson.toJson(options, environment, results));
        }
        final boolean isCorrupted = results.stream().anyMatch((result) -> result.corrupted() > 0);
        final boolean isMissed = results.stream().anyMatch((result) -> result.hasMissed(rate));
        return isCorrupted || isMissed ? ExitCodes.FAILED : ExitCodes.OK;
    }

    private BenchOptions options(final String scenario)
    {
        final boolean isHop = Scenarios.HOP.equals(scenario);
        final List<String> known = Scenarios.systems(scenario);
        final List<String> chosenSystems = null == systems ? known : systems;
        chosenSystems.forEach((system) ->
            require(known.contains(system), "--systems", system, String.join(", ", known)));
        final String chosenLane = null != lane ? lane : isHop ? BenchOptions.POOL : BenchOptions.CLAIM;
        require(LANES.contains(chosenLane), "--lane", chosenLane, "auto, claim or pool");
        final boolean isStream = Scenarios.isStream(scenario);
        final List<Integer> chosenSizes = null != sizes ? sizes :
            isStream ? StreamTarget.SIZES : List.of(isHop ? Target.FRAME : Target.SMALL);
        final int minSize = isHop || isStream ? MIN_FRAME : MIN_SIZE;
        chosenSizes.forEach((size) -> require(size >= minSize, "--sizes", size, minSize + " or more bytes"));
        chosenSizes.forEach((size) -> require(
            !isStream || 0 == size % StreamContent.WORD && size <= StreamContent.ITERATION, "--sizes", size,
            "a multiple of 8 and at most " + StreamContent.ITERATION));
        require(!isStream || null == lane && 0 == rate, "--lane or --rate", null == lane ? rate : lane,
            "none of them: a stream has neither");
        require(List.of(BenchOptions.IPC, BenchOptions.UDP).contains(channel), "--channel", channel, "ipc or udp");
        require(BenchOptions.IPC.equals(channel) || BenchOptions.CLAIM.equals(chosenLane), "--lane", chosenLane,
            "claim with --channel udp: a pool is on one host");
        require(slots >= PoolOptions.MIN_SLOTS && slots <= PoolOptions.MAX_SLOTS, "--slots", slots,
            PoolOptions.MIN_SLOTS + " to " + PoolOptions.MAX_SLOTS);
        require(List.of("cooperative", "shared").contains(driver), "--driver", driver, "cooperative or shared");
        require(1 == processes || 2 == processes, "--processes", processes, "1 or 2");
        require(messages >= 0, "--messages", messages, "1 or more");
        require(warmup >= -1, "--warmup", warmup, "0 or more");
        require(rounds >= 1, "--rounds", rounds, "1 or more");
        require(rate >= 0 && rate <= 1e9, "--rate", rate, "0 to 1e9 messages a second");
        return new BenchOptions(
            scenario, List.copyOf(new LinkedHashSet<>(chosenSystems)), channel, chosenLane, slots, driver, processes,
            List.copyOf(new LinkedHashSet<>(chosenSizes)), messages, warmup, rounds, rate,
            isTouched || isHop || isStream, json);
    }

    private void require(final boolean isGood, final String option, final Object value, final String need)
    {
        if (!isGood)
        {
            throw new ParameterException(mixee.commandLine(), option + " is " + value + ", need " + need);
        }
    }
}
