package io.skein.internal.stream;

import io.skein.SkeinException;
import io.skein.internal.link.Links;
import io.skein.stream.Chunk;

import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Chunks as demanded. Every signal comes from the pump's thread.
 */
final class ChunkPublisher implements Flow.Publisher<ByteBuffer>
{
    private final Links links;
    private final Pump pump;

    ChunkPublisher(final Links links, final Pump pump)
    {
        this.links = links;
        this.pump = pump;
    }

    @Override
    public void subscribe(final Flow.Subscriber<? super ByteBuffer> subscriber)
    {
        final ChunkSubscription subscription =
            new ChunkSubscription(Objects.requireNonNull(subscriber, "subscriber"));
        pump.execute(subscription::begin);
    }

    private final class ChunkSubscription implements Flow.Subscription
    {
        private final AtomicLong demand = new AtomicLong();
        private volatile Flow.Subscriber<? super ByteBuffer> subscriber;
        private volatile CompletableFuture<Chunk> pending;
        private volatile boolean isCancelled;
        private volatile long refused = 1;

        private ChunkSubscription(final Flow.Subscriber<? super ByteBuffer> subscriber)
        {
            this.subscriber = subscriber;
        }

        private void begin()
        {
            signal(() -> subscriber.onSubscribe(this));
            final SkeinException reason = pump.reason();
            if (null != reason)
            {
                end(() -> subscriber.onError(reason));
            }
        }

        @Override
        public void request(final long count)
        {
            if (count > 0)
            {
                demand.getAndUpdate((before) -> before + count < 0 ? Long.MAX_VALUE : before + count);
            }
            else
            {
                refused = count;
            }
            pump.execute(this::advance);
        }

        @Override
        public void cancel()
        {
            isCancelled = true;
            final CompletableFuture<Chunk> reception = pending;
            if (null != reception)
            {
                reception.cancel(false);
            }
            pump.execute(() -> subscriber = null);
        }

        private void advance()
        {
            if (isCancelled)
            {
                return;
            }
            if (refused <= 0)
            {
                end(() -> subscriber.onError(new IllegalArgumentException(
                    "demand of " + refused + " chunks: ask for 1 or more (Reactive Streams 3.9)")));
            }
            else if (null == pending && demand.get() > 0)
            {
                final CompletableFuture<Chunk> reception = pump.receive(Waiting.FOR_EVER);
                pending = reception;
                if (isCancelled)
                {
                    reception.cancel(false);
                }
                reception.whenComplete(this::onReceived);
            }
        }

        private void onReceived(final Chunk chunk, final Throwable error)
        {
            pending = null;
            if (error instanceof CancellationException)
            {
                return;
            }
            if (null != error)
            {
                end(() -> subscriber.onError(error));
            }
            else if (chunk.isClosed())
            {
                end(() -> subscriber.onComplete());
            }
            else
            {
                if (Long.MAX_VALUE != demand.get())
                {
                    demand.decrementAndGet();
                }
                // Also when it was cancelled just now: nobody else would get it.
                signal(() -> subscriber.onNext(chunk.data()));
                pump.execute(this::advance);
            }
        }

        private void end(final Runnable last)
        {
            if (!isCancelled)
            {
                isCancelled = true;
                signal(last);
                subscriber = null;
            }
        }

        private void signal(final Runnable action)
        {
            try
            {
                if (null != subscriber)
                {
                    action.run();
                }
            }
            catch (final Throwable ex)
            {
                isCancelled = true;
                links.reportError(ex);
            }
        }
    }
}
