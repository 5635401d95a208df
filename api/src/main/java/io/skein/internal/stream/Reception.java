package io.skein.internal.stream;

import io.skein.stream.Chunk;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A chunk that somebody waits for. Whoever claims it first completes it: the chunk that came, or a cancel, a timeout or
 * a stranger; so no chunk is taken for somebody who is gone.
 */
final class Reception extends CompletableFuture<Chunk>
{
    private final AtomicBoolean isClaimed = new AtomicBoolean();
    private final Waiting waiting;

    /**
     * @param waiting that says when the time is up.
     */
    Reception(final Waiting waiting)
    {
        this.waiting = waiting;
    }

    boolean claim()
    {
        return isClaimed.compareAndSet(false, true);
    }

    boolean isClaimed()
    {
        return isClaimed.get();
    }

    Waiting waiting()
    {
        return waiting;
    }

    /**
     * Complete what was claimed.
     */
    void deliver(final Chunk chunk)
    {
        super.complete(chunk);
    }

    @Override
    public boolean complete(final Chunk value)
    {
        return claim() && super.complete(value);
    }

    @Override
    public boolean completeExceptionally(final Throwable ex)
    {
        return claim() && super.completeExceptionally(ex);
    }

    @Override
    public boolean cancel(final boolean mayInterruptIfRunning)
    {
        return claim() ? super.cancel(mayInterruptIfRunning) : isCancelled();
    }

    @Override
    public <U> CompletableFuture<U> newIncompleteFuture()
    {
        return new CompletableFuture<>();
    }
}
