package io.skein.system;

import io.skein.LappedException;
import io.skein.MessageTooLargeException;
import io.skein.Outcome;
import io.skein.Sharing;
import io.skein.Skein;
import io.skein.driver.EmbeddedDriver;
import io.skein.message.MessagePublisher;
import io.skein.message.MessageSubscriber;
import io.skein.topic.PoolOptions;
import io.skein.topic.Topic;
import io.skein.topic.TopicChannel;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Where the pool lane meets other channels, messages that are too large, and a publisher that writes what it has
 * published.
 */
@Timeout(60)
class PoolEdgeIT
{
    private static final int SLOTS = 2;
    private static final int LENGTH = 20_000;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static EmbeddedDriver driver;
    private static Skein skein;

    private final UnsafeBuffer payload = new UnsafeBuffer(ByteBuffer.allocateDirect(1 << 20));
    private int received;

    @BeforeAll
    static void connect()
    {
        driver = EmbeddedDriver.launch();
        skein = Skein.connect(driver.connection());
    }

    @AfterAll
    static void close()
    {
        skein.close();
        driver.close();
    }

    @Test
    void shouldGoOnWhenALocalSubscriberComesAfterSlotsWentToOtherHostsOnly()
    {
        final Topic topic = mixed("pool/edge/late");
        try (MessagePublisher publisher = skein.addMessagePublisher(topic, Sharing.EXCLUSIVE);
            MessageSubscriber far = skein.addMessageSubscriber(topic, 1))
        {
            far.awaitConnected(PATIENCE);
            publisher.awaitConnected(PATIENCE);
            for (int i = 0; i < SLOTS; i++)
            {
                exchange(publisher, far);
            }
            try (MessageSubscriber near = skein.addMessageSubscriber(topic, 0))
            {
                near.awaitConnected(PATIENCE);
                for (int i = 0; i < 3 * SLOTS; i++)
                {
                    exchange(publisher, far);
                    near.poll((view) -> assertEquals(LENGTH, view.length()), 10);
                }
                assertEquals(0, publisher.stats().slotsExhausted());
                assertTrue(near.stats().messages() > 0);
            }
        }
    }

    @Test
    void shouldLoseNoSlotWhenAMessageIsTooLargeForTheOtherChannel()
    {
        final Topic topic = mixed("pool/edge/large");
        try (MessagePublisher publisher = skein.addMessagePublisher(topic, Sharing.EXCLUSIVE);
            MessageSubscriber far = skein.addMessageSubscriber(topic, 1))
        {
            far.awaitConnected(PATIENCE);
            publisher.awaitConnected(PATIENCE);
            // An eighth of the term, and no room for the header.
            for (int i = 0; i < 2 * SLOTS; i++)
            {
                assertThrows(MessageTooLargeException.class, () -> publisher.offer(payload, 0, 32 << 10));
            }
            exchange(publisher, far);
        }
    }

    @Test
    void shouldForwardNothingLappedWhenItHasToBeCopied()
    {
        final Topic topic = Topic.message("pool/edge/lapped")
            .pool(small().policy(PoolOptions.Policy.OVERWRITE));
        final Topic onward = Topic.message("pool/edge/onward").channels(List.of(TopicChannel.of(Channels.udp())));
        try (MessageSubscriber subscriber = skein.addMessageSubscriber(topic, 0);
            MessagePublisher publisher = skein.addMessagePublisher(topic, Sharing.EXCLUSIVE);
            MessageSubscriber end = skein.addMessageSubscriber(onward, 0);
            MessagePublisher forwarder = skein.addMessagePublisher(onward, Sharing.EXCLUSIVE))
        {
            publisher.awaitConnected(PATIENCE);
            forwarder.awaitConnected(PATIENCE);
            assertTrue(publisher.offer(payload, 0, LENGTH) > 0);
            subscriber.poll((view) ->
            {
                for (int i = 0; i < SLOTS; i++)
                {
                    assertTrue(publisher.offer(payload, 0, LENGTH) > 0);
                }
                assertFalse(view.isValid());
                assertEquals(Outcome.LAPPED, forwarder.forward(view));
                ++received;
            }, 1);
            assertEquals(1, received);
            assertEquals(0, subscriber.stats().failed());
            assertEquals(0, end.poll((view) -> { }, 1));
        }
    }

    @Test
    void shouldKeepNothingWhenTheHeaderWasOverwrittenSinceItWasRead()
    {
        final Topic topic = Topic.message("pool/edge/hostile").pool(small());
        try (MessageSubscriber subscriber = skein.addMessageSubscriber(topic, 0);
            MessagePublisher publisher = skein.addMessagePublisher(topic, Sharing.EXCLUSIVE))
        {
            publisher.awaitConnected(PATIENCE);
            assertTrue(publisher.offer(payload, 0, LENGTH) > 0);
            subscriber.poll((view) ->
            {
                overwriteHeaders();
                assertThrows(LappedException.class, view::retain);
                ++received;
            }, 1);
            assertEquals(1, received);
            assertEquals(0, subscriber.stats().failed());
            for (int i = 0; i < 2 * SLOTS; i++)
            {
                exchange(publisher, subscriber);
            }
        }
    }

    private static PoolOptions small()
    {
        return PoolOptions.of(SLOTS, LENGTH).threshold(0);
    }

    private static Topic mixed(final String name)
    {
        return Topic.message(name).pool(PoolOptions.of(SLOTS, 64 << 10)).channels(List.of(
            TopicChannel.of("aeron:ipc"), TopicChannel.of(Channels.udp() + "|term-length=256k")));
    }

    private void exchange(final MessagePublisher publisher, final MessageSubscriber subscriber)
    {
        final int before = received;
        final long deadlineNs = System.nanoTime() + PATIENCE.toNanos();
        long outcome = publisher.offer(payload, 0, LENGTH);
        while ((outcome < 0 || before == received) && deadlineNs - System.nanoTime() > 0)
        {
            subscriber.poll((view) -> ++received, 10);
            outcome = outcome < 0 ? publisher.offer(payload, 0, LENGTH) : outcome;
        }
        assertTrue(outcome > 0, () -> "refused to the end");
        assertEquals(before + 1, received);
    }

    /**
     * What lies behind sequence of the first message in any slot, of all pools: lengths and offsets of nowhere.
     */
    private static void overwriteHeaders()
    {
        final Path pools = Path.of(driver.connection().aeronDirectory() + "-pools");
        try (Stream<Path> files = Files.walk(pools))
        {
            for (final Path file : files.filter((path) -> path.getFileName().toString().startsWith("slot-")).toList())
            {
                try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE))
                {
                    final ByteBuffer nowhere = ByteBuffer.allocate(16);
                    for (int i = 0; i < nowhere.capacity(); i++)
                    {
                        nowhere.put(i, (byte)0x7F);
                    }
                    channel.write(nowhere, 48);
                }
            }
        }
        catch (final IOException ex)
        {
            throw new UncheckedIOException(ex);
        }
    }
}
