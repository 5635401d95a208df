package io.skein.perf.bench;

import com.sun.management.ThreadMXBean;

import java.lang.management.ManagementFactory;
import java.util.function.IntSupplier;

/**
 * The driver's duty cycle as the thread of an end runs it while it waits, and what that allocates. It is the driver's
 * and not the messages': Aeron looks once a second whether addresses have changed, with iterators, in code that runs
 * too seldom to be compiled.
 */
final class DriverMeter implements IntSupplier
{
    private static final ThreadMXBean THREADS = (ThreadMXBean)ManagementFactory.getThreadMXBean();

    private final IntSupplier hook;
    private Thread thread;
    private long allocatedBytes;

    /**
     * @param hook runs one duty cycle.
     */
    DriverMeter(final IntSupplier hook)
    {
        this.hook = hook;
    }

    /**
     * From now on count what the cycles of the calling thread allocate, and only those.
     */
    void begin()
    {
        thread = Thread.currentThread();
        allocatedBytes = 0;
    }

    /**
     * To be called by the thread that began.
     *
     * @return bytes since then.
     */
    long allocatedBytes()
    {
        return allocatedBytes;
    }

    @Override
    public int getAsInt()
    {
        if (Thread.currentThread() != thread)
        {
            return hook.getAsInt();
        }
        final long before = THREADS.getCurrentThreadAllocatedBytes();
        final int workCount = hook.getAsInt();
        allocatedBytes += THREADS.getCurrentThreadAllocatedBytes() - before;
        return workCount;
    }
}
