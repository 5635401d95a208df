package io.skein.system;

import io.skein.MessageLossException;
import io.skein.Outcome;
import io.skein.Sharing;
import io.skein.Skein;
import io.skein.driver.EmbeddedDriver;
import io.skein.message.Claim;
import io.skein.message.MessagePublisher;
import io.skein.message.MessageSubscriber;
import io.skein.stream.ByteStreamReader;
import io.skein.stream.ByteStreamWriter;
import io.skein.stream.StreamException;
import io.skein.stream.StreamOptions;
import io.skein.topic.Topic;
import io.skein.topic.TopicChannel;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * A log has 2^31 terms. The channel here says that it is in the last one of them.
 */
@Timeout(60)
class ExhaustedLogIT
{
    private static final Topic TOPIC = Topic.message("long/lived").channel(
        "aeron:ipc?term-length=64k|mtu=8192|init-term-id=0|term-id=2147483647|term-offset=0", "aeron:ipc");
    private static final int[] MIXED = {1_000, 40, 5_000};
    private static final int[] SMALL = {40};
    /**
     * Of several frames; the log ends in the middle of one.
     */
    private static final int CHUNK = 5_000;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final UnsafeBuffer message = new UnsafeBuffer(new byte[5_000]);

    @ParameterizedTest
    @EnumSource(Sharing.class)
    void shouldGoOnInANewLogWhenTheOldOneHasNoPositionsLeft(final Sharing sharing)
    {
        shouldGoOn(sharing, MIXED, 600);
    }

    @ParameterizedTest
    @EnumSource(Sharing.class)
    void shouldGoOnInANewLogWhenAllMessagesAreSmall(final Sharing sharing)
    {
        shouldGoOn(sharing, SMALL, 3_000);
    }

    @Test
    void shouldGoOnInNewLogsWhenOneOfTwoHasNoPositionsLeft()
    {
        final Topic topic = TOPIC.channels(List.of(
            TopicChannel.of(Channels.udp() + "|mtu=8192|term-length=64k"), TOPIC.channels().get(0)));
        final Events events = new Events();
        try (EmbeddedDriver driver = EmbeddedDriver.launch())
        {
            try (Skein skein = Skein.connect(driver.connection(), events.options());
                MessageSubscriber udp = skein.addMessageSubscriber(topic, 0);
                MessageSubscriber ipc = skein.addMessageSubscriber(topic, 1);
                MessagePublisher publisher = skein.addMessagePublisher(topic, Sharing.EXCLUSIVE))
            {
                final Set<Integer> sessions = new HashSet<>();
                final long[] next = new long[1];
                final long[] last = {-1, -1};
                Await.until(() -> "both go on: " + publisher.stats() + " " + ipc.stats() + " " + udp.stats(), () ->
                {
                    next[0] += publish(publisher, next[0], MIXED) > 0 ? 1 : 0;
                    udp.poll((view) -> last[0] = Pattern.number(view.buffer()), 10);
                    ipc.poll((view) ->
                    {
                        last[1] = Pattern.number(view.buffer());
                        sessions.add(view.sessionId());
                    }, 10);
                    return sessions.size() > 2 && next[0] - 1 == last[0] && next[0] - 1 == last[1];
                });
            }
            assertEquals(0, driver.errorCount());
        }
        assertTrue(events.errors().stream().allMatch((error) -> error instanceof MessageLossException),
            events::toString);
    }

    @Test
    void shouldTellTheReaderOfAStreamThatItsLogIsAtTheEnd()
    {
        final Topic topic = Topic.byteStream("long/stream").channel(
            TOPIC.channels().get(0).publish().replace("mtu=8192", "mtu=1408"), "aeron:ipc");
        final Events events = new Events();
        try (EmbeddedDriver driver = EmbeddedDriver.launch();
            Skein skein = Skein.connect(driver.connection(), events.options());
            ByteStreamReader reader = skein.addByteStreamReader(topic);
            ByteStreamWriter writer = skein.addByteStreamWriter(topic, Sharing.EXCLUSIVE, StreamOptions.of(16_384)))
        {
            final StreamException sent = assertThrows(StreamException.class, () ->
            {
                while (true)
                {
                    writer.send(ByteBuffer.allocate(CHUNK), PATIENCE);
                    assertEquals(CHUNK, reader.receive(PATIENCE).data().remaining());
                }
            });
            assertEquals(StreamException.Reason.DRIVER_LOST, sent.reason(), sent.getMessage());
            final StreamException received =
                assertThrows(StreamException.class, () -> reader.receive(PATIENCE));
            assertEquals(StreamException.Reason.ABORTED, received.reason());
            assertTrue(received.getMessage().contains("a chunk of " + CHUNK + " bytes could not be sent to its end") &&
                received.getMessage().contains("last position"), received.getMessage());
        }
        assertTrue(events.errors().isEmpty(), events::toString);
    }

    private void shouldGoOn(final Sharing sharing, final int[] lengths, final int count)
    {
        final Events events = new Events();
        try (EmbeddedDriver driver = EmbeddedDriver.launch())
        {
            try (Skein skein = Skein.connect(driver.connection(), events.options());
                MessageSubscriber subscriber = skein.addMessageSubscriber(TOPIC, 0);
                MessagePublisher publisher = skein.addMessagePublisher(TOPIC, sharing))
            {
                publisher.awaitConnected(Duration.ofSeconds(30));
                final Set<Integer> sessions = new HashSet<>();
                final long[] accepted = new long[1];
                final Set<Long> refusals = new HashSet<>();
                Await.until(() -> "all came: " + subscriber.stats() + " " + publisher.stats() + refusals + events, () ->
                {
                    if (accepted[0] < count)
                    {
                        final long outcome = publish(publisher, accepted[0], lengths);
                        accepted[0] += outcome > 0 ? 1 : 0;
                        if (outcome < 0)
                        {
                            refusals.add(outcome);
                        }
                    }
                    subscriber.poll((view) ->
                    {
                        assertTrue(Pattern.isWhole(view.buffer(), view.length()));
                        sessions.add(view.sessionId());
                    }, 10);
                    return count == subscriber.stats().messages();
                });
                assertTrue(sessions.size() > 3, "logs: " + sessions);
                assertTrue(refusals.contains(Outcome.DISCONNECTED), "refusals: " + refusals);
            }
            assertEquals(0, driver.errorCount());
        }
        assertTrue(events.errors().isEmpty(), events::toString);
    }

    private long publish(final MessagePublisher publisher, final long number, final int[] lengths)
    {
        final int length = lengths[(int)(number / lengths.length % lengths.length)];
        if (length > SMALL[0] && 0 == number % 2)
        {
            Pattern.fill(message, length, number);
            return publisher.offer(message, 0, length);
        }
        try (Claim claim = publisher.newClaim())
        {
            final long outcome = publisher.tryClaim(length, claim);
            if (outcome < 0)
            {
                return outcome;
            }
            Pattern.fill(claim.data(), length, number);
            return claim.commit();
        }
    }
}
