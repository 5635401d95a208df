package io.skein.system;

import io.skein.Outcome;
import io.skein.Sharing;
import io.skein.Skein;
import io.skein.SkeinOptions;
import io.skein.driver.EmbeddedDriver;
import io.skein.message.Claim;
import io.skein.message.MessagePublisher;
import io.skein.message.MessageSubscriber;
import io.skein.message.RetainedMessage;
import io.skein.payload.Payload;
import io.skein.tensor.DataType;
import io.skein.tensor.RetainedTensor;
import io.skein.tensor.TensorPublisher;
import io.skein.tensor.TensorSubscriber;
import io.skein.tensor.TensorType;
import io.skein.topic.PoolOptions;
import io.skein.topic.Topic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Subscribers as {@link Flow.Publisher}s; the rules of Reactive Streams are run by {@code FlowTckIT}.
 */
@Timeout(60)
class FlowIT
{
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final int SLOTS = 4;
    private static final Topic LOGGED = Topic.message("flow");
    private static final Topic POOLED =
        Topic.message("flow/pooled").stream(1_002).pool(PoolOptions.of(SLOTS, 64).threshold(0));

    private final List<Throwable> errors = new CopyOnWriteArrayList<>();
    private EmbeddedDriver driver;
    private Skein skein;

    @BeforeEach
    void setUp()
    {
        driver = EmbeddedDriver.launch();
        skein = Skein.connect(driver.connection(), SkeinOptions.DEFAULTS.withErrorHandler(errors::add)
            .withConnectTimeout(LONG).withCloseTimeout(LONG));
    }

    @AfterEach
    void tearDown()
    {
        skein.close();
        driver.close();
        assertEquals(List.of(), errors);
    }

    @Test
    void shouldTakeNothingThatIsNotAskedFor()
    {
        final MessageSubscriber subscriber = skein.addMessageSubscriber(LOGGED, 0);
        final MessagePublisher publisher = publisher(LOGGED);
        final Collector<RetainedMessage> collector = new Collector<>();
        subscriber.publisher().subscribe(collector);
        collector.awaitSubscription();
        for (int i = 0; i < 10; i++)
        {
            publish(publisher, i);
        }
        collector.subscription.request(3);
        Await.until("three come", () -> 3 == collector.items.size());
        assertEquals(3, subscriber.stats().messages());
        collector.subscription.request(2);
        Await.until("two more come", () -> 5 == collector.items.size());
        assertEquals(5, subscriber.stats().messages());
        collector.subscription.request(Long.MAX_VALUE);
        Await.until("the rest comes", () -> 10 == collector.items.size());
        long expected = 0;
        for (final RetainedMessage message : collector.items)
        {
            assertTrue(message.isHeld());
            assertEquals(expected, message.sequence());
            assertEquals(expected++, message.buffer().getLong(0));
            message.release();
        }
        subscriber.close();
        Await.until("it completes", () -> collector.isComplete);
    }

    @Test
    void shouldGiveTensorsWithTheirTypes()
    {
        final TensorType type = TensorType.of(DataType.INT64, 1);
        final Topic topic = Topic.tensor("flow/tensor").stream(1_003);
        final TensorSubscriber subscriber = skein.addTensorSubscriber(topic, 0);
        final TensorPublisher publisher = skein.addTensorPublisher(topic, Sharing.EXCLUSIVE);
        publisher.awaitConnected(LONG);
        final Collector<RetainedTensor> collector = new Collector<>();
        subscriber.publisher().subscribe(collector);
        collector.awaitSubscription();
        collector.subscription.request(1);
        publisher.publish(type, Payload.copyOf(new byte[Long.BYTES]));
        Await.until("it comes", () -> 1 == collector.items.size());
        assertEquals(type, collector.items.peek().type());
        collector.items.forEach(RetainedTensor::close);
    }

