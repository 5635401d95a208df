package io.skein.idle;

import org.agrona.concurrent.IdleStrategy;

import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

/**
 * Spins, then runs the embedded driver, then yields or parks. Belongs to one thread.
 */
final class CooperativeIdleStrategy implements IdleStrategy
{
    /**
     * Rounds of spinning before the driver is run: long enough that an answer from the other core comes first.
     */
    private static final int SPINS = 100;
    private static final int YIELDS_BEFORE_PARK = 100;
    private static final long MIN_PARK_NS = 1_000;
    private static final long MAX_PARK_NS = 1_000_000;

    private final WaitStrategy strategy;
    private final CooperativeHook hook;
    private int spins;
    private int yields;
    private long parkNs = MIN_PARK_NS;

    CooperativeIdleStrategy(final WaitStrategy strategy, final CooperativeHook hook)
    {
        this.strategy = strategy;
        this.hook = hook;
    }

    @Override
    public void idle(final int workCount)
    {
        if (workCount > 0)
        {
            reset();
        }
        else
        {
            idle();
        }
    }

    @Override
    public void idle()
    {
        if (spins < SPINS)
        {
            ++spins;
            Thread.onSpinWait();
        }
        else if (hook.runDutyCycle() <= 0 && WaitStrategy.SPIN != strategy)
        {
            giveWay();
        }
    }

    @Override
    public void reset()
    {
        if (0 != spins)
        {
            spins = 0;
            yields = 0;
            parkNs = MIN_PARK_NS;
        }
    }

    @Override
    public String alias()
    {
        return "skein-" + strategy.name().toLowerCase(Locale.ROOT);
    }

    private void giveWay()
    {
        if (WaitStrategy.YIELD == strategy || yields < YIELDS_BEFORE_PARK)
        {
            ++yields;
            Thread.yield();
        }
        else
        {
            LockSupport.parkNanos(parkNs);
            parkNs = Math.min(parkNs << 1, MAX_PARK_NS);
        }
    }
}
