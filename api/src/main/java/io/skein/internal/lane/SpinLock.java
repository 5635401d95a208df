package io.skein.internal.lane;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Mutual exclusion for a few dozen nanoseconds: a thread that finds it taken spins, then yields.
 */
final class SpinLock
{
    private static final int SPINS = 100;

    private final AtomicBoolean isTaken = new AtomicBoolean();

    void lock()
    {
        int spins = 0;
        while (isTaken.get() || !isTaken.compareAndSet(false, true))
        {
            if (++spins < SPINS)
            {
                Thread.onSpinWait();
            }
            else
            {
                Thread.yield();
            }
        }
    }

    void unlock()
    {
        isTaken.setRelease(false);
    }
}
