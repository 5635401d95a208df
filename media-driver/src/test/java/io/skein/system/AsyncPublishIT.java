package io.skein.system;

import io.skein.ClosedException;
import io.skein.ConfigurationException;
import io.skein.InterruptedWaitException;
import io.skein.MessageTooLargeException;
import io.skein.Outcome;
import io.skein.PayloadMismatchException;
import io.skein.Sharing;
import io.skein.Skein;
import io.skein.SkeinOptions;
import io.skein.WaitTimeoutException;
import io.skein.driver.EmbeddedDriver;
import io.skein.message.AsyncOptions;
import io.skein.message.MessagePublisher;
import io.skein.message.MessageSubscriber;
import io.skein.message.RawPublisher;
import io.skein.message.RawSubscriber;
import io.skein.payload.Payload;
import io.skein.tensor.DataType;
import io.skein.tensor.TensorPublisher;
import io.skein.tensor.TensorSubscriber;
import io.skein.tensor.TensorType;
import io.skein.topic.BackPressure;
import io.skein.topic.Topic;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Publishing later: what becomes of the future and of the payload, whichever way it ends.
 */
@Timeout(60)
class AsyncPublishIT
{
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Topic PATIENT = Topic.message("async").backPressure(BackPressure.block(LONG));

    private final List<Throwable> errors = new CopyOnWriteArrayList<>();
    private final ExecutorService executor =
        Executors.newSingleThreadExecutor((task) -> new Thread(task, "async-executor"));
    private final AtomicInteger releases = new AtomicInteger();
    private EmbeddedDriver driver;
    private Skein skein;

    @BeforeEach
    void setUp()
    {
        driver = EmbeddedDriver.launch();
        connect(AsyncOptions.DEFAULTS.withTimeout(LONG).withExecutor(executor));
    }

    @AfterEach
    void tearDown()
    {
        skein.close();
        driver.close();
        executor.shutdownNow();
        assertEquals(List.of(), errors);
    }

    private void connect(final AsyncOptions async)
    {
        if (null != skein)
        {
            skein.close();
        }
        skein = Skein.connect(driver.connection(), SkeinOptions.DEFAULTS.withErrorHandler(errors::add)
            .withConnectTimeout(LONG).withCloseTimeout(LONG).withAsync(async));
    }

    @Test
    void shouldKeepTheOrderAndReleaseOnceWhenInTheLog()
    {
        final MessagePublisher publisher = skein.addMessagePublisher(PATIENT, Sharing.SHARED);
        final MessageSubscriber subscriber = skein.addMessageSubscriber(PATIENT, 0);
        final List<String> threads = new CopyOnWriteArrayList<>();
        final List<CompletableFuture<Long>> futures = new ArrayList<>();
        final int count = 500;
        for (int i = 0; i < count; i++)
        {
            final CompletableFuture<Long> future = publisher.publishAsync(payload(i));
            futures.add(future);
            future.thenRun(() -> threads.add(Thread.currentThread().getName()));
        }
        final List<Long> received = receive(subscriber, count);
        long last = 0;
        for (int i = 0; i < count; i++)
        {
            assertEquals(i, received.get(i));
            final long position = futures.get(i).join();
            assertTrue(position > last, "position");
            last = position;
        }
        assertEquals(count, releases.get());
        Await.until("all are told", () -> threads.size() == count);
        assertTrue(threads.contains("async-executor"));
    }

    @Test
    void shouldPublishTensorsAndRawBytes()
    {
        final TensorType type = TensorType.of(DataType.INT64, 1);
        final Topic tensors = Topic.tensor("async/tensor").backPressure(BackPressure.block(LONG));
        final TensorPublisher tensorPublisher = skein.addTensorPublisher(tensors, Sharing.SHARED);
        final TensorSubscriber tensorSubscriber = skein.addTensorSubscriber(tensors, 0);
        final Topic raws = Topic.raw("async/raw").stream(1_002).backPressure(BackPressure.block(LONG));
        final RawPublisher rawPublisher = skein.addRawPublisher(raws, Sharing.SHARED);
        final RawSubscriber rawSubscriber = skein.addRawSubscriber(raws, 0);
        final List<Object> received = new ArrayList<>();

        assertTrue(tensorPublisher.publishAsync(type, payload(7)).join() > 0);
        assertTrue(rawPublisher.publishAsync(payload(8)).join() > 0);
        Await.until("the tensor comes", () -> tensorSubscriber.poll((view) -> received.add(view.type()), 10) > 0);
        Await.until("the bytes come", () -> rawSubscriber.poll((view) -> received.add(view.length()), 10) > 0);
        assertEquals(List.of(type, Long.BYTES), received);
        assertEquals(2, releases.get());

        final Payload wrong = Payload.copyOf(new byte[3]);
        assertThrows(PayloadMismatchException.class, () -> tensorPublisher.publishAsync(type, wrong));
        assertFalse(wrong.isClosed());
    }

