package io.skein.perf.bench;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.util.concurrent.Callable;

/**
 * {@code bench}: systems side by side.
 */
@Command(
    name = "bench",
    description = "Measure Skein beside raw Aeron: rounds in turn, medians, ratios.",
    subcommands = {BenchCommand.Rtt.class, BenchCommand.Throughput.class},
    mixinStandardHelpOptions = true)
public final class BenchCommand
{
    /**
     * Made by the command line.
     */
    public BenchCommand()
    {
    }

    @Command(
        name = "rtt",
        description = "Round trip: one message there and back, one at a time or at a rate.",
        mixinStandardHelpOptions = true)
    static final class Rtt implements Callable<Integer>
    {
        @Mixin
        private BenchArguments arguments;

        @Override
        public Integer call()
        {
            return arguments.run(io.skein.perf.bench.scenario.Scenarios.RTT);
        }
    }

    @Command(
        name = "throughput",
        description = "One way: as many messages as go through, counted and verified at the other end.",
        mixinStandardHelpOptions = true)
    static final class Throughput implements Callable<Integer>
    {
        @Mixin
        private BenchArguments arguments;

        @Override
        public Integer call()
        {
            return arguments.run(io.skein.perf.bench.scenario.Scenarios.THROUGHPUT);
        }
    }
}
