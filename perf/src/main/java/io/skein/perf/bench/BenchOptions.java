package io.skein.perf.bench;

import io.skein.perf.bench.end.EndSpec;
import io.skein.perf.bench.end.Lane;
import io.skein.perf.bench.end.Route;
import io.skein.perf.bench.scenario.Scenarios;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What was asked for. Immutable.
 *
 * @param scenario      to play.
 * @param systems       that take turns.
 * @param channel       {@code ipc} or {@code udp}.
 * @param mtu           of channels, in bytes; 0 for the driver's.
 * @param lane          of Skein: {@code auto}, {@code claim}, {@code pool} or {@code offer}.
 * @param slots         of each pool.
 * @param driver        name of the profile: {@code cooperative} or {@code shared}.
 * @param processes     1, or 2 with the far end in its own.
 * @param sizes         of payloads in bytes.
 * @param messages      of a round; 0 for what suits scenario, channel and size.
 * @param warmup        messages before the first round; negative for what suits, until they allocate nothing.
 * @param rounds        that are measured.
 * @param ratePerSecond messages that should leave in a second; 0 for as fast as it goes.
 * @param isTouched     whether every byte is written and read.
 * @param json          file for the results, or null.
 */
record BenchOptions(
    String scenario,
    List<String> systems,
    String channel,
    int mtu,
    String lane,
    int slots,
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
     * Skein's topics have a pool for what does not fit one frame of the log.
     */
    static final String AUTO = "auto";

    /**
     * Skein's topics have the log alone, and a message has one frame.
     */
    static final String CLAIM = "claim";

    /**
     * Skein's topics have a pool for every message.
     */
    static final String POOL = "pool";

    /**
     * Skein's topics have the log alone, and a message is copied into it in as many frames as it takes.
     */
    static final String OFFER = "offer";

    /**
     * Rounds that warm up in any case.
     */
    static final int WARM_UP_ROUNDS = 2;

    private static final int WARM_UP_MESSAGES = 20_000;
    private static final List<String> MOVERS = List.of(OFFER, "read", "copy", "memcpy");
    private static final int WORK_ROUNDS = 4;
    private static final int RTT_MESSAGES = 500_000;
    private static final int UDP_RTT_MESSAGES = 50_000;
    private static final int MAX_MESSAGES = 10_000_000;
    private static final int UDP_MESSAGES = 500_000;
    private static final int MIN_MESSAGES = 200_000;
    private static final int MIN_MOVED_MESSAGES = 100;
    private static final long ROUND_BYTES = 4L << 30;
    private static final double RATE_ROUND_SECONDS = 2;

    BenchOptions with(
        final String newScenario, final List<String> newSystems, final List<Integer> newSizes, final boolean touched)
    {
        return new BenchOptions(
            newScenario, newSystems, channel, mtu, lane, slots, driver, processes, newSizes, messages, warmup, rounds,
            ratePerSecond, touched, json);
    }

    boolean isIpc()
    {
        return IPC.equals(channel);
    }

    boolean isRtt()
    {
        return Scenarios.RTT.equals(scenario);
    }

    boolean isHop()
    {
        return Scenarios.HOP.equals(scenario);
    }

    boolean isThroughput()
    {
        return Scenarios.THROUGHPUT.equals(scenario);
    }

    /**
     * @return whether one thread works by itself, and no message is under way.
     */
    boolean isWork()
    {
        return Scenarios.SLICE.equals(scenario) || Scenarios.CONSTRUCT.equals(scenario);
    }

    /**
     * @return name of the system that is compared with another.
     */
    String subject()
    {
        return Scenarios.CONSTRUCT.equals(scenario) ? OFFER : Comparison.SUBJECT;
    }

    /**
     * @return name of the system that others are compared with.
     */
    String baseline()
    {
        final List<String> known = Scenarios.systems(scenario);
        return known.get(known.size() - 1);
    }

    /**
     * @return the systems in the order in which they take turns: who is compared is next to whom it is compared with.
     */
    List<String> systemsInTurn()
    {
        final boolean isOfSystems = 1 == sizes.size() || !isAcrossSizes();
        if (!isOfSystems || !systems.contains(subject()) || !systems.contains(baseline()))
        {
            return systems;
        }
        final List<String> inTurn = new ArrayList<>(systems);
        inTurn.remove(baseline());
        inTurn.add(inTurn.indexOf(subject()) + 1, baseline());
        return inTurn;
    }

    boolean usesSlots()
    {
        return isWork() ? Scenarios.CONSTRUCT.equals(scenario) : hasPool();
    }

    boolean hasPool()
    {
        return AUTO.equals(lane) || POOL.equals(lane);
    }

    /**
     * @param spec of the near end.
     * @return whether it does something with every byte.
     */
    boolean movesBytes(final EndSpec spec)
    {
        return isWork() ? MOVERS.contains(spec.system()) : isTouched || Lane.POOL != spec.there().lane();
    }

    /**
     * @return whether messages of one size are compared with those of another, and so take turns with them.
     */
    boolean isAcrossSizes()
    {
        return isRtt() && hasPool() || Scenarios.CONSTRUCT.equals(scenario);
    }

    boolean isStream()
    {
        return Scenarios.isStream(scenario);
    }

    long intervalNs()
    {
        return 0 == ratePerSecond ? 0 : Math.max(1, Math.round(1e9 / ratePerSecond));
    }

    /**
     * @param spec of the near end.
     * @return messages of each round.
     */
    int messagesPerRound(final EndSpec spec)
    {
        return 0 != messages ? messages : fittingMessages(spec);
    }

    private int fittingMessages(final EndSpec spec)
    {
        final Route route = spec.there();
        if (0 != ratePerSecond)
        {
            return (int)Math.max(1, Math.min(MAX_MESSAGES, ratePerSecond * RATE_ROUND_SECONDS));
        }
        // Where every byte moves, bytes take the time.
        final boolean isMoved = isTouched || Lane.OFFER == route.lane();
        final long fitting = ROUND_BYTES / route.payloadLength();
        if (isWork())
        {
            return (int)Math.min(RTT_MESSAGES, Scenarios.SLICE.equals(scenario) ? WORK_ROUNDS * fitting :
                movesBytes(spec) ? Math.max(MIN_MOVED_MESSAGES, fitting) : RTT_MESSAGES);
        }
        if (!isRtt() && !isHop())
        {
            return (int)Math.min(
                isIpc() ? MAX_MESSAGES : UDP_MESSAGES, Math.max(isMoved ? MIN_MOVED_MESSAGES : MIN_MESSAGES, fitting));
        }
        final int most = isIpc() ? RTT_MESSAGES : UDP_RTT_MESSAGES;
        return isMoved ? (int)Math.min(most, Math.max(MIN_MOVED_MESSAGES, fitting)) : most;
    }

    /**
     * @param spec of the near end.
     * @return messages before the first round, at least.
     */
    int warmupMessages(final EndSpec spec)
    {
        if (warmup >= 0)
        {
            return warmup;
        }
        final int enough = Math.min(WARM_UP_MESSAGES, WARM_UP_ROUNDS * fittingMessages(spec));
        return Math.max(enough, WARM_UP_ROUNDS * messagesPerRound(spec));
    }

    /**
     * @return whether more messages may follow before the first round, until nothing is allocated any more.
     */
    boolean isWarmedUntilQuiet()
    {
        return warmup < 0;
    }

    /**
     * @return rounds of one system and size, with the warm-up that there is in any case.
     */
    int stepsOfPair()
    {
        return rounds + WARM_UP_ROUNDS;
    }

    /**
     * @return rounds of all systems and sizes, with that warm-up.
     */
    long steps()
    {
        return (long)sizes.size() * systems.size() * stepsOfPair();
    }

    /**
     * @return the command that plays the same by itself, but for its sizes.
     */
    String command()
    {
        final boolean isSustained = Scenarios.SUSTAINED_STREAM.equals(scenario);
        final StringBuilder text = new StringBuilder("./skein bench ")
            .append(isSustained ? Scenarios.STREAM + " --sustained" : scenario);
        text.append(" --systems ").append(String.join(",", systems));
        if (!isWork())
        {
            text.append(isIpc() ? "" : " --channel " + channel).append(0 == mtu ? "" : " --mtu " + mtu)
                .append(isStream() ? "" : " --lane " + lane)
                .append(2 == processes ? " --processes 2" : "")
                .append(0 == ratePerSecond ? "" : String.format(Locale.ROOT, " --rate %.0f", ratePerSecond));
        }
        return text.append(isTouched && !isHop() && !isStream() ? " --touched" : "").toString();
    }
}