    @Test
    void shouldHoldEachSlotUntilItIsReleased()
    {
        final MessageSubscriber subscriber = skein.addMessageSubscriber(POOLED, 0);
        final MessagePublisher publisher = publisher(POOLED);
        final Collector<RetainedMessage> collector = new Collector<>();
        subscriber.publisher().subscribe(collector);
        collector.awaitSubscription();
        collector.subscription.request(Long.MAX_VALUE);
        for (int i = 0; i < SLOTS; i++)
        {
            publish(publisher, i);
        }
        Await.until("all come", () -> SLOTS == collector.items.size());
        final Claim claim = publisher.newClaim();
        assertEquals(Outcome.NO_SLOT, publisher.tryClaim(Long.BYTES, claim));
        collector.items.poll().release();
        publish(publisher, SLOTS);
        Await.until("the next comes", () -> SLOTS == collector.items.size());
        collector.subscription.cancel();
        assertTrue(collector.items.stream().allMatch(RetainedMessage::isHeld));
        collector.items.forEach(RetainedMessage::release);
    }

    @Test
    void shouldHoldNoSlotWhenCancelledAtAnyMoment()
    {
        final MessageSubscriber subscriber = skein.addMessageSubscriber(POOLED, 0);
        final MessagePublisher publisher = publisher(POOLED);
        final AtomicBoolean isStopped = new AtomicBoolean();
        final Thread thread = new Thread(() ->
        {
            final Claim claim = publisher.newClaim();
            for (long i = 0; !isStopped.get(); i++)
            {
                if (publisher.tryClaim(Long.BYTES, claim) > 0)
                {
                    claim.commit();
                }
            }
        });
        thread.start();
        final SplittableRandom random = new SplittableRandom(5);
        long last = -1;
        for (int i = 0; i < 300; i++)
        {
            final List<Long> seen = new CopyOnWriteArrayList<>();
            final Collector<RetainedMessage> collector = new Collector<>((message) ->
            {
                seen.add(message.sequence());
                message.release();
            });
            subscriber.publisher().subscribe(collector);
            collector.awaitSubscription();
            collector.subscription.request(0 == random.nextInt(2) ? 3 : Long.MAX_VALUE);
            Await.until("some come", () -> seen.size() > 2);
            for (int spins = random.nextInt(2_000); spins > 0; spins--)
            {
                Thread.onSpinWait();
            }
            collector.subscription.cancel();
            final int known = seen.size();
            for (int j = 0; j < known; j++)
            {
                assertTrue(seen.get(j) > last, "in order");
                last = seen.get(j);
            }
        }
        isStopped.set(true);
        Await.ended(thread);
        requireAllSlotsFree(publisher, subscriber);
    }

    @Test
    void shouldCompleteWhenClosedWithoutDemand()
    {
        final MessageSubscriber subscriber = skein.addMessageSubscriber(LOGGED, 0);
        final Collector<RetainedMessage> collector = new Collector<>();
        subscriber.publisher().subscribe(collector);
        collector.awaitSubscription();
        skein.close();
        Await.until("it completes", () -> collector.isComplete);
        assertEquals(null, collector.error);
    }

    @Test
    void shouldRefuseAnotherUntilTheFirstIsCancelled()
    {
        final MessageSubscriber subscriber = skein.addMessageSubscriber(LOGGED, 0);
        final Collector<RetainedMessage> first = new Collector<>();
        subscriber.publisher().subscribe(first);
        final Collector<RetainedMessage> second = new Collector<>();
        subscriber.publisher().subscribe(second);
        assertInstanceOf(IllegalStateException.class, second.error);
        first.awaitSubscription();
        first.subscription.cancel();
        final Collector<RetainedMessage> third = new Collector<>();
        subscriber.publisher().subscribe(third);
        third.awaitSubscription();
        third.subscription.request(1);
        publish(publisher(LOGGED), 1);
        Await.until("it comes", () -> 1 == third.items.size());
        third.items.forEach(RetainedMessage::close);
    }

