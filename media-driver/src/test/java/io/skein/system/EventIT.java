package io.skein.system;

import io.aeron.Aeron;
import io.aeron.ExclusivePublication;
import io.skein.ClosedException;
import io.skein.Connection;
import io.skein.InterruptedWaitException;
import io.skein.Sharing;
import io.skein.Skein;
import io.skein.SkeinOptions;
import io.skein.driver.EmbeddedDriver;
import io.skein.idle.WaitSet;
import io.skein.idle.WaitStrategy;
import io.skein.message.RawPublisher;
import io.skein.message.RawSubscriber;
import io.skein.stream.ByteStreamReader;
import io.skein.stream.ByteStreamWriter;
import io.skein.stream.Chunk;
import io.skein.stream.StreamOptions;
import io.skein.topic.Topic;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Threads that sleep until somebody rings, with real drivers and processes.
 */
@Timeout(120)
class EventIT
{
    static final Topic THERE = Topic.raw("event/there").stream(4_001);
    static final Topic BACK = Topic.raw("event/back").stream(4_002);

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final int LOOKS_ASLEEP = 20;
    private static final long UNDISTURBED_NS = TimeUnit.MILLISECONDS.toNanos(30);
    private static final List<String> SLEEP_FOR_HOURS =
        List.of("-XX:TieredStopAtLevel=1", "-Dskein.event.longest=3600s");

    private final UnsafeBuffer message = new UnsafeBuffer(new byte[Long.BYTES]);
    private final List<Throwable> errors = new CopyOnWriteArrayList<>();
    private final AtomicLong received = new AtomicLong();
    private EmbeddedDriver driver;
    private Skein skein;
    private volatile boolean isStopped;

    @BeforeEach
    void setUp()
    {
        driver = EmbeddedDriver.launch();
        skein = Skein.connect(driver.connection(), SkeinOptions.DEFAULTS.withErrorHandler(errors::add)
            .withWaitStrategy(WaitStrategy.EVENT).withConnectTimeout(LONG).withCloseTimeout(LONG));
    }

    @AfterEach
    void tearDown()
    {
        isStopped = true;
        skein.close();
        driver.close();
        assertEquals(List.of(), errors);
    }

    @Test
    void shouldWakeAnotherProcessEachTimeWhenItSleepsForHours() throws IOException
    {
        final RawPublisher there = skein.addRawPublisher(THERE, Sharing.EXCLUSIVE);
        final RawSubscriber back = skein.addRawSubscriber(BACK, 0);
        try (ChildJvm child = ChildJvm.start(SLEEP_FOR_HOURS, WakeMain.class, driver.aeronDirectory().toString()))
        {
            child.awaitLine("READY");
            final Thread thread = receive(back);
            for (int i = 1; i <= 300; i++)
            {
                publish(there, i);
                final int expected = i;
                Await.until("message " + i + " comes back", () -> received.get() == expected);
                if (i % 20 == 0)
                {
                    untilAsleep(thread);
                }
            }
            skein.close();
            child.awaitExit();
            Await.ended(thread);
        }
    }

    @Test
    void shouldReceiveWhenThePublisherIsRawAeron()
    {
        final RawSubscriber there = skein.addRawSubscriber(THERE, 0);
        try (Aeron aeron = Aeron.connect(
            new Aeron.Context().aeronDirectoryName(driver.aeronDirectory().toString()));
            ExclusivePublication publication = aeron.addExclusivePublication("aeron:ipc", THERE.streamId()))
        {
            there.awaitConnected(LONG);
            final Thread thread = receive(there);
            for (int i = 1; i <= 20; i++)
            {
                if (i % 5 == 0)
                {
                    untilAsleep(thread);
                }
                message.putLong(0, i);
                Await.until("raw Aeron accepts", () -> publication.offer(message, 0, Long.BYTES) > 0);
                final int expected = i;
                Await.until("message " + i + " comes", () -> received.get() == expected);
            }
            isStopped = true;
            Await.ended(thread);
        }
    }

