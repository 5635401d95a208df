package io.skein.perf.wakeup;

import org.HdrHistogram.Histogram;

import java.util.concurrent.locks.LockSupport;

/**
 * What no library can do better: a thread parks, another writes a number that it waits for and unparks it.
 */
final class BareWakeup
{
    /**
     * Its name as a system.
     */
    static final String NAME = "unpark";

    private final Histogram latencies = new Histogram(WakeupRun.LONGEST_NS, 3);
    private final Thread sleeper = new Thread(this::sleep, "wakeup-bare");
    private volatile long sentNs;
    private volatile long seenNs;
    private volatile boolean isStopped;
    private volatile boolean isWarm;

    BareWakeup()
    {
        sleeper.setDaemon(true);
        sleeper.start();
    }

    void warm()
    {
        isWarm = true;
    }

    /**
     * Wakes the thread, unless it has not seen the last time yet: two would count as one, and as the later.
     */
    void send()
    {
        if (seenNs == sentNs)
        {
            sentNs = System.nanoTime();
            LockSupport.unpark(sleeper);
        }
    }

    private void sleep()
    {
        while (!isStopped)
        {
            final long newNs = sentNs;
            if (newNs == seenNs)
            {
                LockSupport.park(this);
                continue;
            }
            if (isWarm)
            {
                WakeupRun.record(latencies, System.nanoTime() - newNs);
            }
            seenNs = newNs;
        }
    }

    /**
     * Ends the thread.
     */
    void end() throws InterruptedException
    {
        isStopped = true;
        LockSupport.unpark(sleeper);
        sleeper.join();
    }

    /**
     * @return from just before the number was written until it was seen; after the end.
     */
    Histogram latencies()
    {
        return latencies;
    }
}
