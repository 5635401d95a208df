package io.skein.system;

import io.skein.Sharing;
import io.skein.Skein;
import io.skein.SkeinOptions;
import io.skein.driver.EmbeddedDriver;
import io.skein.message.AsyncOptions;
import io.skein.message.RawPublisher;
import io.skein.message.RawSubscriber;
import io.skein.payload.Payload;
import io.skein.topic.BackPressure;
import io.skein.topic.Topic;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicInteger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Publishing later, from several threads, with cancels, failures, refusals and a close at any moment: each payload is
 * released once, each future ends, and what is said to be in the log is there, once and in order.
 */
@Timeout(60)
class AsyncStressIT
{
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Topic TOPIC = Topic.raw("async/stress").channel("aeron:ipc?term-length=64k|mtu=1408")
        .backPressure(BackPressure.block(LONG));
    private static final int THREADS = 3;
    private static final int TOO_LARGE = 60_000;

    private final List<Throwable> errors = new CopyOnWriteArrayList<>();
    private final List<Long> received = new ArrayList<>();
    private final List<List<Attempt>> attempts = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void shouldEndEachOnceWhateverHappens(final long seed)
    {
        final boolean isClosedEarly = 0 == seed % 2;
        final Executor executor = seed > 2 ? Runnable::run : ForkJoinPool.commonPool();
        final SplittableRandom random = new SplittableRandom(seed);
        try (EmbeddedDriver driver = EmbeddedDriver.launch();
            Skein skein = Skein.connect(driver.connection(), SkeinOptions.DEFAULTS.withErrorHandler(errors::add)
                .withConnectTimeout(LONG).withCloseTimeout(LONG)
                .withAsync(new AsyncOptions(16, Duration.ofMillis(random.nextInt(3)), executor))))
        {
            final RawSubscriber subscriber = skein.addRawSubscriber(TOPIC, 0);
            final RawPublisher publisher = skein.addRawPublisher(TOPIC, Sharing.SHARED);
            publisher.awaitConnected(LONG);
            final List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < THREADS; i++)
            {
                final int number = i;
                final SplittableRandom ofThread = random.split();
                final List<Attempt> ofList = new ArrayList<>();
                attempts.add(ofList);
                threads.add(new Thread(() -> publish(publisher, number, ofThread, ofList)));
            }
            threads.forEach(Thread::start);
            final int enough = isClosedEarly ? 300 : Integer.MAX_VALUE;
            Await.until("enough came", () ->
            {
                poll(subscriber);
                return received.size() >= enough || threads.stream().noneMatch(Thread::isAlive);
            });
            if (isClosedEarly)
            {
                publisher.close();
            }
            threads.forEach(Await::ended);
            Await.until("each has ended", () ->
            {
                poll(subscriber);
                return attempts.stream().flatMap(List::stream).allMatch(Attempt::isDone);
            });
            publisher.close();
            Await.until("all is read", () -> !poll(subscriber) && !subscriber.isConnected());
        }
        check();
        assertEquals(List.of(), errors, "seed " + seed);
    }

    private boolean poll(final RawSubscriber subscriber)
    {
        return subscriber.poll((view) -> received.add(view.buffer().getLong(0)), 10) > 0;
    }

    private static void publish(
        final RawPublisher publisher, final int number, final SplittableRandom random, final List<Attempt> attempts)
    {
        for (int i = 0; i < 1_000; i++)
        {
            final Attempt attempt = new Attempt((long)number << 32 | i, 0 == random.nextInt(20) ? TOO_LARGE : 64);
            attempts.add(attempt);
            attempt.future = publisher.publishAsync(attempt.payload);
            if (0 == random.nextInt(4))
            {
                final Attempt victim = attempts.get(Math.max(0, attempts.size() - 1 - random.nextInt(10)));
                victim.isCancelled = victim.future.cancel(false);
            }
        }
    }

    private void check()
    {
        int accepted = 0;
        int cancelled = 0;
        for (int number = 0; number < THREADS; number++)
        {
            final List<Long> inLog = new ArrayList<>();
            for (final Attempt attempt : attempts.get(number))
            {
                assertEquals(1, attempt.releases.get(), () -> "released, " + attempt.future);
                final boolean isAccepted = !attempt.future.isCompletedExceptionally() && attempt.future.join() > 0;
                assertTrue(!isAccepted || !attempt.isCancelled);
                cancelled += attempt.isCancelled ? 1 : 0;
                if (isAccepted)
                {
                    inLog.add(attempt.value);
                }
            }
            accepted += inLog.size();
            final int ofNumber = number;
            assertEquals(inLog, received.stream().filter((value) -> value >> 32 == ofNumber).toList());
        }
        assertEquals(accepted, received.size());
        final int ofCancelled = cancelled;
        assertTrue(accepted > 100 && cancelled > 10, () -> received.size() + " came, " + ofCancelled + " cancelled");
    }

    private static final class Attempt
    {
        private final long value;
        private final AtomicInteger releases = new AtomicInteger();
        private final Payload payload;
        private CompletableFuture<Long> future;
        private boolean isCancelled;

        private Attempt(final long value, final int length)
        {
            this.value = value;
            final UnsafeBuffer buffer = new UnsafeBuffer(new byte[length]);
            buffer.putLong(0, value);
            payload = Payload.borrow(buffer, 0, length, buffer, releases::incrementAndGet);
        }

        private boolean isDone()
        {
            return future.isDone();
        }
    }
}
