package io.skein.internal.stream;

import io.skein.InterruptedWaitException;
import io.skein.WaitTimeoutException;
import io.skein.internal.bell.Source;
import io.skein.internal.link.Links;
import org.agrona.concurrent.IdleStrategy;

/**
 * One wait of one thread: for room, for bytes, for the other end. The one place where byte streams wait.
 */
final class Waiting
{
    /**
     * Until it happens, this end is closed, the other end is lost, or the thread is interrupted.
     */
    static final long FOR_EVER = Long.MAX_VALUE;

    private final Links links;
    private final String what;
    private final IdleStrategy idle;
    private final long startNs = System.nanoTime();
    private final long timeoutNs;

    /**
     * Begins now.
     *
     * @param links     of the connection.
     * @param timeoutNs longest wait.
     * @param what      is waited for, for messages.
     * @param sources   from which word of it comes.
     */
    Waiting(final Links links, final long timeoutNs, final String what, final Source... sources)
    {
        this.links = links;
        this.timeoutNs = timeoutNs;
        this.what = what;
        idle = links.newIdleStrategy(sources);
    }

    /**
     * Wait a little.
     *
     * @param advice what to do about it when the time is up, for messages.
     */
    void once(final String advice)
    {
        if (Thread.currentThread().isInterrupted())
        {
            throw new InterruptedWaitException("interrupted while waiting for " + what);
        }
        if (isOver())
        {
            throw timeout(advice);
        }
        idle.idle();
    }

    boolean isOver()
    {
        return System.nanoTime() - startNs >= timeoutNs;
    }

    WaitTimeoutException timeout(final String advice)
    {
        return new WaitTimeoutException("waited " + timeoutNs / 1_000_000.0 + " ms for " + what + " (driver " +
            links.state() + "): " + advice);
    }
}
