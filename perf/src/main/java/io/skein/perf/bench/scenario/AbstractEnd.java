package io.skein.perf.bench.scenario;

import com.sun.management.ThreadMXBean;
import io.skein.perf.bench.end.End;
import io.skein.perf.bench.end.EndReport;
import io.skein.perf.bench.end.Round;
import io.skein.perf.bench.system.Transport;
import org.HdrHistogram.Histogram;
import org.agrona.concurrent.IdleStrategy;

import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * What ends have in common: waiting, stopping, and the meters around a round.
 */
abstract class AbstractEnd implements End
{
    /**
     * Messages in one call of the loop's body: it is then compiled as a method, and not only as a loop that is entered
     * while it runs.
     */
    static final int BATCH = 1_000;

    private static final ThreadMXBean THREADS = (ThreadMXBean)ManagementFactory.getThreadMXBean();
    private static final long CONNECT_TIMEOUT_NS = TimeUnit.SECONDS.toNanos(10);
    private static final long CONNECT_PARK_NS = 1_000_000;

    private final Transport transport;
    private final IdleStrategy idle;
    private volatile boolean isStopped;

    /**
     * Messages so far. Written by the end's thread.
     */
    long done;

    AbstractEnd(final Transport transport)
    {
        this.transport = transport;
        idle = transport.newIdleStrategy();
    }

    abstract boolean isConnected();

    /**
     * Play the messages from {@link #done} on.
     */
    abstract void play(Round round);

    abstract long corrupted();

    @Override
    public final void awaitConnected()
    {
        final long startNs = System.nanoTime();
        while (!isConnected())
        {
            if (System.nanoTime() - startNs > CONNECT_TIMEOUT_NS)
            {
                throw new IllegalStateException("the two ends did not see each other within " +
                    TimeUnit.NANOSECONDS.toSeconds(CONNECT_TIMEOUT_NS) + " s");
            }
            LockSupport.parkNanos(CONNECT_PARK_NS);
        }
    }

    @Override
    public final EndReport run(final Round round)
    {
        final long corruptedBefore = corrupted();
        final long cpuNs = THREADS.getCurrentThreadCpuTime();
        final long allocated = THREADS.getCurrentThreadAllocatedBytes();
        final long startNs = System.nanoTime();
        play(round);
        final long endNs = System.nanoTime();
        final long allocatedAtEnd = THREADS.getCurrentThreadAllocatedBytes();
        return new EndReport(
            startNs,
            endNs,
            corrupted() - corruptedBefore,
            allocatedAtEnd - allocated,
            THREADS.getCurrentThreadCpuTime() - cpuNs);
    }

    @Override
    public Histogram latencies()
    {
        return null;
    }

    @Override
    public final long progress()
    {
        return done;
    }

    @Override
    public final void stop()
    {
        isStopped = true;
    }

    @Override
    public final void close()
    {
        transport.close();
    }

    /**
     * After every poll, and after every refusal.
     *
     * @param workCount 0 when there was nothing to do.
     */
    final void pause(final int workCount)
    {
        if (0 == workCount && isStopped)
        {
            throw new IllegalStateException("stopped");
        }
        idle.idle(workCount);
    }

    final void resetIdle()
    {
        idle.reset();
    }
}
