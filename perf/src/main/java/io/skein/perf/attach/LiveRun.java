package io.skein.perf.attach;

import io.skein.Connection;
import io.skein.HandlerException;
import io.skein.Skein;
import io.skein.SkeinException;
import io.skein.SkeinOptions;
import io.skein.driver.EmbeddedDriver;
import io.skein.tool.StopSignal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Runs ends on a driver until their time is over or a signal comes, and looks from time to time.
 */
public final class LiveRun
{
    private static final double NS_PER_SECOND = 1e9;
    private static final long LONGEST_PARK_NS = TimeUnit.MILLISECONDS.toNanos(50);

    private final Pace pace;
    private final Path aeronDirectory;
    private final RunState state = new RunState();

    /**
     * @param pace           of the run.
     * @param aeronDirectory of a driver that runs already, or null for an embedded one.
     */
    public LiveRun(final Pace pace, final Path aeronDirectory)
    {
        this.pace = pace;
        this.aeronDirectory = aeronDirectory;
    }

    /**
     * Run, once. Blocks.
     *
     * @param watched what runs.
     * @return its exit code.
     * @throws IOException    when a file can not be written.
     * @throws SkeinException when an end fails, it is stopped before anything is measured, or what is watched finds
     *                        itself to have failed.
     */
    public int run(final Watched watched) throws IOException
    {
        final SkeinOptions options =
            SkeinOptions.DEFAULTS.withCloseTimeout(Duration.ZERO).withErrorHandler(this::onError);
        try (StopSignal stop = StopSignal.install();
            EmbeddedDriver driver = null == aeronDirectory ? EmbeddedDriver.launch() : null;
            Skein skein = Skein.connect(
                null == driver ? Connection.to(aeronDirectory) : driver.connection(), options))
        {
            final List<Thread> threads = new ArrayList<>();
            watched.ends(skein, state).forEach((end) -> threads.add(thread(end)));
            threads.forEach(Thread::start);
            final long startNs;
            try
            {
                startNs = watch(watched, stop);
            }
            finally
            {
                state.end();
                join(threads);
            }
            state.check();
            Thread.interrupted();
            if (!state.isWarm())
            {
                throw new SkeinException("stopped during the warm-up of " + pace.warmupSeconds() +
                    " s: nothing was measured");
            }
            return watched.finish(Math.max(1, state.endNs() - startNs), stop.isRaised());
        }
    }

    private Thread thread(final Runnable end)
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
            catch (final Throwable ex)
            {
                state.fail(new SkeinException(Thread.currentThread().getName() + " failed: " + ex, ex));
            }
        }, end.getClass().getSimpleName());
        thread.setDaemon(true);
        return thread;
    }

    /**
     * A poll reports what its handler throws, and goes on without the message.
     */
    private void onError(final Throwable error)
    {
        if (error instanceof HandlerException ex)
        {
            state.fail(ex);
        }
        else
        {
            SkeinOptions.DEFAULTS.errorHandler().onError(error);
        }
    }

    /**
     * @return when what is measured began.
     */
    private long watch(final Watched watched, final StopSignal stop) throws IOException
    {
        pause(System.nanoTime() + (long)(pace.warmupSeconds() * NS_PER_SECOND), stop);
        if (state.isOver() || stop.isRaised())
        {
            return 0;
        }
        watched.begin();
        final long startNs = System.nanoTime();
        final long endNs = 0 == pace.seconds() ? Long.MAX_VALUE : (long)(pace.seconds() * NS_PER_SECOND);
        state.warm();
        long seenNs = 0;
        while (!state.isOver() && !stop.isRaised() && seenNs < endNs)
        {
            final long nextNs = Math.min(endNs, seenNs + (long)(pace.intervalSeconds() * NS_PER_SECOND));
            pause(startNs + nextNs, stop);
            seenNs = System.nanoTime() - startNs;
            if (seenNs >= endNs || stop.isRaised())
            {
                // Before it is shown, so that showing it takes no part of the time.
                state.end();
            }
            watched.look(seenNs);
        }
        return startNs;
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
}
