package io.skein.internal.view;

import io.skein.Outcome;
import io.skein.internal.link.Links;
import io.skein.tensor.RetainedTensor;
import org.agrona.concurrent.IdleStrategy;

import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;

/**
 * What a subscriber receives, retained, as demanded: for one at a time, by a thread that begins and ends with it. The
 * thread polls only while there is demand, one fragment at a time, so that no message is taken for somebody who is
 * gone.
 */
final class RetainedPublisher implements Flow.Publisher<RetainedTensor>
{
    /**
     * How often a thread without demand looks by itself whether the subscriber was closed.
     */
    private static final long LOOK_NS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Links links;
    private final LogSubscriber subscriber;
    private final IntSupplier poll;
    private final Queue<KeptView> arrived = new ArrayDeque<>();
    private final AtomicReference<RetainedSubscription> current = new AtomicReference<>();
    private Throwable failure;

    /**
     * @param links      of the subscriber.
     * @param subscriber that receives.
     * @param poll       takes one fragment, and hands what comes to {@link #onView}.
     */
    RetainedPublisher(final Links links, final LogSubscriber subscriber, final IntSupplier poll)
    {
        this.links = links;
        this.subscriber = subscriber;
        this.poll = poll;
    }

    /**
     * Keep a message until the poll is over. One that its publisher has taken back already is counted by the poll.
     *
     * @param view in its handler.
     */
    void onView(final LogView view)
    {
        final KeptView kept = new KeptView(subscriber);
        try
        {
            if (Outcome.LAPPED != kept.keep(view))
            {
                arrived.add(kept);
            }
        }
        catch (final Throwable ex)
        {
            failure = ex;
        }
    }

    @Override
    public void subscribe(final Flow.Subscriber<? super RetainedTensor> target)
    {
        final RetainedSubscription before = current.get();
        final RetainedSubscription next =
            new RetainedSubscription(Objects.requireNonNull(target, "subscriber"), before);
        if (null != before && !before.isOver || !current.compareAndSet(before, next))
        {
            next.isOver = true;
            target.onSubscribe(next);
            target.onError(new IllegalStateException("topic " + subscriber.topic().name() + " is received by " +
                "another Flow.Subscriber: add a subscriber of Skein for each"));
            return;
        }
        next.thread.start();
    }

    private final class RetainedSubscription implements Flow.Subscription, Runnable
    {
        private final AtomicLong demand = new AtomicLong();
        private final Thread thread;
        private Thread threadBefore;
        private Flow.Subscriber<? super RetainedTensor> target;
        private volatile boolean isOver;
        private volatile long refused = 1;

        private RetainedSubscription(
            final Flow.Subscriber<? super RetainedTensor> target, final RetainedSubscription before)
        {
            this.target = target;
            threadBefore = null == before ? null : before.thread;
            thread = new Thread(this, "skein-flow");
            thread.setDaemon(true);
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
            LockSupport.unpark(thread);
        }

        @Override
        public void cancel()
        {
            isOver = true;
            LockSupport.unpark(thread);
        }

        @Override
        public void run()
        {
            awaitThreadBefore();
            signal(() -> target.onSubscribe(this));
            try
            {
                receive(links.newIdleStrategy(subscriber.sources()));
            }
            catch (final Throwable ex)
            {
                end(() -> target.onError(ex));
            }
            finally
            {
                arrived.forEach(KeptView::close);
                arrived.clear();
                target = null;
            }
        }

        /**
         * It may still be about to see that it was cancelled, and only one may poll.
         */
        private void awaitThreadBefore()
        {
            while (null != threadBefore && threadBefore.isAlive())
            {
                try
                {
                    threadBefore.join();
                }
                catch (final InterruptedException ignore)
                {
                    // Nobody has a reason to interrupt this thread, and it must not stop for one.
                }
            }
            threadBefore = null;
        }

        private void receive(final IdleStrategy idle)
        {
            while (!isOver)
            {
                Thread.interrupted();
                if (refused <= 0)
                {
                    end(() -> target.onError(new IllegalArgumentException(
                        "demand of " + refused + " messages: ask for 1 or more (Reactive Streams 3.9)")));
                }
                else if (!arrived.isEmpty() && demand.get() > 0)
                {
                    deliver(arrived.poll());
                }
                else if (arrived.isEmpty() && subscriber.isClosed())
                {
                    end(() -> target.onComplete());
                }
                else if (demand.get() > 0)
                {
                    idle.idle(poll());
                }
                else
                {
                    idle.reset();
                    LockSupport.parkNanos(this, LOOK_NS);
                }
            }
        }

        private int poll()
        {
            final int count = poll.getAsInt();
            final Throwable cause = failure;
            if (null != cause)
            {
                failure = null;
                end(() -> target.onError(cause));
            }
            return count;
        }

        private void deliver(final KeptView kept)
        {
            if (Long.MAX_VALUE != demand.get())
            {
                demand.decrementAndGet();
            }
            if (!signal(() -> target.onNext(kept)))
            {
                kept.close();
            }
        }

        private void end(final Runnable last)
        {
            if (!isOver)
            {
                isOver = true;
                signal(last);
            }
        }

        private boolean signal(final Runnable action)
        {
            try
            {
                action.run();
                return true;
            }
            catch (final Throwable ex)
            {
                isOver = true;
                subscriber.reportError(ex);
                return false;
            }
        }
    }
}
