package io.skein.internal.lane;

import io.skein.payload.Payload;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

/**
 * A payload on its way into the log. Whoever claims it first ends it and closes the payload: the thread that publishes,
 * or a cancel, a timeout or a stranger; so a payload is closed once, and never while its bytes are copied.
 */
final class PendingPublish extends CompletableFuture<Long>
{
    private final AtomicBoolean isClaimed = new AtomicBoolean();
    private final AsyncQueue queue;
    private final Payload payload;
    private final LongSupplier publish;

    /**
     * @param queue   that it waits in.
     * @param payload to close at the end.
     * @param publish puts it into the log, waiting.
     */
    PendingPublish(final AsyncQueue queue, final Payload payload, final LongSupplier publish)
    {
        this.queue = queue;
        this.payload = payload;
        this.publish = publish;
    }

    boolean claim()
    {
        return isClaimed.compareAndSet(false, true);
    }

    /**
     * @return a position, or {@link io.skein.Outcome#DROPPED}.
     */
    long publish()
    {
        return publish.getAsLong();
    }

    /**
     * Close the payload of what was claimed.
     */
    void release()
    {
        try
        {
            payload.close();
        }
        catch (final Throwable ex)
        {
            queue.reportError(ex);
        }
    }

    /**
     * Complete what was claimed and released.
     *
     * @param outcome of it.
     * @param failure instead, or null.
     */
    void end(final long outcome, final Throwable failure)
    {
        if (null == failure)
        {
            super.complete(outcome);
        }
        else
        {
            super.completeExceptionally(failure);
        }
    }

    @Override
    public boolean complete(final Long value)
    {
        return withdraw() && super.complete(value);
    }

    @Override
    public boolean completeExceptionally(final Throwable ex)
    {
        return withdraw() && super.completeExceptionally(ex);
    }

    @Override
    public boolean cancel(final boolean mayInterruptIfRunning)
    {
        return withdraw() ? super.cancel(mayInterruptIfRunning) : isCancelled();
    }

    private boolean withdraw()
    {
        if (!claim())
        {
            return false;
        }
        queue.remove(this);
        release();
        return true;
    }

    @Override
    public <U> CompletableFuture<U> newIncompleteFuture()
    {
        return new CompletableFuture<>();
    }
}
