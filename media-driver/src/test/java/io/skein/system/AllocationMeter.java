package io.skein.system;

import com.sun.management.ThreadMXBean;
import io.skein.Connection;
import io.skein.idle.CooperativeHook;

import java.lang.management.ManagementFactory;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * Counts what threads allocate on the heap while messages are published and polled.
 */
final class AllocationMeter
{
    private static final ThreadMXBean THREADS = (ThreadMXBean)ManagementFactory.getThreadMXBean();
    private static final int ROUNDS = 20;
    private static final long PARK_NS = 50_000;

    private static volatile Thread metered;
    private static long driverBytes;

    private AllocationMeter()
    {
    }

    /**
     * What the driver allocates is not counted where the metered thread runs it while it waits: whether its iterators
     * are objects is up to the compiler, and differs from run to run.
     *
     * @param connection to an embedded driver.
     * @return the same, metered.
     */
    static Connection metered(final Connection connection)
    {
        final CooperativeHook hook = connection.hook();
        return new Connection(connection.aeronDirectory(), new CooperativeHook()
        {
            @Override
            public int runDutyCycle()
            {
                if (Thread.currentThread() != metered)
                {
                    return hook.runDutyCycle();
                }
                final long before = THREADS.getCurrentThreadAllocatedBytes();
                final int workCount = hook.runDutyCycle();
                driverBytes += THREADS.getCurrentThreadAllocatedBytes() - before;
                return workCount;
            }

            @Override
            public boolean addListener(final Runnable listener)
            {
                return hook.addListener(listener);
            }

            @Override
            public void removeListener(final Runnable listener)
            {
                hook.removeListener(listener);
            }
        });
    }

    /**
     * @param exchange to play.
     * @param warmup   messages before the first look.
     * @param messages of each round.
     * @param others   whose allocation counts as well; the calling thread's always does.
     * @return bytes allocated in the best round, 0 as soon as there is such a one: before a method is compiled for the
     *     first time, the thread that asks for it makes the strings that its class names, and code that is thrown away
     *     made no objects that the interpreter makes.
     */
    static long leastBytes(
        final Exchange exchange, final int warmup, final int messages, final Thread... others)
    {
        play(exchange, warmup);
        final long[] ids =
            Stream.concat(Stream.of(Thread.currentThread()), Stream.of(others)).mapToLong(Thread::getId).toArray();
        long least = Long.MAX_VALUE;
        metered = Thread.currentThread();
        for (int i = 0; i < ROUNDS && least > 0; i++)
        {
            final long start = allocatedBytes(ids);
            final long ofMeter = allocatedBytes(ids) - start;
            driverBytes = 0;
            final long before = allocatedBytes(ids);
            play(exchange, messages);
            least = Math.min(least, allocatedBytes(ids) - before - ofMeter - driverBytes);
        }
        metered = null;
        return least;
    }

    private static long allocatedBytes(final long[] threadIds)
    {
        long sum = 0;
        for (final long id : threadIds)
        {
            sum += THREADS.getThreadAllocatedBytes(id);
        }
        return sum;
    }

    private static void play(final Exchange exchange, final int messages)
    {
        for (int i = 0; i < messages; i++)
        {
            // The driver is left to its pump, so that what the driver allocates is not counted here.
            while (exchange.publish(i) <= 0)
            {
                LockSupport.parkNanos(PARK_NS);
            }
            while (0 == exchange.poll())
            {
                Thread.onSpinWait();
            }
        }
    }

    /**
     * One way to publish, and the poll that goes with it.
     */
    interface Exchange extends AutoCloseable
    {
        /**
         * @param value to publish.
         * @return a position, or a refusal.
         */
        long publish(long value);

        /**
         * @return how many messages came.
         */
        int poll();

        @Override
        void close();
    }
}