    @Test
    void shouldHoldTheOwnerWhenTheCallerDropsEveryReference()
    {
        final MessagePublisher publisher = skein.addMessagePublisher(PATIENT, Sharing.SHARED);
        final WeakReference<Object> owner = publishOwned(publisher);
        for (int i = 0; i < 3; i++)
        {
            System.gc();
            assertNotNull(owner.get());
            assertEquals(0, releases.get());
        }
        final MessageSubscriber subscriber = skein.addMessageSubscriber(PATIENT, 0);
        assertEquals(List.of(9L), receive(subscriber, 1));
        Await.until("it is released", () -> 1 == releases.get());
        Await.until("its owner is let go", () ->
        {
            System.gc();
            return null == owner.get();
        });
    }

    /**
     * In a frame of its own, so that no register holds what is to be dropped.
     */
    private WeakReference<Object> publishOwned(final MessagePublisher publisher)
    {
        final byte[] bytes = new byte[Long.BYTES];
        final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
        buffer.putLong(0, 9);
        final Object owner = new Object();
        publisher.publishAsync(Payload.borrow(buffer, 0, Long.BYTES, owner, releases::incrementAndGet));
        return new WeakReference<>(owner);
    }

    @Test
    void shouldFailAndReleaseOnceWhenNobodyTakesIt()
    {
        final Topic impatient = Topic.message("async").backPressure(BackPressure.block(Duration.ofMillis(20)));
        final MessagePublisher publisher = skein.addMessagePublisher(impatient, Sharing.SHARED);
        final CompletableFuture<Long> first = publisher.publishAsync(payload(1));
        final CompletableFuture<Long> second = publisher.publishAsync(payload(2));
        assertFails(WaitTimeoutException.class, first);
        assertFails(WaitTimeoutException.class, second);
        assertEquals(2, releases.get());

        final Topic dropping = Topic.message("async").stream(1_003).backPressure(BackPressure.drop());
        assertEquals(Outcome.DROPPED,
            skein.addMessagePublisher(dropping, Sharing.SHARED).publishAsync(payload(3)).join());
        assertEquals(3, releases.get());
    }

    @Test
    void shouldFailAndReleaseOnceWhenItIsTooLarge()
    {
        final Topic small = Topic.raw("async/small").channel("aeron:ipc?term-length=64k|mtu=1408");
        final RawPublisher publisher = skein.addRawPublisher(small, Sharing.SHARED);
        final UnsafeBuffer large = new UnsafeBuffer(new byte[100_000]);
        assertFails(MessageTooLargeException.class, publisher.publishAsync(
            Payload.borrow(large, 0, large.capacity(), large, releases::incrementAndGet)));
        assertEquals(1, releases.get());
    }

    @Test
    void shouldTakeItBackWhenCancelledBeforeItsTurn()
    {
        final MessagePublisher publisher = skein.addMessagePublisher(PATIENT, Sharing.SHARED);
        final CompletableFuture<Long> first = publisher.publishAsync(payload(1));
        final CompletableFuture<Long> second = publisher.publishAsync(payload(2));
        final CompletableFuture<Long> third = publisher.publishAsync(payload(3));
        awaitAttempt(publisher);

        assertFalse(first.cancel(true), "it is being published");
        assertEquals(0, releases.get());
        final CompletableFuture<Long> fourth = publisher.publishAsync(payload(4)).orTimeout(10, TimeUnit.MILLISECONDS);
        assertTrue(second.cancel(false));
        assertTrue(second.cancel(false));
        assertTrue(second.isCancelled());
        assertThrows(CompletionException.class, fourth::join);
        assertEquals(2, releases.get());
        assertFalse(second.complete(5L));

        final MessageSubscriber subscriber = skein.addMessageSubscriber(PATIENT, 0);
        assertEquals(List.of(1L, 3L), receive(subscriber, 2));
        assertTrue(first.join() > 0);
        assertTrue(third.join() > 0);
        assertEquals(4, releases.get());
    }

    @Test
    void shouldRefuseOrFailWhenTooManyAreHeld()
    {
        connect(AsyncOptions.DEFAULTS.withMaxPending(2).withTimeout(Duration.ZERO));
        final MessagePublisher refusing = skein.addMessagePublisher(PATIENT, Sharing.SHARED);
        final CompletableFuture<Long> first = refusing.publishAsync(payload(1));
        final CompletableFuture<Long> second = refusing.publishAsync(payload(2));
        assertEquals(Outcome.BUSY, refusing.publishAsync(payload(3)).join());
        assertEquals(1, releases.get());
        assertTrue(second.cancel(false));
        assertFalse(refusing.publishAsync(payload(4)).isDone(), "a cancel makes room");
        assertFalse(first.isDone());

        connect(AsyncOptions.DEFAULTS.withMaxPending(1).withTimeout(Duration.ofMillis(5)));
        Await.until("all are released", () -> 4 == releases.getAndUpdate((count) -> 4 == count ? 0 : count));
        final MessagePublisher waiting = skein.addMessagePublisher(PATIENT, Sharing.SHARED);
        waiting.publishAsync(payload(1));
        assertFails(WaitTimeoutException.class, waiting.publishAsync(payload(2)));
        Thread.currentThread().interrupt();
        assertFails(InterruptedWaitException.class, waiting.publishAsync(payload(3)));
        assertTrue(Thread.interrupted());
        assertEquals(2, releases.get());
    }

