package io.skein.internal.bell;

import io.skein.idle.CooperativeHook;
import org.agrona.concurrent.IdleStrategy;

/**
 * Spins, runs the embedded driver, yields, and then sleeps until something is published: two calls, one that asks to be
 * rung and one that sleeps, so that the caller polls in between. Belongs to one thread.
 */
public final class EventIdleStrategy implements IdleStrategy
{
    private static final int SPINS = 100;
    private static final int YIELDS = 10;

    private final Bells bells;
    private final CooperativeHook hook;
    private final Source[] fixed;
    private final Sleeper sleeper;
    private long longestNs = Long.MAX_VALUE;
    private int spins;
    private int yields;

    /**
     * @param bells of the connection.
     * @param hook  runs the embedded driver.
     * @param fixed sources to sleep on, or null for those that the caller polls.
     */
    EventIdleStrategy(final Bells bells, final CooperativeHook hook, final Source[] fixed)
    {
        this.bells = bells;
        this.hook = hook;
        this.fixed = fixed;
        sleeper = new Sleeper(bells);
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

    /**
     * Like {@link #idle()}, but no longer than that.
     *
     * @param limitNs more than 0.
     */
    public void idleAtMost(final long limitNs)
    {
        longestNs = limitNs;
        idle();
        longestNs = Long.MAX_VALUE;
    }

    @Override
    public void idle()
    {
        if (spins < SPINS)
        {
            ++spins;
            Thread.onSpinWait();
        }
        else if (sleeper.isArmed())
        {
            sleeper.sleep(longestNs);
        }
        else if (hook.runDutyCycle() <= 0)
        {
            if (yields < YIELDS)
            {
                ++yields;
                Thread.yield();
            }
            else
            {
                sleeper.arm(null == fixed ? bells.sources() : fixed, null != fixed);
            }
        }
    }

    @Override
    public void reset()
    {
        if (0 != spins)
        {
            spins = 0;
            yields = 0;
            sleeper.worked();
        }
    }

    @Override
    public String alias()
    {
        return "skein-event";
    }
}
