package io.skein.idle;

import io.skein.ConfigurationException;
import org.agrona.concurrent.IdleStrategy;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * How far a waiting thread goes to give its processor away. Every strategy spins first and then runs the embedded
 * driver, if there is one.
 */
public enum WaitStrategy
{
    /**
     * Never gives the processor away: for a core of its own.
     */
    SPIN,
    /**
     * Yields when neither messages nor driver have work: the right one when threads share few cores.
     */
    YIELD,
    /**
     * Yields for a while, then parks for up to a millisecond: costs little when idle, wakes late.
     */
    PARK,
    /**
     * Yields for a moment, then sleeps in the kernel until a publisher rings: costs next to nothing when idle, and
     * wakes when there is something, in this process or another. Publishers on other hosts and those of raw Aeron do
     * not ring, nor does a driver of another process that moves what somebody waits for room in: there it parks like
     * {@link #PARK}. See docs/adr/0011-event-driven-waiting.md.
     */
    EVENT;

    private static final int CORES_TO_SPIN = 4;

    /**
     * @return {@link #SPIN} with 4 or more processors, {@link #PARK} with one, otherwise {@link #YIELD}.
     */
    public static WaitStrategy forThisMachine()
    {
        final int processors = Runtime.getRuntime().availableProcessors();
        return processors >= CORES_TO_SPIN ? SPIN : processors > 1 ? YIELD : PARK;
    }

    /**
     * @param name of a strategy in lower or upper case, or {@code auto} for {@link #forThisMachine()}.
     * @return the strategy.
     * @throws ConfigurationException when there is none of that name.
     */
    public static WaitStrategy of(final String name)
    {
        if ("auto".equalsIgnoreCase(name))
        {
            return forThisMachine();
        }
        for (final WaitStrategy strategy : values())
        {
            if (strategy.name().equalsIgnoreCase(name))
            {
                return strategy;
            }
        }
        throw new ConfigurationException("no wait strategy '" + name + "': give auto, " +
            Arrays.stream(values()).map((s) -> s.name().toLowerCase(Locale.ROOT)).collect(Collectors.joining(", ")));
    }

    /**
     * For {@link #EVENT} this parks: only {@link io.skein.Skein#newIdleStrategy()} knows what to sleep on.
     *
     * @param hook runs the embedded driver.
     * @return a new idle strategy; it keeps state and belongs to one thread.
     */
    public IdleStrategy newIdleStrategy(final CooperativeHook hook)
    {
        return new CooperativeIdleStrategy(this, hook);
    }
}
