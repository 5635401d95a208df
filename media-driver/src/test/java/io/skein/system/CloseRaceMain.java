package io.skein.system;

import io.skein.ClosedException;
import io.skein.Connection;
import io.skein.HandlerException;
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
import io.skein.topic.Topic;
import org.agrona.concurrent.UnsafeBuffer;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * Child process, bounds checks off: everything is closed in random order while threads are at it, round after round.
 * If one of them touched memory that is unmapped, this JVM would die.
 */
final class CloseRaceMain
{
    private static final int CLAIM_LENGTH = 1_000;
    private static final int SMALL_LENGTH = 20;
    private static final int OFFER_LENGTH = 6_000;
    private static final int PASSES = 60;
    private static final DriverProfile PROFILE = DriverProfile.cooperative()
        .with("aeron.ipc.mtu.length", "4k")
        .with("aeron.ipc.term.buffer.length", "64k")
        .with("aeron.term.buffer.length", "64k")
        .with("aeron.term.buffer.sparse.file", "true");
    private static final List<Topic> TOPICS = List.of(
        Topic.message("race/ipc"),
        Topic.message("race/udp").channel(Channels.udp()));

    private final Random random;
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final UnsafeBuffer message = new UnsafeBuffer(ByteBuffer.allocateDirect(OFFER_LENGTH));
    private volatile boolean isRunning;
    private long checksum;
    private long received;
    private long published;

    private CloseRaceMain(final long seed)
    {
        random = new Random(seed);
    }

    public static void main(final String[] arguments)
    {
        final long seed = Long.parseLong(arguments[0]);
        final int rounds = Integer.parseInt(arguments[1]);
        System.out.println("SEED " + seed);
        final CloseRaceMain race = new CloseRaceMain(seed);
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
        System.out.println("DONE " + rounds + " received " + race.received + " published " + race.published);
    }

    private void round()
    {
        final SkeinOptions options = Events.PATIENT.withCloseTimeout(Duration.ofMillis(100))
            .withErrorHandler(this::onError);
        final EmbeddedDriver driver = EmbeddedDriver.launch(PROFILE);
        final Connection connection = random.nextBoolean() ? driver.connection() :
            Connection.to(driver.aeronDirectory());
        final Skein skein = Skein.connect(connection, options);
        final Topic topic = TOPICS.get(random.nextInt(TOPICS.size()));
        final MessageSubscriber subscriber = skein.addMessageSubscriber(topic, 0);
        final MessagePublisher publisher =
            skein.addMessagePublisher(topic, random.nextBoolean() ? Sharing.SHARED : Sharing.EXCLUSIVE);

        isRunning = true;
        final long before = received;
        final Thread poller = start("poller", () -> poll(subscriber));
        final Thread writer = start("writer", () -> publish(publisher));
        if (random.nextInt(4) > 0)
        {
            Await.until("messages arrive or something fails", () -> received > before || null != failure.get());
        }
        final List<AutoCloseable> order = new ArrayList<>(List.of(subscriber, publisher, driver));
        Collections.shuffle(order, random);
        order.add(random.nextBoolean() ? 0 : random.nextInt(4), skein);
        for (final AutoCloseable each : order)
        {
            LockSupport.parkNanos(1 + random.nextInt(1_000_000));
            close(each);
        }
        isRunning = false;
        Await.ended(poller);
        Await.ended(writer);
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

    private void poll(final MessageSubscriber subscriber)
    {
        received += subscriber.poll(this::touch, 5);
        checksum += subscriber.stats().messages() + subscriber.publisherCount();
        if (!subscriber.isConnected())
        {
            subscriber.awaitConnected(Duration.ofMillis(1));
        }
    }

    private void touch(final MessageView view)
    {
        long sum = view.sequence() + view.position() + view.sessionId();
        final ByteBuffer bytes = view.byteBuffer();
        for (int pass = 0; pass < PASSES; pass++)
        {
            for (int i = 0; i < view.length(); i++)
            {
                sum += view.buffer().getByte(i) + bytes.get(i);
            }
            Thread.yield();
        }
        checksum += sum;
    }

    private void publish(final MessagePublisher publisher)
    {
        if (!publisher.isConnected())
        {
            publisher.awaitConnected(Duration.ofMillis(1));
        }
        checksum += publisher.stats().bytes() + publisher.maxMessageLength();
        if (publisher.offer(message, 0, OFFER_LENGTH) > 0)
        {
            ++published;
        }
        final int length = 0 == (published & 1) ? CLAIM_LENGTH : SMALL_LENGTH;
        try (Claim claim = publisher.claim(length, Duration.ofMillis(1)))
        {
            for (int pass = 0; pass < PASSES; pass++)
            {
                claim.data().setMemory(0, length, (byte)published);
                Thread.yield();
            }
            if (0 != (published & 3))
            {
                claim.commit();
                ++published;
            }
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
