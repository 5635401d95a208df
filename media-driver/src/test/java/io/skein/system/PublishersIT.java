package io.skein.system;

import io.skein.HandlerException;
import io.skein.Sharing;
import io.skein.Skein;
import io.skein.driver.DriverProfile;
import io.skein.driver.EmbeddedDriver;
import io.skein.message.MessagePublisher;
import io.skein.message.MessageSubscriber;
import io.skein.topic.Topic;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Several publishers on a topic, and what becomes of them.
 */
@Timeout(60)
class PublishersIT
{
    private static final Topic TOPIC = Topic.message("several");
    private static final Duration LONG = Duration.ofSeconds(30);

    private final UnsafeBuffer message = new UnsafeBuffer(new byte[100]);
    private final Events events = new Events();
    private EmbeddedDriver driver;
    private Skein skein;

    @BeforeEach
    void connect()
    {
        driver = EmbeddedDriver.launch(DriverProfile.named("shared")
            .with("aeron.timer.interval", "50ms")
            .with("aeron.client.liveness.timeout", "2s")
            .with("aeron.publication.unblock.timeout", "3s"));
        skein = Skein.connect(driver.connection(), events.options());
    }

    @AfterEach
    void close()
    {
        skein.close();
        assertEquals(0, driver.errorCount());
        driver.close();
    }

    @Test
    void shouldTellPublishersApartWhenThereAreSeveral()
    {
        final int count = 3;
        final int messages = 50;
        final MessageSubscriber subscriber = skein.addMessageSubscriber(TOPIC, 0);
        for (int i = 0; i < count; i++)
        {
            final MessagePublisher publisher = skein.addMessagePublisher(TOPIC, Sharing.EXCLUSIVE);
            publisher.awaitConnected(LONG);
            for (int j = 0; j < messages; j++)
            {
                message.putLong(0, i);
                assertTrue(publisher.offer(message, 0, 100) > 0);
            }
        }
        Await.until("all are seen", () -> count == subscriber.publisherCount());

        final Map<Integer, Long> publisherBySession = new HashMap<>();
        final Map<Integer, Long> nextBySession = new HashMap<>();
        Await.until("all messages come", () ->
        {
            subscriber.poll((view) ->
            {
                final long publisher = view.buffer().getLong(0);
                assertEquals(publisher, publisherBySession.computeIfAbsent(view.sessionId(), (id) -> publisher));
                assertEquals(nextBySession.getOrDefault(view.sessionId(), 0L), view.sequence());
                nextBySession.put(view.sessionId(), view.sequence() + 1);
            }, 7);
            return count * messages == subscriber.stats().messages();
        });
        assertEquals(count, publisherBySession.size());
        assertEquals(0, subscriber.stats().lost());
        assertTrue(events.errors().isEmpty(), events::toString);
    }

    @Test
    void shouldForgetPublisherWhenItsProcessIsKilledAndSeeItsSuccessor() throws IOException
    {
        final MessageSubscriber subscriber = skein.addMessageSubscriber(TOPIC, 0);
        try (Sink sink = new Sink(subscriber))
        {
            for (int generation = 0; generation < 2; generation++)
            {
                try (ChildJvm child =
                    ChildJvm.start(LoopMain.class, driver.aeronDirectory().toString(), TOPIC.name()))
                {
                    child.awaitLine("TICK");
                    Await.until("the publisher is seen", () -> 1 == subscriber.publisherCount());
                    final long received = sink.received();
                    Await.until("its messages come", () -> sink.received() > received + 100);
                    child.kill();
                    Await.until("it is forgotten", () -> 0 == subscriber.publisherCount());
                }
            }
            assertEquals(0, sink.corrupt());
        }
        assertEquals(0, subscriber.stats().lost());
    }

    @Test
    void shouldLoseNothingFromThereOnWhenJoiningLate()
    {
        final MessagePublisher publisher = skein.addMessagePublisher(TOPIC, Sharing.EXCLUSIVE);
        final MessageSubscriber early = skein.addMessageSubscriber(TOPIC, 0);
        publisher.awaitConnected(LONG);
        for (int i = 0; i < 10; i++)
        {
            assertTrue(publisher.offer(message, 0, 100) > 0);
        }
        Await.until("the early one has them", () ->
        {
            early.poll((view) -> assertEquals(100, view.length()), 10);
            return 10 == early.stats().messages();
        });

        // The driver lets it begin at the slowest subscriber's position, or a little before.
        final MessageSubscriber late = skein.addMessageSubscriber(TOPIC, 0);
        late.awaitConnected(LONG);
        assertTrue(publisher.offer(message, 0, 100) > 0);
        final List<Long> sequences = new ArrayList<>();
        Await.until("the new message comes", () ->
        {
            late.poll((view) -> sequences.add(view.sequence()), 10);
            return sequences.contains(10L);
        });
        assertEquals(LongStream.rangeClosed(sequences.get(0), 10).boxed().toList(), sequences);
        assertEquals(0, late.stats().lost());
    }

    @Test
    void shouldTellErrorHandlerAndGoOnWhenHandlerThrows()
    {
        final MessageSubscriber subscriber = skein.addMessageSubscriber(TOPIC, 0);
        final MessagePublisher publisher = skein.addMessagePublisher(TOPIC, Sharing.EXCLUSIVE);
        publisher.awaitConnected(LONG);
        final long[] positions = new long[5];
        for (int i = 0; i < positions.length; i++)
        {
            positions[i] = publisher.offer(message, 0, 100);
            assertTrue(positions[i] > 0);
        }
        final List<Long> seen = new ArrayList<>();
        Await.until("all messages come", () ->
        {
            subscriber.poll((view) ->
            {
                if (2 == view.sequence())
                {
                    throw new IllegalStateException("on purpose");
                }
                seen.add(view.sequence());
            }, 10);
            return positions.length == subscriber.stats().messages();
        });

        assertEquals(List.of(0L, 1L, 3L, 4L), seen);
        assertEquals(1, subscriber.stats().failed());
        assertEquals(0, subscriber.stats().lost());
        assertEquals(1, events.errors().size(), events::toString);
        final Throwable error = events.errors().get(0);
        assertInstanceOf(HandlerException.class, error);
        assertInstanceOf(IllegalStateException.class, error.getCause());
        assertTrue(error.getMessage().contains(TOPIC.name()), error.getMessage());
        assertTrue(error.getMessage().contains(Long.toString(positions[2])), error.getMessage());
    }

    @Test
    void shouldGoOnWhenErrorHandlerThrowsToo()
    {
        try (Skein fragile = Skein.connect(driver.connection(), events.options().withErrorHandler((ex) ->
        {
            throw new IllegalStateException("on purpose", ex);
        })))
        {
            final MessageSubscriber subscriber = fragile.addMessageSubscriber(TOPIC, 0);
            final MessagePublisher publisher = fragile.addMessagePublisher(TOPIC, Sharing.EXCLUSIVE);
            publisher.awaitConnected(LONG);
            for (int i = 0; i < 3; i++)
            {
                assertTrue(publisher.offer(message, 0, 100) > 0);
            }
            Await.until("all messages come", () ->
            {
                subscriber.poll((view) ->
                {
                    throw new IllegalStateException("on purpose");
                }, 1);
                return 3 == subscriber.stats().failed();
            });
        }
    }
}
