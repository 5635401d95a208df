package io.skein.perf.bench;

import io.skein.perf.bench.scenario.Scenarios;

import java.nio.file.Path;
import java.util.List;

/**
 * What was asked for. Immutable.
 *
 * @param scenario      to play.
 * @param systems       that take turns.
 * @param channel       {@code ipc} or {@code udp}.
 * @param driver        name of the profile: {@code cooperative} or {@code shared}.
 * @param processes     1, or 2 with the far end in its own.
 * @param sizes         of payloads in bytes.
 * @param messages      of a round; 0 for what suits scenario, channel and size.
 * @param warmup        messages before the first round; negative for two rounds.
 * @param rounds        that are measured.
 * @param ratePerSecond messages that should leave in a second; 0 for as fast as it goes.
 * @param isTouched     whether every byte is written and read.
 * @param json          file for the results, or null.
 */
record BenchOptions(
    String scenario,
    List<String> systems,
    String channel,
    String driver,
    int processes,
    List<Integer> sizes,
    int messages,
    int warmup,
    int rounds,
    double ratePerSecond,
    boolean isTouched,
    Path json)
{
    /**
     * Shared memory.
     */
    static final String IPC = "ipc";
    /**
     * Loopback.
     */
    static final String UDP = "udp";

    /**
     * Rounds that warm up.
     */
    static final int WARM_UP_ROUNDS = 2;

    private static final int RTT_MESSAGES = 500_000;
    private static final int UDP_RTT_MESSAGES = 50_000;
    private static final int MAX_MESSAGES = 10_000_000;
    private static final int UDP_MESSAGES = 500_000;
    private static final int MIN_MESSAGES = 20_000;
    private static final long ROUND_BYTES = 4L << 30;
    private static final double RATE_ROUND_SECONDS = 2;

    boolean isIpc()
    {
        return IPC.equals(channel);
    }

    boolean isRtt()
    {
        return Scenarios.RTT.equals(scenario);
    }

    long intervalNs()
    {
        return 0 == ratePerSecond ? 0 : Math.max(1, Math.round(1e9 / ratePerSecond));
    }

    int messagesPerRound(final int size)
    {
        if (0 != messages)
        {
            return messages;
        }
        if (0 != ratePerSecond)
        {
            return (int)Math.max(1, Math.min(MAX_MESSAGES, ratePerSecond * RATE_ROUND_SECONDS));
        }
        if (isRtt())
        {
            return isIpc() ? RTT_MESSAGES : UDP_RTT_MESSAGES;
        }
        final long fitting = Math.max(MIN_MESSAGES, ROUND_BYTES / size);
        return (int)Math.min(isIpc() ? MAX_MESSAGES : UDP_MESSAGES, fitting);
    }

    int warmupMessages(final int size)
    {
        return warmup < 0 ? WARM_UP_ROUNDS * messagesPerRound(size) : warmup;
    }

    /**
     * @return rounds of all systems and sizes, warm-up included.
     */
    long steps()
    {
        return (long)sizes.size() * systems.size() * (rounds + WARM_UP_ROUNDS);
    }
}
