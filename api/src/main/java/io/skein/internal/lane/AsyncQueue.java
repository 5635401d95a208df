package io.skein.internal.lane;

import io.skein.ClosedException;
import io.skein.InterruptedWaitException;
import io.skein.Outcome;
import io.skein.SkeinException;
import io.skein.WaitTimeoutException;
import io.skein.internal.link.Links;
import io.skein.internal.link.Timeouts;
import io.skein.message.AsyncOptions;
import io.skein.payload.Payload;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * What a publisher was handed to publish later, and the thread that does it: there is none before the first payload
 * comes, and it sleeps while there is none. It publishes as any other thread does, so while the log has no room it
 * waits by the strategy of the options and runs the embedded driver. Safe for any thread; nothing waits with a monitor
 * held.
 */
final class AsyncQueue implements Runnable
{
    /**
     * How often the thread looks by itself whether the publisher was closed, should nobody tell it.
     */
    private static final long LOOK_NS = TimeUnit.SECONDS.toNanos(1);

    private final Links links;
    private final String topic;
    private final BooleanSupplier isPublisherClosed;
    private final AsyncOptions options;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition hasWork = lock.newCondition();
    private final Condition hasRoom = lock.newCondition();
    private final Queue<PendingPublish> pending = new ArrayDeque<>();
    private Thread thread;
    private boolean isClosed;

    /**
     * @param links             of the publisher.
     * @param topic             of the publisher.
     * @param isPublisherClosed asks the publisher.
     */
    AsyncQueue(final Links links, final String topic, final BooleanSupplier isPublisherClosed)
    {
        this.links = links;
        this.topic = topic;
        this.isPublisherClosed = isPublisherClosed;
        options = links.options().async();
    }

    /**
     * @param payload to close when it is in the log or failed.
     * @param publish puts it into the log, waiting.
     * @return completed then; with {@link Outcome#BUSY} when there was no room for it here.
     */
    CompletableFuture<Long> add(final Payload payload, final LongSupplier publish)
    {
        final PendingPublish next = new PendingPublish(this, payload, publish);
        long outcome = 0;
        SkeinException failure = null;
        try
        {
            outcome = tryAdd(next);
        }
        catch (final SkeinException ex)
        {
            failure = ex;
        }
        if ((null != failure || 0 != outcome) && next.claim())
        {
            next.release();
            next.end(outcome, failure);
        }
        return next;
    }

    private long tryAdd(final PendingPublish next)
    {
        lock.lock();
        try
        {
            if (!awaitRoom())
            {
                return Outcome.BUSY;
            }
            pending.add(next);
            if (null == thread)
            {
                thread = new Thread(this, "skein-publish");
                thread.setDaemon(true);
                thread.start();
            }
            hasWork.signal();
            return 0;
        }
        catch (final InterruptedException ex)
        {
            Thread.currentThread().interrupt();
            throw new InterruptedWaitException("interrupted while " + pending.size() + " payloads waited to be " +
                "published to topic " + topic);
        }
        finally
        {
            lock.unlock();
        }
    }

    /**
     * @return false when it is refused at once.
     */
    private boolean awaitRoom() throws InterruptedException
    {
        long leftNs = Timeouts.nanos(options.timeout());
        while (!isClosed && pending.size() >= options.maxPending())
        {
            // The thread that makes room must not wait for it, which it might where it completes futures itself.
            if (options.timeout().isZero() || Thread.currentThread() == thread)
            {
                return false;
            }
            if (leftNs <= 0)
            {
                throw new WaitTimeoutException("topic " + topic + ": for " + options.timeout() + " there were " +
                    pending.size() + " payloads to be published before; raise AsyncOptions.maxPending or timeout, " +
                    "or publish less");
            }
            leftNs = hasRoom.awaitNanos(leftNs);
        }
        if (isClosed)
        {
            throw new ClosedException("the publisher of topic " + topic + " is closed");
        }
        return true;
    }

    @Override
    public void run()
    {
        PendingPublish next;
        while (null != (next = head()))
        {
            if (next.claim())
            {
                publish(next);
            }
            else
            {
                remove(next);
            }
        }
    }

    /**
     * @return the oldest, left in the queue; null when there is none and there will be none.
     */
    private PendingPublish head()
    {
        lock.lock();
        try
        {
            while (pending.isEmpty())
            {
                isClosed = isClosed || isPublisherClosed.getAsBoolean();
                if (isClosed)
                {
                    return null;
                }
                try
                {
                    hasWork.awaitNanos(LOOK_NS);
                }
                catch (final InterruptedException ignore)
                {
                    // Nobody has a reason to interrupt this thread, and it must not stop for one.
                }
            }
            return pending.peek();
        }
        finally
        {
            lock.unlock();
        }
    }

    private void publish(final PendingPublish next)
    {
        Thread.interrupted();
        long outcome = 0;
        Throwable failure = null;
        try
        {
            outcome = next.publish();
        }
        catch (final Throwable ex)
        {
            failure = ex;
        }
        remove(next);
        next.release();
        end(next, outcome, failure);
    }

    private void end(final PendingPublish next, final long outcome, final Throwable failure)
    {
        try
        {
            options.executor().execute(() -> next.end(outcome, failure));
        }
        catch (final Throwable ex)
        {
            // An executor that takes nothing any more: better here than never.
            next.end(outcome, failure);
            reportError(ex);
        }
    }

    void remove(final PendingPublish one)
    {
        lock.lock();
        try
        {
            if (pending.remove(one))
            {
                hasRoom.signal();
            }
        }
        finally
        {
            lock.unlock();
        }
    }

    void reportError(final Throwable error)
    {
        links.reportError(error);
    }

    /**
     * The publisher is closed: what is left fails as it is closed, on the thread.
     */
    void close()
    {
        lock.lock();
        try
        {
            isClosed = true;
            hasWork.signalAll();
            hasRoom.signalAll();
        }
        finally
        {
            lock.unlock();
        }
    }

    /**
     * Wait until every payload is closed, after {@link #close()}; the wait ends with the close timeout.
     */
    void awaitEnd()
    {
        final Thread running = running();
        if (null == running || Thread.currentThread() == running)
        {
            return;
        }
        final long deadlineNs = links.closeDeadlineNs();
        boolean isInterrupted = false;
        while (running.isAlive() && deadlineNs - System.nanoTime() > 0)
        {
            try
            {
                running.join(1 + TimeUnit.NANOSECONDS.toMillis(deadlineNs - System.nanoTime()));
            }
            catch (final InterruptedException ex)
            {
                isInterrupted = true;
            }
        }
        if (isInterrupted)
        {
            Thread.currentThread().interrupt();
        }
    }

    private Thread running()
    {
        lock.lock();
        try
        {
            return thread;
        }
        finally
        {
            lock.unlock();
        }
    }
}