    @Test
    void shouldReceiveOverUdpWhenEverybodySleeps()
    {
        final Topic udp = Topic.raw("event/udp").stream(4_003).channel(Channels.udp());
        final RawSubscriber subscriber = skein.addRawSubscriber(udp, 0);
        final RawPublisher publisher = skein.addRawPublisher(udp, Sharing.EXCLUSIVE);
        publisher.awaitConnected(LONG);
        subscriber.awaitConnected(LONG);
        final Thread thread = receive(subscriber);
        for (int i = 1; i <= 50; i++)
        {
            untilAsleep(thread);
            publish(publisher, i);
            final int expected = i;
            Await.until("message " + i + " comes", () -> received.get() == expected);
        }
        isStopped = true;
        Await.ended(thread);
    }

    @Test
    void shouldWakeStreamsWhenTheOtherEndMoves() throws InterruptedException
    {
        final Topic topic = Topic.byteStream("event/stream").stream(4_004);
        final ByteStreamReader reader = skein.addByteStreamReader(topic);
        final ByteStreamWriter writer = skein.addByteStreamWriter(topic, Sharing.EXCLUSIVE, StreamOptions.of(4_096));
        final Thread thread = new Thread(() ->
        {
            while (!reader.receive().isClosed())
            {
                received.incrementAndGet();
            }
        });
        thread.start();
        for (int i = 1; i <= 200; i++)
        {
            // Each fills what may be buffered, so the writer waits, too.
            writer.send(ByteBuffer.allocate(4_096), LONG);
            if (i % 20 == 0)
            {
                final int expected = i;
                Await.until("chunk " + i + " comes", () -> received.get() == expected);
                untilAsleep(thread);
            }
        }
        writer.close();
        thread.join();
        assertEquals(200, received.get());
    }

    @Test
    void shouldSleepOnAllOfASetUntilOneOfThemRings()
    {
        final RawPublisher[] publishers =
            {skein.addRawPublisher(THERE, Sharing.EXCLUSIVE), skein.addRawPublisher(BACK, Sharing.EXCLUSIVE)};
        // Without the driver at hand, so that only a publisher can wake it.
        try (Skein far = Skein.connect(
            Connection.to(driver.aeronDirectory()), SkeinOptions.DEFAULTS.withWaitStrategy(WaitStrategy.EVENT)))
        {
            final WaitSet set = far.newWaitSet();
            for (final Topic topic : List.of(THERE, BACK))
            {
                final RawSubscriber subscriber = far.addRawSubscriber(topic, 0);
                subscriber.awaitConnected(LONG);
                set.add(subscriber);
            }
            final Thread thread = new Thread(() ->
            {
                while (!isStopped)
                {
                    set.await(Duration.ofHours(1), (one) ->
                        ((RawSubscriber)one).poll((view) -> received.set(view.buffer().getLong(0)), 10));
                }
            });
            thread.start();
            for (int i = 1; i <= 6; i++)
            {
                untilUndisturbed(thread);
                isStopped = 6 == i;
                publish(publishers[i & 1], i);
                final int expected = i;
                Await.until("message " + i + " comes", () -> received.get() == expected);
            }
            Await.ended(thread);
        }
    }

    @Test
    void shouldWakeWhenItIsClosedMeanwhile()
    {
        final ByteStreamReader reader = skein.addByteStreamReader(Topic.byteStream("event/closed").stream(4_007));
        final AtomicLong thrown = new AtomicLong();
        final Thread thread = new Thread(() ->
        {
            try
            {
                reader.receive();
            }
            catch (final ClosedException ex)
            {
                thrown.set(1);
            }
        });
        thread.start();
        untilAsleep(thread);
        reader.close();
        Await.ended(thread);
        assertEquals(1, thrown.get());
    }

