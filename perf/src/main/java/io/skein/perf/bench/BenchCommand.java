package io.skein.perf.bench;

import io.skein.perf.bench.scenario.Scenarios;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.util.concurrent.Callable;

/**
 * {@code ./skein bench}: systems side by side.
 */
@Command(
    name = "bench",
    header = "Measure Skein beside raw Aeron: rounds in turn, medians, ratios.",
    subcommands = {BenchCommand.Rtt.class, BenchCommand.Throughput.class},
    sortOptions = false)
final class BenchCommand implements Callable<Integer>
{
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call()
    {
        throw new ParameterException(spec.commandLine(), "bench needs a scenario: rtt or throughput");
    }

    @Command(
        name = "rtt",
        header = "Round trips: one message there and back, one at a time or on a schedule.",
        description = "%nOne thread sends and measures, another answers. Without --rate the next message leaves when " +
            "the answer is there; with it, messages leave when they should, and a round that does not reach the " +
            "rate is a FAIL.",
        sortOptions = false)
    static final class Rtt implements Callable<Integer>
    {
        @Mixin
        private BenchArguments arguments;

        @Override
        public Integer call() throws IOException
        {
            return arguments.run(Scenarios.RTT);
        }
    }

    @Command(
        name = "throughput",
        header = "One way: as many messages as go through, counted and verified at the other end.",
        sortOptions = false)
    static final class Throughput implements Callable<Integer>
    {
        @Mixin
        private BenchArguments arguments;

        @Override
        public Integer call() throws IOException
        {
            return arguments.run(Scenarios.THROUGHPUT);
        }
    }
}
