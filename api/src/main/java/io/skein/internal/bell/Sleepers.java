package io.skein.internal.bell;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The threads of one connection that are about to sleep or do. Safe for any thread.
 */
final class Sleepers
{
    private static final int ANY = -1;
    private static final int DRIVER = -2;

    private final ReentrantLock lock = new ReentrantLock();
    private final List<Sleeper> armed = new ArrayList<>();
    private volatile int driverBound;

    /**
     * From now on the sleeper is rung. A thread sleeps once at a time, so what it left here before goes.
     */
    void add(final Sleeper sleeper)
    {
        lock.lock();
        try
        {
            // By index: neither a lambda nor an iterator is made each time that a thread falls asleep.
            for (int i = armed.size() - 1; i >= 0; i--)
            {
                final Thread other = armed.get(i).thread();
                if (other == sleeper.thread() || !other.isAlive())
                {
                    armed.remove(i);
                }
            }
            armed.add(sleeper);
            count();
        }
        finally
        {
            lock.unlock();
        }
    }

    void remove(final Sleeper sleeper)
    {
        lock.lock();
        try
        {
            armed.remove(sleeper);
            count();
        }
        finally
        {
            lock.unlock();
        }
    }

    int size()
    {
        lock.lock();
        try
        {
            return armed.size();
        }
        finally
        {
            lock.unlock();
        }
    }

    /**
     * @param bucket of a stream in which something was published.
     */
    void ring(final int bucket)
    {
        for (Sleeper sleeper = take(bucket); null != sleeper; sleeper = take(bucket))
        {
            sleeper.ring();
        }
    }

    /**
     * Something has changed that is no message.
     */
    void ringAll()
    {
        for (Sleeper sleeper = take(ANY); null != sleeper; sleeper = take(ANY))
        {
            sleeper.ring();
        }
    }

    /**
     * @return whether somebody waits for what the driver in this process does. After a full fence.
     */
    boolean isDriverBound()
    {
        return driverBound > 0;
    }

    /**
     * The driver in this process has done something.
     */
    void ringDriverBound()
    {
        for (Sleeper sleeper = take(DRIVER); null != sleeper; sleeper = take(DRIVER))
        {
            sleeper.ringByDriver();
        }
    }

    /**
     * One at a time, to be rung without the lock: who wakes takes it.
     */
    private Sleeper take(final int bucket)
    {
        lock.lock();
        try
        {
            for (int i = armed.size() - 1; i >= 0; i--)
            {
                final Sleeper sleeper = armed.get(i);
                if (ANY == bucket || DRIVER == bucket && sleeper.isDriverBound() ||
                    bucket >= 0 && sleeper.isInterestedIn(bucket))
                {
                    armed.remove(i);
                    count();
                    return sleeper;
                }
            }
            return null;
        }
        finally
        {
            lock.unlock();
        }
    }

    private void count()
    {
        int count = 0;
        for (int i = 0; i < armed.size(); i++)
        {
            count += armed.get(i).isDriverBound() ? 1 : 0;
        }
        if (driverBound != count)
        {
            driverBound = count;
        }
    }
}
