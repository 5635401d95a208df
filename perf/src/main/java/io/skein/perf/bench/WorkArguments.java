package io.skein.perf.bench;

import io.skein.perf.bench.scenario.Scenarios;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.IOException;
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

    @Mixin
    private RoundArguments common;

    @Option(names = "--systems", split = ",", paramLabel = "NAME",
        description = "What takes turns: for slice skein, next, copy; for construct skein, borrow, offer, read, " +
            "memcpy (default: all).")
    private List<String> systems;

    @Option(names = "--sizes", split = ",", paramLabel = "BYTES",
        description = "Payload lengths, for construct each 64 or more, the first 40 in a segment of their own " +
            "(default: for slice 4096,65536,262144,1048576, for construct 1048616,11796528).")
    private List<Integer> sizes;

    @Option(names = "--touched", description = "Also read the first byte of every slice.")
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
        final boolean isSlice = Scenarios.SLICE.equals(scenario);
        final List<String> known = Scenarios.systems(scenario);
        final List<String> chosenSystems = null == systems ? known : systems;
        chosenSystems.forEach((system) ->
            require(known.contains(system), "--systems", system, String.join(", ", known)));
        final List<Integer> chosenSizes = null != sizes ? sizes : isSlice ?
            List.of(1 << 12, 1 << 16, 1 << 18, 1 << 20) : List.of(Target.SMALL_PAYLOAD, Target.LARGE_PAYLOAD);
        final int minSize = isSlice ? MIN_SLICED : MIN_BUILT;
        chosenSizes.forEach((size) -> require(size >= minSize, "--sizes", size, minSize + " or more bytes"));
        common.check(mixee.commandLine());
        return new BenchOptions(
            scenario, List.copyOf(new LinkedHashSet<>(chosenSystems)), BenchOptions.IPC, 0, BenchOptions.CLAIM,
            common.slots(), "cooperative", 1, List.copyOf(new LinkedHashSet<>(chosenSizes)), common.messages(),
            common.warmup(), common.rounds(), 0, isSlice && isTouched, common.json());
    }

    private void require(final boolean isGood, final String option, final Object value, final String need)
    {
        BenchRun.require(mixee.commandLine(), isGood, option, value, need);
    }
}
