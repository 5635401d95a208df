package io.skein.system;

import io.skein.ClosedException;
import io.skein.HandlerException;
import io.skein.Outcome;
import io.skein.Sharing;
import io.skein.Skein;
import io.skein.SkeinOptions;
import io.skein.WaitTimeoutException;
import io.skein.driver.DriverProfile;
import io.skein.driver.EmbeddedDriver;
import io.skein.message.Claim;
import io.skein.message.MessagePublisher;
import io.skein.message.MessageSubscriber;
import io.skein.message.MessageView;
import io.skein.message.RetainedMessage;
import io.skein.topic.PoolOptions;
import io.skein.topic.Topic;
import org.agrona.concurrent.UnsafeBuffer;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * Child process, bounds checks off: a pool's slots are claimed, read, retained and forwarded while everything is closed
 * in random order, round after round. If one of them touched memory that is unmapped, this JVM would die; if a slot
 * were taken from somebody, a message would not be whole.
 */
final class PooledCloseRaceMain
{
    private static final int LENGTH = 6_000;
    private static final int KEPT = 3;
    private static final int PASSES = 10;
    private static final DriverProfile PROFILE = DriverProfile.cooperative()
        .with("aeron.ipc.mtu.length", "4k")
        .with("aeron.ipc.term.buffer.length", "64k")
        .with("aeron.term.buffer.sparse.file", "true");
    private static final Topic SOURCE = Topic.message("race/pooled").pool(PoolOptions.of(8, LENGTH).threshold(0));
    private static final Topic ONWARD = Topic.message("race/onward");

    private final Random random;
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final UnsafeBuffer message = new UnsafeBuffer(ByteBuffer.allocateDirect(LENGTH));
    private final Deque<RetainedMessage> kept = new ArrayDeque<>();
    private volatile boolean isRunning;
    private volatile long received;
    private volatile long retained;
    private long published;

    private PooledCloseRaceMain(final long seed)
    {
        random = new Random(seed);
    }

    public static void main(final String[] arguments)
    {
        final long seed = Long.parseLong(arguments[0]);
        final int rounds = Integer.parseInt(arguments[1]);
        System.out.println("SEED " + seed);
        final PooledCloseRaceMain race = new PooledCloseRaceMain(seed);
        for (int i = 0; i < rounds; i++)
        {
            race.round();
            if (null != race.failure.get())
            {
                System.out.println("FAILED in round " + i);
                race.failure.get().printStackTrace(System.out);
                System.exit(1);
            }
        }
        System.out.println("DONE " + rounds + " published " + race.published + " received " + race.received +
            " retained " + race.retained);
    }

    private void round()
    {
        final SkeinOptions options = Events.PATIENT.withCloseTimeout(Duration.ofMillis(100))
            .withErrorHandler(this::onError);
        final EmbeddedDriver driver = EmbeddedDriver.launch(PROFILE);
        final Skein near = Skein.connect(driver.connection(), options);
        final Skein far = random.nextBoolean() ? near : Skein.connect(driver.connection(), options);
        final MessageSubscriber last = far.addMessageSubscriber(ONWARD, 0);
        final MessagePublisher forwarder = near.addMessagePublisher(ONWARD, sharing());
        final MessageSubscriber first = near.addMessageSubscriber(SOURCE, 0);
        final MessagePublisher source = far.addMessagePublisher(SOURCE, sharing());

        isRunning = true;
        final long before = received;
        final List<Thread> threads = List.of(
            start("source", () -> publish(source)),
            start("relay", () -> relay(first, forwarder)),
            start("last", () -> poll(last)));
        if (random.nextInt(4) > 0)
        {
            Await.until("messages arrive or something fails", () -> received > before || null != failure.get());
        }
        final List<AutoCloseable> order = new ArrayList<>(List.of(first, source, last, forwarder, driver, near, far));
        Collections.shuffle(order, random);
        // A driver that is closed cooperates with nobody: a close that waits for it would take its whole time.
        order.remove(driver);
        order.add(order.size() - random.nextInt(3), driver);
        for (final AutoCloseable each : order)
        {
            LockSupport.parkNanos(1 + random.nextInt(500_000));
            close(each);
        }
        isRunning = false;
        threads.forEach(Await::ended);
        releaseAll();
    }

    private Sharing sharing()
    {
        return random.nextBoolean() ? Sharing.SHARED : Sharing.EXCLUSIVE;
    }

    private Thread start(final String name, final Runnable action)
    {
        final Thread thread = new Thread(() ->
        {
            while (isRunning)
            {
                try
                {
                    action.run();
                    Thread.yield();
                }
                catch (final ClosedException | WaitTimeoutException ignore)
                {
                    LockSupport.parkNanos(100_000);
                }
                catch (final Throwable ex)
                {
                    failure.compareAndSet(null, ex);
                    return;
                }
            }
        }, name);
        thread.start();
        return thread;
    }

    private void publish(final MessagePublisher publisher)
    {
        if (publisher.offer(message, 0, LENGTH) > 0)
        {
            ++published;
        }
        try (Claim claim = publisher.claim(LENGTH, Duration.ofMillis(1)))
        {
            for (int pass = 0; pass < PASSES; pass++)
            {
                claim.data().setMemory(0, LENGTH, (byte)(published + pass));
                Thread.yield();
            }
            if (0 != (published & 3) && claim.commit() > 0)
            {
                ++published;
            }
            else if (0 == (published & 3))
            {
                ++published;
            }
        }
    }

    private void relay(final MessageSubscriber subscriber, final MessagePublisher forwarder)
    {
        subscriber.poll((view) ->
        {
            touch(view);
            forwarder.forward(view);
            if (kept.size() < KEPT)
            {
                kept.add(view.retain());
                retained++;
            }
            else
            {
                final RetainedMessage oldest = kept.remove();
                if (Outcome.CLOSED != forwarder.forward(oldest))
                {
                    touch(oldest);
                }
                oldest.release();
            }
        }, 5);
    }

    private void poll(final MessageSubscriber subscriber)
    {
        received += subscriber.poll(this::touch, 5) + subscriber.pollLatest(this::touch);
    }

    private void releaseAll()
    {
        while (!kept.isEmpty())
        {
            touch(kept.peek());
            kept.remove().release();
        }
    }

    private void touch(final MessageView view)
    {
        final ByteBuffer bytes = view.byteBuffer();
        final byte value = bytes.get(0);
        for (int pass = 0; pass < PASSES; pass++)
        {
            for (int i = 0; i < LENGTH; i++)
            {
                if (value != view.buffer().getByte(i) || value != bytes.get(i))
                {
                    throw new IllegalStateException(view.sequence() + ": " + value + " at 0, " +
                        view.buffer().getByte(i) + " at " + i + ", valid " + view.isValid());
                }
            }
            Thread.yield();
        }
    }

    private void onError(final Throwable ex)
    {
        if (ex instanceof HandlerException)
        {
            failure.compareAndSet(null, ex);
        }
    }

    private void close(final AutoCloseable each)
    {
        try
        {
            each.close();
        }
        catch (final Throwable ex)
        {
            failure.compareAndSet(null, ex);
        }
    }
}
