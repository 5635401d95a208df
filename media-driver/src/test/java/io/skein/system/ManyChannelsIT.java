package io.skein.system;

import io.skein.Outcome;
import io.skein.Sharing;
import io.skein.Skein;
import io.skein.driver.EmbeddedDriver;
import io.skein.message.Claim;
import io.skein.message.MessagePublisher;
import io.skein.message.MessageSubscriber;
import io.skein.topic.Topic;
import io.skein.topic.TopicChannel;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * One message, several channels.
 */
@Timeout(60)
class ManyChannelsIT
{
    private static final int LENGTH = 1_000;
    private static final int LONG_LENGTH = 6_000;

    private final Topic topic = Topic.message("many").channels(List.of(
        TopicChannel.of("aeron:ipc?term-length=64k|mtu=8192"),
        TopicChannel.of(Channels.udp() + "|term-length=64k|rcv-wnd=32k")));
    private final UnsafeBuffer message = new UnsafeBuffer(new byte[LONG_LENGTH]);
    private final Events events = new Events();
    private EmbeddedDriver driver;
    private Skein skein;
    private MessagePublisher publisher;
    private long next;

    @BeforeEach
    void connect()
    {
        driver = EmbeddedDriver.launch();
        skein = Skein.connect(driver.connection(), events.options());
        publisher = skein.addMessagePublisher(topic, Sharing.EXCLUSIVE);
    }

    @AfterEach
    void close()
    {
        skein.close();
        assertEquals(0, driver.errorCount());
        driver.close();
        assertTrue(events.errors().isEmpty(), events::toString);
    }

    @Test
    void shouldGiveBothTheSameMessagesWhenBothAreConnected()
    {
        final Reader ipc = new Reader(0);
        final Reader udp = new Reader(1);
        awaitBoth(ipc, udp);
        final long count = next + 300;
        Await.until("all are accepted and read", () ->
        {
            if (next < count)
            {
                publish();
            }
            ipc.poll();
            udp.poll();
            return ipc.hasRead(count - 1) && udp.hasRead(count - 1);
        });
        assertEquals(LongStream.range(0, count).boxed().toList(), ipc.sequences);
        assertEquals(LongStream.range(0, count).boxed().toList(), udp.sequences);
    }

    @Test
    void shouldGiveNobodyAMessageTwiceWhenOneIsBackPressured()
    {
        final Reader ipc = new Reader(0);
        final Reader udp = new Reader(1);
        awaitBoth(ipc, udp);
        for (int round = 0; round < 5; round++)
        {
            final Reader fast = 0 == (round & 1) ? ipc : udp;
            final Reader slow = 0 == (round & 1) ? udp : ipc;
            Await.until("back-pressured", () ->
            {
                final long outcome = publish();
                fast.poll();
                return Outcome.BACK_PRESSURED == outcome && fast.hasRead(next - 1);
            });
            final long accepted = next;
            for (int i = 0; i < 20; i++)
            {
                publish();
                fast.poll();
            }
            assertEquals(accepted, next, "still back-pressured");
            Await.until("the slow one catches up", () ->
            {
                slow.poll();
                return slow.hasRead(next - 1);
            });
            Await.until("accepted again", () -> publish() > 0);
        }
        Await.until("both have read all", () ->
        {
            ipc.poll();
            udp.poll();
            return ipc.hasRead(next - 1) && udp.hasRead(next - 1);
        });
        assertEquals(LongStream.range(0, next).boxed().toList(), ipc.sequences);
        assertEquals(LongStream.range(0, next).boxed().toList(), udp.sequences);
    }

    @Test
    void shouldPublishToTheOneThatIsThereWhenTheOtherIsNot()
    {
        final Reader udp = new Reader(1);
        publisher.awaitConnected(Duration.ofSeconds(30));
        final int count = 200;
        Await.until("all are read", () ->
        {
            if (next < count)
            {
                publish();
            }
            udp.poll();
            return count == udp.sequences.size();
        });
        assertEquals(LongStream.range(0, count).boxed().toList(), udp.sequences);

        final Reader ipc = new Reader(0);
        ipc.subscriber.awaitConnected(Duration.ofSeconds(30));
        Await.until("the late one reads", () ->
        {
            publish();
            udp.poll();
            ipc.poll();
            return ipc.sequences.size() > 10;
        });
        assertTrue(ipc.sequences.get(0) >= count);
        assertEquals(0, ipc.subscriber.stats().lost());
    }

    private void awaitBoth(final Reader ipc, final Reader udp)
    {
        // A publisher is connected when one of its channels is.
        Await.until("both are connected", () ->
        {
            if (publisher.isConnected() && (ipc.sequences.isEmpty() || udp.sequences.isEmpty()))
            {
                publish();
            }
            ipc.poll();
            udp.poll();
            return !ipc.sequences.isEmpty() && !udp.sequences.isEmpty();
        });
        Await.until("both have read all", () ->
        {
            ipc.poll();
            udp.poll();
            return ipc.hasRead(next - 1) && udp.hasRead(next - 1);
        });
        ipc.fillUp();
        udp.fillUp();
    }

    private long publish()
    {
        final long outcome;
        if (0 == next % 3)
        {
            Pattern.fill(message, LONG_LENGTH, next);
            outcome = publisher.offer(message, 0, LONG_LENGTH);
        }
        else
        {
            try (Claim claim = publisher.newClaim())
            {
                outcome = publisher.tryClaim(LENGTH, claim);
                if (outcome > 0)
                {
                    Pattern.fill(claim.data(), LENGTH, next);
                    claim.commit();
                }
            }
        }
        next += outcome > 0 ? 1 : 0;
        return outcome;
    }

    private final class Reader
    {
        private final MessageSubscriber subscriber;
        private final List<Long> sequences = new ArrayList<>();

        private Reader(final int channel)
        {
            subscriber = skein.addMessageSubscriber(topic, channel);
        }

        private void poll()
        {
            subscriber.poll((view) ->
            {
                assertTrue(Pattern.isWhole(view.buffer(), view.length()));
                assertEquals(view.sequence(), Pattern.number(view.buffer()));
                sequences.add(view.sequence());
            }, 1);
        }

        private boolean hasRead(final long sequence)
        {
            return !sequences.isEmpty() && sequence == sequences.get(sequences.size() - 1);
        }

        /**
         * What was published before this one was connected.
         */
        private void fillUp()
        {
            for (long missing = sequences.get(0) - 1; missing >= 0; missing--)
            {
                sequences.add(0, missing);
            }
        }
    }
}