    @Test
    void shouldFailWhenSomebodyElsePolls()
    {
        final MessageSubscriber subscriber = skein.addMessageSubscriber(LOGGED, 0);
        publish(publisher(LOGGED), 1);
        final Collector<RetainedMessage> collector = new Collector<>();
        Await.until("it comes", () -> subscriber.poll((view) ->
        {
            subscriber.publisher().subscribe(collector);
            collector.awaitSubscription();
            collector.subscription.request(1);
            Await.until("it fails", () -> null != collector.error);
        }, 1) > 0);
        assertInstanceOf(IllegalStateException.class, collector.error);
        assertFalse(collector.isComplete);
    }

    @Test
    void shouldReleaseAndReportWhenItsSubscriberThrows()
    {
        final MessageSubscriber subscriber = skein.addMessageSubscriber(LOGGED, 0);
        final MessagePublisher publisher = publisher(LOGGED);
        final List<RetainedMessage> seen = new CopyOnWriteArrayList<>();
        final Collector<RetainedMessage> collector = new Collector<>((message) ->
        {
            seen.add(message);
            throw new IllegalStateException("for the test");
        });
        subscriber.publisher().subscribe(collector);
        collector.awaitSubscription();
        collector.subscription.request(2);
        publish(publisher, 1);
        publish(publisher, 2);
        Await.until("it is reported", () -> 1 == errors.size());
        Await.until("it is released", () -> !seen.get(0).isHeld());
        assertEquals("for the test", errors.get(0).getMessage());
        errors.clear();
        assertEquals(1, subscriber.poll((view) -> {}, 10), "the next is still there");
        assertEquals(1, seen.size());
    }

    private static void requireAllSlotsFree(final MessagePublisher publisher, final MessageSubscriber subscriber)
    {
        final Claim claim = publisher.newClaim();
        Await.until("what was published is read", () -> 0 == subscriber.poll((view) -> {}, 10));
        for (int i = 0; i < 3 * SLOTS; i++)
        {
            Await.until("a slot is free", () -> publisher.tryClaim(Long.BYTES, claim) > 0);
            claim.commit();
            Await.until("it comes", () -> subscriber.poll((view) -> {}, 10) > 0);
        }
        final List<Claim> all = new ArrayList<>();
        for (int i = 0; i < SLOTS; i++)
        {
            final Claim one = publisher.newClaim();
            Await.until("slot " + i + " is free", () -> publisher.tryClaim(Long.BYTES, one) > 0);
            all.add(one);
        }
        all.forEach(Claim::abort);
    }

    private MessagePublisher publisher(final Topic topic)
    {
        final MessagePublisher publisher = skein.addMessagePublisher(topic, Sharing.EXCLUSIVE);
        publisher.awaitConnected(LONG);
        return publisher;
    }

    private static void publish(final MessagePublisher publisher, final long value)
    {
        try (Claim claim = publisher.claim(Long.BYTES, LONG))
        {
            claim.data().putLong(0, value);
            claim.commit();
        }
    }

    private static final class Collector<T> implements Flow.Subscriber<T>
    {
        private final ConcurrentLinkedQueue<T> items = new ConcurrentLinkedQueue<>();
        private final Consumer<T> onNext;
        private volatile Flow.Subscription subscription;
        private volatile Throwable error;
        private volatile boolean isComplete;

        private Collector()
        {
            onNext = items::add;
        }

        private Collector(final Consumer<T> onNext)
        {
            this.onNext = onNext;
        }

        private void awaitSubscription()
        {
            Await.until("it is subscribed", () -> null != subscription);
        }

        @Override
        public void onSubscribe(final Flow.Subscription newSubscription)
        {
            subscription = newSubscription;
        }

        @Override
        public void onNext(final T item)
        {
            onNext.accept(item);
        }

        @Override
        public void onError(final Throwable throwable)
        {
            error = throwable;
        }

        @Override
        public void onComplete()
        {
            isComplete = true;
        }
    }
}
