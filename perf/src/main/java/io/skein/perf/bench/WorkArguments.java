package io.skein.perf.bench;

import io.skein.perf.bench.scenario.Scenarios;
import io.skein.topic.PoolOptions;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * The options of scenarios in which one thread works by itself, checked.
 */
final class WorkArguments
{
    private static final int MIN_SLICED = 1;
    private static final int MIN_BUILT = 64;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec mixee;

    @Option(names = "--systems", split = ",", paramLabel = "NAME",
        description = "What takes turns: for slice skein, copy; for construct skein, borrow, offer, read, memcpy " +
            "(default: all).")
    private List<String> systems;

    @Option(names = "--sizes", split = ",", paramLabel = "BYTES",
        description = "Payload lengths, for construct each 64 or more, the first 40 in a segment of their own " +
            "(default: for slice 4096,65536,262144,1048576, for construct 1064,11796528).")
    private List<Integer> sizes;

    @Option(names = "--touched", description = "Also read the first byte of every slice.")
    private boolean isTouched;

    @Option(names = "--slots", defaultValue = "8", paramLabel = "N",
        description = "Buffers of memcpy, used in turn (default: ${DEFAULT-VALUE}).")
    private int slots;

    @Option(names = "--messages", defaultValue = "0", paramLabel = "N",
        description = "Payloads in a round (default: what suits scenario and size).")
    private int messages;

    @Option(names = "--warmup", defaultValue = "-1", paramLabel = "N",
        description = "Payloads of each system before the first round (default: two rounds).")
    private int warmup;

    @Option(names = "--rounds", defaultValue = "5", paramLabel = "N",
        description = "Rounds of each system (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the results there.")
    private Path json;

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
        final boolean isSlice = Scenarios.SLICE.equals(scenario);
        final List<String> known = Scenarios.systems(scenario);
        final List<String> chosenSystems = null == systems ? known : systems;
        chosenSystems.forEach((system) ->
            require(known.contains(system), "--systems", system, String.join(", ", known)));
        final List<Integer> chosenSizes = null != sizes ? sizes : isSlice ?
            List.of(1 << 12, 1 << 16, 1 << 18, 1 << 20) : List.of(Target.SMALL_PAYLOAD, Target.LARGE_PAYLOAD);
        final int minSize = isSlice ? MIN_SLICED : MIN_BUILT;
        chosenSizes.forEach((size) -> require(size >= minSize, "--sizes", size, minSize + " or more bytes"));
        require(slots >= PoolOptions.MIN_SLOTS && slots <= PoolOptions.MAX_SLOTS, "--slots", slots,
            PoolOptions.MIN_SLOTS + " to " + PoolOptions.MAX_SLOTS);
        require(messages >= 0, "--messages", messages, "1 or more");
        require(warmup >= -1, "--warmup", warmup, "0 or more");
        require(rounds >= 1, "--rounds", rounds, "1 or more");
        return new BenchOptions(
            scenario, List.copyOf(new LinkedHashSet<>(chosenSystems)), BenchOptions.IPC, BenchOptions.CLAIM, slots,
            "cooperative", 1, List.copyOf(new LinkedHashSet<>(chosenSizes)), messages, warmup, rounds, 0,
            isSlice && isTouched, json);
    }

    private void require(final boolean isGood, final String option, final Object value, final String need)
    {
        BenchRun.require(mixee.commandLine(), isGood, option, value, need);
    }
}
