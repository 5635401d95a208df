package io.skein.perf.bench;

import io.skein.perf.bench.system.Systems;
import io.skein.tool.ExitCodes;
import io.skein.tool.JsonFile;
import io.skein.tool.Progress;
import io.skein.tool.Terminal;
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

    @Spec(Spec.Target.MIXEE)
    private CommandSpec mixee;

    @Option(names = "--systems", split = ",", defaultValue = "skein,aeron", paramLabel = "NAME",
        description = "Systems that take turns: skein, aeron (default: ${DEFAULT-VALUE}).")
    private List<String> systems;

    @Option(names = "--channel", defaultValue = "ipc", paramLabel = "ipc|udp",
        description = "Shared memory or UDP over loopback (default: ${DEFAULT-VALUE}).")
    private String channel;

    @Option(names = "--driver", defaultValue = "cooperative", paramLabel = "cooperative|shared",
        description = "Driver run by idle threads, or by a thread of its own (default: ${DEFAULT-VALUE}).")
    private String driver;

    @Option(names = "--processes", defaultValue = "1", paramLabel = "1|2",
        description = "Both ends in one process, or one in each (default: ${DEFAULT-VALUE}).")
    private int processes;

    @Option(names = "--sizes", split = ",", defaultValue = "64", paramLabel = "BYTES",
        description = "Payload lengths, each 8 or more (default: ${DEFAULT-VALUE}).")
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
        description = "Write and verify every byte instead of the first 8.")
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
        final List<BenchResult> results;
        try (Progress progress = new Progress(
            "bench " + scenario, options.steps(), mixee.commandLine().getErr(), Terminal.ofThisProcess()))
        {
            results = new Conductor(options, progress::update).run();
        }
        new BenchReport(options, environment, mixee.commandLine().getOut()).print(results);
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
        for (final String system : systems)
        {
            require(Systems.NAMES.contains(system), "--systems", system, String.join(", ", Systems.NAMES));
        }
        require(List.of(BenchOptions.IPC, BenchOptions.UDP).contains(channel), "--channel", channel, "ipc or udp");
        require(List.of("cooperative", "shared").contains(driver), "--driver", driver, "cooperative or shared");
        require(1 == processes || 2 == processes, "--processes", processes, "1 or 2");
        sizes.forEach((size) -> require(size >= MIN_SIZE, "--sizes", size, MIN_SIZE + " or more bytes"));
        require(messages >= 0, "--messages", messages, "1 or more");
        require(warmup >= -1, "--warmup", warmup, "0 or more");
        require(rounds >= 1, "--rounds", rounds, "1 or more");
        require(rate >= 0 && rate <= 1e9, "--rate", rate, "0 to 1e9 messages a second");
        return new BenchOptions(
            scenario, List.copyOf(new LinkedHashSet<>(systems)), channel, driver, processes,
            List.copyOf(new LinkedHashSet<>(sizes)), messages, warmup, rounds, rate, isTouched, json);
    }

    private void require(final boolean isGood, final String option, final Object value, final String need)
    {
        if (!isGood)
        {
            throw new ParameterException(mixee.commandLine(), option + " is " + value + ", need " + need);
        }
    }
}
