package io.skein.driver;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Keeps what follows off the cache line before it.
 */
abstract class CooperativeLeftPadding
{
    long p00;
    long p01;
    long p02;
    long p03;
    long p04;
    long p05;
    long p06;
    long p07;
    long p08;
    long p09;
    long p10;
    long p11;
    long p12;
    long p13;
    long p14;
}

/**
 * The words that all idle threads look at.
 */
abstract class CooperativeWords extends CooperativeLeftPadding
{
    int state;
    boolean isPumpWanted;
}

/**
 * A try-lock that can be closed for good, alone on its cache lines.
 */
abstract class CooperativeState extends CooperativeWords
{
    static final int FREE = 0;
    static final int BUSY = 1;
    static final int STOPPED = 2;
    static final int CLOSED = 3;

    private static final VarHandle STATE;
    private static final VarHandle PUMP_WANTED;

    static
    {
        try
        {
            final MethodHandles.Lookup lookup = MethodHandles.lookup();
            STATE = lookup.findVarHandle(CooperativeWords.class, "state", int.class);
            PUMP_WANTED = lookup.findVarHandle(CooperativeWords.class, "isPumpWanted", boolean.class);
        }
        catch (final ReflectiveOperationException ex)
        {
            throw new ExceptionInInitializerError(ex);
        }
    }

    long p15;
    long p16;
    long p17;
    long p18;
    long p19;
    long p20;
    long p21;
    long p22;
    long p23;
    long p24;
    long p25;
    long p26;
    long p27;
    long p28;
    long p29;

    /**
     * A look that costs no more than a load from the own cache while nothing changes.
     */
    final int stateOpaque()
    {
        return (int)STATE.getOpaque(this);
    }

    final int stateAcquire()
    {
        return (int)STATE.getAcquire(this);
    }

    /**
     * Acquire the duty cycle: everything that the thread before has done in it is visible. // sync: duty cycle
     */
    final boolean tryMove(final int from, final int to)
    {
        return from == (int)STATE.getOpaque(this) && STATE.compareAndSet(this, from, to);
    }

    /**
     * Hand the duty cycle on. // sync: duty cycle
     */
    final void leave(final int next)
    {
        STATE.setRelease(this, next);
    }

    final boolean isPumpWanted()
    {
        return (boolean)PUMP_WANTED.getOpaque(this);
    }

    final void pumpWanted(final boolean isWanted)
    {
        PUMP_WANTED.setOpaque(this, isWanted);
    }
}
