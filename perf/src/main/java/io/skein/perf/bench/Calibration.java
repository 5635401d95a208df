package io.skein.perf.bench;

import io.skein.perf.bench.end.Round;

/**
 * Warms a system up until it is steady, and finds how many messages it moves in a given time. Also before rounds at a
 * rate it goes as fast as it can at first: compiled as little as code is that has seen a few hundred messages, it would
 * miss the rate.
 */
final class Calibration
{
    private static final int GROWTH = 4;
    private static final int MOST_ROUNDS = 10;
    private static final int MAX_MESSAGES = 20_000_000;
    private static final double STEADY = 0.1;

    private final BenchOptions options;
    private final Pace pace;
    private boolean isSteady;

    Calibration(final BenchOptions options, final Pace pace)
    {
        this.options = options;
        this.pace = pace;
    }

    /**
     * @param pair connected.
     * @return messages that take about as long as a round shall; at a rate, those that are due in that time.
     */
    int messages(final Pair pair)
    {
        final int fitting = fitting(pair);
        if (0 == options.intervalNs())
        {
            return fitting;
        }
        final int due = (int)Math.max(1, pace.roundNs() / options.intervalNs());
        pair.play(new Round(due, options.intervalNs()));
        return due;
    }

    /**
     * @return whether the last two looks agreed within a tenth, and what a message allocates fell no further; of
     * {@link #messages}.
     */
    boolean isSteady()
    {
        return isSteady;
    }

    private int fitting(final Pair pair)
    {
        final long startNs = System.nanoTime();
        int messages = 1;
        RoundResult last = play(pair, messages);
        while (last.elapsedNs() < pace.roundNs() / GROWTH && messages < MAX_MESSAGES)
        {
            messages = Math.min(MAX_MESSAGES, messages * GROWTH);
            last = play(pair, messages);
        }
        double rate = rate(last, messages);
        double allocated = (double)last.allocatedBytes() / messages;
        for (int i = 0; i < MOST_ROUNDS || System.nanoTime() - startNs < pace.warmUpNs(); i++)
        {
            messages = fitting(rate);
            last = play(pair, messages);
            final double nextRate = rate(last, messages);
            final double nextAllocated = (double)last.allocatedBytes() / messages;
            isSteady = Math.abs(nextRate - rate) < STEADY * rate && nextAllocated >= (1 - STEADY) * allocated;
            rate = nextRate;
            allocated = nextAllocated;
            if (isSteady && System.nanoTime() - startNs >= pace.warmUpNs())
            {
                break;
            }
        }
        return fitting(rate);
    }

    private static RoundResult play(final Pair pair, final int messages)
    {
        return pair.play(new Round(messages, 0));
    }

    private static double rate(final RoundResult result, final int messages)
    {
        return (double)messages / Math.max(1, result.elapsedNs());
    }

    private int fitting(final double messagesPerNs)
    {
        return (int)Math.max(1, Math.min(MAX_MESSAGES, messagesPerNs * pace.roundNs()));
    }
}
