package io.skein.examples.pace;

import io.skein.InterruptedWaitException;
import io.skein.WaitTimeoutException;
import org.agrona.concurrent.IdleStrategy;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Waits in a polling loop: idles, and looks at the clock every so many rounds. Belongs to one thread.
 */
public final class Deadline
{
    static final int ROUNDS_PER_LOOK = 1 << 10;

    private final IdleStrategy idle;
    private final BooleanSupplier stop;
    private final LongSupplier nanoClock;
    private final long timeoutNs;
    private final String hint;
    private long rounds;
    private long startNs;
    private boolean isStarted;

    /**
     * @param idle    of the thread.
     * @param stop    says whether the process shall stop, which ends each wait.
     * @param timeout longest wait without progress.
     * @param hint    of what to do when the time is up, for the message.
     */
    public Deadline(final IdleStrategy idle, final BooleanSupplier stop, final Duration timeout, final String hint)
    {
        this(idle, stop, timeout, hint, System::nanoTime);
    }

    Deadline(
        final IdleStrategy idle,
        final BooleanSupplier stop,
        final Duration timeout,
        final String hint,
        final LongSupplier nanoClock)
    {
        this.idle = idle;
        this.stop = stop;
        this.hint = hint;
        this.nanoClock = nanoClock;
        timeoutNs = timeout.toNanos();
    }

    /**
     * There was progress: the wait that comes next is a new one.
     */
    public void progress()
    {
        rounds = 0;
        isStarted = false;
        idle.reset();
    }

    /**
     * Wait a little. The clock starts with the first look, so that short waits never read it.
     *
     * @return true when it is time to look at the clock, and whether the other side is still there.
     */
    public boolean idle()
    {
        idle.idle();
        return 0 == ++rounds % ROUNDS_PER_LOOK;
    }

    /**
     * @return whether there was no progress for as long as the timeout.
     */
    public boolean isOver()
    {
        final long nowNs = nanoClock.getAsLong();
        if (!isStarted)
        {
            isStarted = true;
            startNs = nowNs;
        }
        return nowNs - startNs - timeoutNs > 0;
    }

    /**
     * @param what is waited for, for the message.
     * @throws WaitTimeoutException     when the time is up.
     * @throws InterruptedWaitException when the process shall stop.
     */
    public void check(final String what)
    {
        if (stop.getAsBoolean())
        {
            throw new InterruptedWaitException("stopped while waiting for " + what);
        }
        if (isOver())
        {
            throw new WaitTimeoutException(
                "waited " + timeoutNs / 1_000_000_000L + " s for " + what + ": " + hint);
        }
    }
}
