package io.skein.perf.latency;

import io.skein.Connection;
import io.skein.Skein;
import io.skein.SkeinException;
import io.skein.SkeinOptions;
import io.skein.driver.EmbeddedDriver;
import io.skein.tool.ExitCodes;
import io.skein.tool.StopSignal;
import io.skein.tool.Terminal;
import io.skein.tool.Units;
import org.HdrHistogram.Histogram;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Puts driver, ends, screen and files together, and looks from time to time.
 */
final class LatencyRun
{
    private static final double NS_PER_SECOND = 1e9;
    private static final long LONGEST_PARK_NS = TimeUnit.MILLISECONDS.toNanos(50);

    private final LatencySetup setup;
    private final PrintWriter out;
    private final LatencyScreen screen;
    private final RunState state = new RunState();
    private final Histogram total = new Histogram(3);

    LatencyRun(final LatencySetup setup, final PrintWriter out, final PrintWriter err, final Terminal terminal)
    {
        this.setup = setup;
        this.out = out;
        screen = new LatencyScreen(err, terminal);
    }

    /**
     * @return one of the {@link ExitCodes}.
     * @throws IOException    when a file can not be written.
     * @throws SkeinException when an end fails, nothing was received, messages were lost or the rate was missed.
     */
    int run() throws IOException
    {
        final SkeinOptions options = SkeinOptions.DEFAULTS.withCloseTimeout(Duration.ZERO);
        try (StopSignal stop = StopSignal.install();
            EmbeddedDriver driver = null == setup.aeronDirectory() ? EmbeddedDriver.launch() : null;
            Skein skein = Skein.connect(
                null == driver ? Connection.to(setup.aeronDirectory()) : driver.connection(), options))
        {
            final LatencyReceiver receiver = new LatencyReceiver(skein, setup, state);
            final List<Thread> threads = new ArrayList<>(List.of(thread("latency-receiver", receiver)));
            if (!setup.isAttached())
            {
                threads.add(thread("latency-sender", new LatencySender(skein, setup, state)));
            }
            threads.forEach(Thread::start);
            final double seconds;
            try
            {
                seconds = watch(receiver, stop);
            }
            finally
            {
                state.end();
                join(threads);
            }
            state.check();
            return finish(receiver, seconds, stop.isRaised());
        }
    }

    private Thread thread(final String name, final Runnable end)
    {
        final Thread thread = new Thread(() ->
        {
            try
            {
                end.run();
            }
            catch (final RuntimeException ex)
            {
                state.fail(ex);
            }
        }, name);
        thread.setDaemon(true);
        return thread;
    }

    /**
     * @return seconds that were measured.
     */
    private double watch(final LatencyReceiver receiver, final StopSignal stop) throws IOException
    {
        pause(System.nanoTime() + (long)(setup.warmupSeconds() * NS_PER_SECOND), stop);
        final long startNs = System.nanoTime();
        final long endNs = 0 == setup.seconds() ? Long.MAX_VALUE : (long)(setup.seconds() * NS_PER_SECOND);
        state.warm();
        try (LatencyLog log = LatencyLog.open(setup.hlog()))
        {
            long seenNs = 0;
            Histogram interval = null;
            while (!state.isOver() && !stop.isRaised() && seenNs < endNs)
            {
                final long nextNs = Math.min(endNs, seenNs + (long)(setup.intervalSeconds() * NS_PER_SECOND));
                pause(startNs + nextNs, stop);
                final long nowNs = System.nanoTime() - startNs;
                interval = receiver.recorder().getIntervalHistogram(interval);
                total.add(interval);
                log.add(interval);
                screen.show(interval, (nowNs - seenNs) / NS_PER_SECOND, total, nowNs / NS_PER_SECOND,
                    receiver.publisherCount());
                seenNs = nowNs;
            }
            return Math.max(1, seenNs) / NS_PER_SECOND;
        }
    }

    private void pause(final long untilNs, final StopSignal stop)
    {
        long leftNs;
        while ((leftNs = untilNs - System.nanoTime()) > 0 && !stop.isRaised() && !state.isOver())
        {
            LockSupport.parkNanos(Math.min(leftNs, LONGEST_PARK_NS));
        }
        // What follows writes files, and an interrupt would close them.
        Thread.interrupted();
    }

    private static void join(final List<Thread> threads)
    {
        for (final Thread thread : threads)
        {
            while (thread.isAlive())
            {
                try
                {
                    thread.join();
                }
                catch (final InterruptedException ex)
                {
                    // The run is over already: it is what the interrupt is for.
                    Thread.interrupted();
                }
            }
        }
    }

    private int finish(final LatencyReceiver receiver, final double seconds, final boolean isStopped)
        throws IOException
    {
        Thread.interrupted();
        final long lost = receiver.lost();
        final double perSecond = total.getTotalCount() / seconds;
        new LatencyReport(setup, total, seconds, lost).write(out);
        if (0 == total.getTotalCount())
        {
            throw new SkeinException("no message came on topic " + setup.topic().name() + ", stream " +
                setup.topic().streamId() + ": is its publisher there, and on the same driver?");
        }
        if (lost > 0)
        {
            throw new SkeinException(Units.count(lost) + " messages were lost");
        }
        if (setup.isMissed(perSecond) && !isStopped)
        {
            throw new SkeinException("rate missed: " + Units.rate(perSecond) + " of " +
                Units.rate(setup.ratePerSecond()) + " came; give a lower --rate");
        }
        return isStopped ? ExitCodes.INTERRUPTED : ExitCodes.OK;
    }
}
