package io.skein.perf.bench;

import io.skein.topic.PoolOptions;
import picocli.CommandLine;
import picocli.CommandLine.Option;

import java.nio.file.Path;

/**
 * The options that every scenario has, checked.
 */
final class RoundArguments
{
    private static final int MAX_ROUNDS = 100;

    @Option(names = "--slots", defaultValue = "8", paramLabel = "N",
        description = "Slots of each pool, and buffers of handover and memcpy, used in turn " +
            "(default: ${DEFAULT-VALUE}).")
    private int slots;

    @Option(names = "--messages", defaultValue = "0", paramLabel = "N",
        description = "Messages or payloads in a round (default: what suits scenario, channel and size).")
    private int messages;

    @Option(names = "--warmup", defaultValue = "-1", paramLabel = "N",
        description = "Messages or payloads of each system before the first round (default: two rounds, or 20000 if " +
            "that is more and they are small, and then until nothing is allocated).")
    private int warmup;

    @Option(names = "--rounds", defaultValue = "5", paramLabel = "N",
        description = "Rounds of each system (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the results there.")
    private Path json;

    void check(final CommandLine command)
    {
        BenchRun.require(command, slots >= PoolOptions.MIN_SLOTS && slots <= PoolOptions.MAX_SLOTS, "--slots", slots,
            PoolOptions.MIN_SLOTS + " to " + PoolOptions.MAX_SLOTS);
        BenchRun.require(command, messages >= 0, "--messages", messages, "1 or more");
        BenchRun.require(command, warmup >= -1, "--warmup", warmup, "0 or more");
        BenchRun.require(command, rounds >= 1 && rounds <= MAX_ROUNDS, "--rounds", rounds,
            "1 to " + MAX_ROUNDS);
    }

    int slots()
    {
        return slots;
    }

    int messages()
    {
        return messages;
    }

    int warmup()
    {
        return warmup;
    }

    int rounds()
    {
        return rounds;
    }

    Path json()
    {
        return json;
    }
}