    @Test
    void shouldTellWhichIsReadyWhenWaitingOnMany()
    {
        final RawSubscriber there = skein.addRawSubscriber(THERE, 0);
        final RawSubscriber back = skein.addRawSubscriber(BACK, 0);
        final RawPublisher toThere = skein.addRawPublisher(THERE, Sharing.EXCLUSIVE);
        final Topic topic = Topic.byteStream("event/set").stream(4_010);
        final ByteStreamReader reader = skein.addByteStreamReader(topic);
        final ByteStreamWriter writer = skein.addByteStreamWriter(topic, Sharing.EXCLUSIVE, StreamOptions.of(4_096));
        toThere.awaitConnected(LONG);
        there.awaitConnected(LONG);
        final WaitSet set = skein.newWaitSet();
        set.add(there);
        set.add(back);
        set.add(reader);
        final List<Object> ready = new ArrayList<>();

        assertEquals(0, set.await(Duration.ofMillis(20), ready::add));
        publish(toThere, 1);
        assertEquals(1, set.await(LONG, ready::add));
        assertEquals(1, set.await(Duration.ZERO, ready::add), "it is not taken");
        assertEquals(List.of(there, there), ready);
        assertThrows(IllegalStateException.class, () -> set.await(LONG, (one) -> set.await(LONG, ready::add)));
        assertEquals(1, there.poll((view) -> {}, 10));

        ready.clear();
        final Thread thread = new Thread(() -> writer.send(ByteBuffer.allocate(10), LONG));
        thread.start();
        Chunk chunk = Chunk.EMPTY;
        while (!chunk.isData())
        {
            // What the two ends tell each other may make it ready, too.
            assertEquals(1, set.await(LONG, ready::add));
            chunk = reader.tryReceive();
        }
        assertEquals(Set.of(reader), Set.copyOf(ready));
        assertEquals(10, chunk.data().remaining());
        Await.ended(thread);

        ready.clear();
        final WaitSet.Timer timer = set.addTimer(Duration.ofMillis(5));
        assertEquals(1, set.await(LONG, ready::add));
        set.remove(timer);
        back.close();
        assertEquals(1, set.await(LONG, ready::add));
        assertEquals(List.of(timer, back), ready);
        set.remove(back);
        assertEquals(0, set.await(Duration.ZERO, ready::add));
        assertThrows(IllegalArgumentException.class, () -> set.addTimer(Duration.ZERO));
        Thread.currentThread().interrupt();
        assertThrows(InterruptedWaitException.class, () -> set.await(LONG, ready::add));
        assertTrue(Thread.interrupted());
    }

    private void publish(final RawPublisher publisher, final long value)
    {
        message.putLong(0, value);
        Await.until("a message is accepted", () -> publisher.offer(message, 0, Long.BYTES) > 0);
    }

    private Thread receive(final RawSubscriber subscriber)
    {
        final Thread thread = new Thread(() ->
        {
            final IdleStrategy idle = skein.newIdleStrategy();
            while (!isStopped && !subscriber.isClosed())
            {
                idle.idle(subscriber.poll((view) -> received.set(view.buffer().getLong(0)), 10));
            }
        });
        thread.start();
        return thread;
    }

    /**
     * Who parks for a while again and again is no sleeper.
     */
    private static void untilUndisturbed(final Thread thread)
    {
        untilAsleep(thread);
        final long[] seen = {-1, 0};
        Await.until(() -> thread + " sleeps on", () ->
        {
            final long parked = ManagementFactory.getThreadMXBean().getThreadInfo(thread.getId()).getWaitedCount();
            seen[1] = seen[0] == parked ? seen[1] : System.nanoTime();
            seen[0] = parked;
            return System.nanoTime() - seen[1] > UNDISTURBED_NS;
        });
    }

    /**
     * Its first sleep is a short one, after which it would look by itself.
     */
    private static void untilAsleep(final Thread thread)
    {
        final int[] looks = new int[1];
        Await.until(() -> thread + " sleeps", () ->
        {
            final Object blocker = LockSupport.getBlocker(thread);
            final boolean isAsleep = null != blocker && blocker.getClass().getName().endsWith(".Sleeper");
            looks[0] = isAsleep ? looks[0] + 1 : 0;
            return looks[0] > LOOKS_ASLEEP;
        });
    }
}