    @Test
    void shouldGoOnWhenThereIsRoomAgain()
    {
        connect(AsyncOptions.DEFAULTS.withMaxPending(1).withTimeout(LONG).withExecutor(Runnable::run));
        final MessagePublisher publisher = skein.addMessagePublisher(PATIENT, Sharing.SHARED);
        final CompletableFuture<Long> first = publisher.publishAsync(payload(1));
        final CompletableFuture<Long> nested =
            first.thenCompose((position) -> publisher.publishAsync(payload(2)));
        final Thread waiter = new Thread(() -> publisher.publishAsync(payload(3)).join());
        waiter.start();
        Await.until("it waits", () -> Thread.State.TIMED_WAITING == waiter.getState());
        final MessageSubscriber subscriber = skein.addMessageSubscriber(PATIENT, 0);
        Await.ended(waiter);
        final long position = nested.join();
        // On the thread that makes room: it gets it, or is refused, but never waits for itself.
        assertTrue(position > 0 || Outcome.BUSY == position, () -> Outcome.name(position));
        assertEquals(position > 0 ? 3 : 2, receive(subscriber, position > 0 ? 3 : 2).size());
        assertEquals(3, releases.get());
    }

    @Test
    void shouldFailAndReleaseWhatIsLeftWhenClosed()
    {
        final MessagePublisher publisher = skein.addMessagePublisher(PATIENT, Sharing.SHARED);
        final List<CompletableFuture<Long>> futures = new ArrayList<>();
        for (int i = 0; i < 5; i++)
        {
            futures.add(publisher.publishAsync(payload(i)));
        }
        awaitAttempt(publisher);
        publisher.close();
        assertEquals(5, releases.get());
        futures.forEach((future) -> assertFails(ClosedException.class, future));
        assertFails(ClosedException.class, publisher.publishAsync(payload(6)));
        assertEquals(6, releases.get());

        final MessagePublisher other = skein.addMessagePublisher(PATIENT, Sharing.SHARED);
        final CompletableFuture<Long> left = other.publishAsync(payload(7));
        skein.close();
        assertFails(ClosedException.class, left);
        assertFails(ClosedException.class, other.publishAsync(payload(8)));
        assertEquals(8, releases.get());
    }

    @Test
    void shouldCompleteAnywayWhenTheExecutorTakesNothing()
    {
        connect(AsyncOptions.DEFAULTS.withExecutor((task) ->
        {
            throw new RejectedExecutionException("shut down, for the test");
        }));
        final MessageSubscriber subscriber = skein.addMessageSubscriber(PATIENT, 0);
        final MessagePublisher publisher = skein.addMessagePublisher(PATIENT, Sharing.SHARED);
        assertTrue(publisher.publishAsync(payload(1)).join() > 0);
        assertEquals(List.of(1L), receive(subscriber, 1));
        Await.until("it is reported", () -> 1 == errors.size());
        assertInstanceOf(RejectedExecutionException.class, errors.get(0));
        errors.clear();
    }

    @Test
    void shouldRefuseMisuse()
    {
        final MessagePublisher exclusive = skein.addMessagePublisher(PATIENT, Sharing.EXCLUSIVE);
        final Payload payload = payload(1);
        assertThrows(IllegalStateException.class, () -> exclusive.publishAsync(payload));
        assertFalse(payload.isClosed());
        payload.close();
        final MessagePublisher shared = skein.addMessagePublisher(PATIENT, Sharing.SHARED);
        assertThrows(IllegalStateException.class, () -> shared.publishAsync(payload));
        assertThrows(NullPointerException.class, () -> shared.publishAsync(null));
        assertThrows(ConfigurationException.class, () -> AsyncOptions.DEFAULTS.withMaxPending(0));
        assertThrows(
            ConfigurationException.class, () -> AsyncOptions.DEFAULTS.withMaxPending(AsyncOptions.MAX_PENDING + 1));
        assertThrows(ConfigurationException.class, () -> AsyncOptions.DEFAULTS.withTimeout(Duration.ofNanos(-1)));
    }

    private void assertFails(final Class<? extends Throwable> type, final CompletableFuture<Long> future)
    {
        final Throwable failure = assertThrows(CompletionException.class, future::join);
        assertInstanceOf(type, failure.getCause());
        assertNull(future.handle((position, cause) -> position).join());
    }

    private Payload payload(final long value)
    {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[Long.BYTES]);
        buffer.putLong(0, value);
        return Payload.borrow(buffer, 0, Long.BYTES, buffer, releases::incrementAndGet);
    }

    private static void awaitAttempt(final MessagePublisher publisher)
    {
        Await.until("the first is tried", () -> publisher.stats().notConnected() > 0);
    }

    private static List<Long> receive(final MessageSubscriber subscriber, final int count)
    {
        final List<Long> received = new ArrayList<>();
        Await.until("all come", () ->
        {
            subscriber.poll((view) -> received.add(view.buffer().getLong(0)), 10);
            return received.size() == count;
        });
        return received;
    }
}
