package io.skein.tool;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets a command end in good order when the process is told to stop (SIGINT, SIGTERM): the thread that made it is
 * interrupted, and the process waits for a while until that thread has closed it. The exit code is the signal's, 130 or
 * 143, whatever the command returns.
 * <pre>{@code
 * try (StopSignal stop = StopSignal.install())
 * {
 *     while (!stop.isRaised())
 *     {
 *         ...
 *     }
 * }
 * }</pre>
 */
public final class StopSignal implements AutoCloseable
{
    private static final long PATIENCE_S = 5;

    private final Thread owner = Thread.currentThread();
    private final CountDownLatch finished = new CountDownLatch(1);
    private final Thread hook = new Thread(this::onShutdown, "skein-stop");
    private volatile boolean isRaised;

    private StopSignal()
    {
    }

    /**
     * @return a signal for the calling thread; close it last.
     */
    public static StopSignal install()
    {
        final StopSignal signal = new StopSignal();
        try
        {
            Runtime.getRuntime().addShutdownHook(signal.hook);
        }
        catch (final IllegalStateException alreadyStopping)
        {
            signal.isRaised = true;
        }
        return signal;
    }

    /**
     * @return whether the process shall stop. From any thread, at the cost of a volatile read.
     */
    public boolean isRaised()
    {
        return isRaised;
    }

    /**
     * Say what a signal would, without one: for the end of a run, and for tests.
     */
    public void raise()
    {
        isRaised = true;
        owner.interrupt();
    }

    /**
     * The command is done: the process may end. Idempotent.
     */
    @Override
    public void close()
    {
        finished.countDown();
        if (!isRaised)
        {
            try
            {
                Runtime.getRuntime().removeShutdownHook(hook);
            }
            catch (final IllegalStateException alreadyStopping)
            {
                isRaised = true;
            }
        }
    }

    private void onShutdown()
    {
        raise();
        try
        {
            finished.await(PATIENCE_S, TimeUnit.SECONDS);
        }
        catch (final InterruptedException ex)
        {
            Thread.currentThread().interrupt();
        }
    }
}
