package io.skein.contract;

import io.skein.Sharing;
import io.skein.Skein;
import io.skein.SkeinOptions;
import io.skein.driver.EmbeddedDriver;
import io.skein.internal.pool.PoolPaths;
import io.skein.tensor.RetainedTensor;
import io.skein.tensor.TensorClaim;
import io.skein.tensor.TensorHandler;
import io.skein.tensor.TensorPublisher;
import io.skein.tensor.TensorSubscriber;
import io.skein.tensor.TensorType;
import io.skein.tensor.TensorView;
import io.skein.topic.PoolOptions;
import io.skein.topic.Topic;
import org.agrona.concurrent.IdleStrategy;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

/**
 * A driver and a connection for a class of tests of pooled topics. A message is a tensor all of whose bytes are the
 * same. A test fails when Skein had an error that it did not take from {@link #ERRORS}, so also when a handler threw,
 * and a class when pools are left.
 */
abstract class PoolContract
{
    static final Duration LONG = Duration.ofSeconds(20);
    static final Duration SHORT = Duration.ofMillis(5);
    static final int SIZE = 10_000;
    static final TensorType TYPE = Pipe.vector(SIZE);
    static final Queue<Throwable> ERRORS = new ConcurrentLinkedQueue<>();

    private static final AtomicInteger NEXT = new AtomicInteger();
    static EmbeddedDriver driver;
    static Skein skein;

    private final List<AutoCloseable> toClose = new ArrayList<>();
    private final IdleStrategy idle = skein.newIdleStrategy();

    @BeforeAll
    static void launch()
    {
        driver = EmbeddedDriver.launch();
        skein = connect();
    }

    @AfterAll
    static void close()
    {
        skein.close();
        assertFalse(Files.exists(pools()), "pools are left");
        assertEquals(0, driver.errorCount());
        driver.close();
    }

    @BeforeEach
    void forgetErrors()
    {
        ERRORS.clear();
    }

    @AfterEach
    void end() throws Exception
    {
        for (final AutoCloseable closeable : toClose)
        {
            closeable.close();
        }
        assertEquals(List.of(), List.copyOf(ERRORS));
    }

    static Skein connect()
    {
        return Skein.connect(driver.connection(), SkeinOptions.DEFAULTS.withErrorHandler(ERRORS::add));
    }

    static Path pools()
    {
        return PoolPaths.poolsDirectory(driver.connection().aeronDirectory());
    }

    /**
     * @return a topic that no other test has, whose every message takes a slot.
     */
    static Topic topic(final int slots)
    {
        return plainTopic().pool(PoolOptions.of(slots, SIZE).threshold(0));
    }

    static Topic topic(final int slots, final PoolOptions.Policy policy)
    {
        final Topic topic = topic(slots);
        return topic.pool(topic.pool().policy(policy));
    }

    /**
     * @return a topic that no other test has, without pool.
     */
    static Topic plainTopic()
    {
        return Topic.tensor("pooled/" + NEXT.getAndIncrement()).channel("aeron:ipc?term-length=128k|mtu=1408");
    }

    final <T extends AutoCloseable> T closing(final T closeable)
    {
        toClose.add(closeable);
        return closeable;
    }

    final TensorSubscriber subscriber(final Topic topic)
    {
        return closing(skein.addTensorSubscriber(topic, 0));
    }

    final TensorPublisher publisher(final Topic topic)
    {
        return closing(skein.addTensorPublisher(topic, Sharing.EXCLUSIVE));
    }

    /**
     * @return a publisher that sees the subscribers that its topic has.
     */
    final TensorPublisher connectedPublisher(final Topic topic)
    {
        final TensorPublisher publisher = publisher(topic);
        publisher.awaitConnected(LONG);
        return publisher;
    }

    final void await(final String what, final BooleanSupplier condition)
    {
        final long deadlineNs = System.nanoTime() + LONG.toNanos();
        while (!condition.getAsBoolean())
        {
            if (deadlineNs - System.nanoTime() < 0)
            {
                fail(what + ": not within " + LONG + ", errors " + ERRORS);
            }
            idle.idle();
        }
    }

    final <T extends Throwable> T awaitError(final Class<T> type)
    {
        await("an error of " + type, () -> !ERRORS.isEmpty());
        final Throwable error = ERRORS.remove();
        assertTrue(type.isInstance(error), () -> "expected " + type + ", got " + error);
        return type.cast(error);
    }

    /**
     * Wait for something that the garbage collector must bring about.
     */
    final void awaitCollected(final String what, final BooleanSupplier condition)
    {
        await(what, () ->
        {
            System.gc();
            return condition.getAsBoolean();
        });
    }

    static void publish(final TensorPublisher publisher, final int value)
    {
        try (TensorClaim claim = publisher.claim(TYPE, LONG))
        {
            fill(claim, value);
            assertTrue(claim.commit() > 0);
        }
    }

    static void fill(final TensorClaim claim, final int value)
    {
        claim.data().setMemory(0, claim.data().capacity(), (byte)value);
    }

    /**
     * @return the value of which the message is full.
     */
    static int value(final TensorView view)
    {
        final byte value = view.buffer().getByte(0);
        assertEquals(SIZE, view.length());
        for (int i = 0; i < SIZE; i++)
        {
            if (value != view.buffer().getByte(i))
            {
                fail(value + " at 0, " + view.buffer().getByte(i) + " at " + i);
            }
        }
        return value;
    }

    final void poll(final TensorSubscriber subscriber, final TensorHandler handler)
    {
        await("a message", () -> subscriber.poll(handler, 1) > 0);
    }

    final int poll(final TensorSubscriber subscriber)
    {
        final int[] value = new int[1];
        poll(subscriber, (view) -> value[0] = value(view));
        return value[0];
    }

    final RetainedTensor retain(final TensorSubscriber subscriber)
    {
        final RetainedTensor[] kept = new RetainedTensor[1];
        poll(subscriber, (view) -> kept[0] = view.retain());
        final RetainedTensor retained = kept[0];
        // The subscriber remembers its last handler.
        kept[0] = null;
        return retained;
    }

    /**
     * @return how many slots the publisher can have on loan at once, now.
     */
    static int freeSlots(final TensorPublisher publisher)
    {
        final List<TensorClaim> claims = new ArrayList<>();
        TensorClaim claim = publisher.newClaim();
        while (publisher.tryClaim(TYPE, claim) > 0)
        {
            claims.add(claim);
            claim = publisher.newClaim();
        }
        claims.forEach(TensorClaim::abort);
        return claims.size();
    }
}
