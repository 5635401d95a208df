package io.skein.contract;

import io.skein.Sharing;
import io.skein.message.Claim;
import io.skein.message.MessagePublisher;
import io.skein.message.MessageSubscriber;
import io.skein.message.MessageView;
import io.skein.message.SubscriberStats;
import io.skein.topic.PoolOptions;
import io.skein.topic.Topic;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Who asks for the newest message gets that one, whole, and the count of the others.
 */
@Timeout(60)
class LatestContractIT extends PoolContract
{
    private static final int MAX_LENGTH = 5_000;

    private final Topic logged = Topic.message(plainTopic().name()).channel("aeron:ipc?term-length=512k|mtu=1408");
    private final Topic pooled = logged.pool(PoolOptions.of(16, MAX_LENGTH).threshold(1_000));
    private final List<Integer> seen = new ArrayList<>();
    private MessageSubscriber subscriber;
    private MessagePublisher publisher;

    private void open(final Topic topic)
    {
        subscriber = closing(skein.addMessageSubscriber(topic, 0));
        publisher = closing(skein.addMessagePublisher(topic, Sharing.EXCLUSIVE));
        publisher.awaitConnected(LONG);
        subscriber.awaitConnected(LONG);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldDeliverTheNewestAloneWhenMessagesAreOfAnyLength(final boolean isPooled)
    {
        open(isPooled ? pooled : logged);
        final int[] lengths = {8, MAX_LENGTH, 40, 1_376, 1_500, MAX_LENGTH, MAX_LENGTH, 9};
        int published = 0;
        for (int count = 1; count <= lengths.length; count++)
        {
            for (int i = 0; i < count; i++)
            {
                offer(lengths[i], published++);
            }
            seen.clear();
            assertEquals(1, pollLatest(), count + " messages");
            assertEquals(List.of(published - 1), seen);
            assertEquals(0, pollLatest());
        }
        assertStats(lengths.length, published - lengths.length);
        // And the numbers go on where they were.
        offer(20, published++);
        offer(MAX_LENGTH, published++);
        seen.clear();
        await("two messages", () ->
        {
            subscriber.poll(this::see, 1);
            return 2 == seen.size();
        });
        assertEquals(List.of(published - 2, published - 1), seen);
        assertEquals(0, subscriber.stats().lost());
    }

    @Test
    void shouldDeliverTheNewestWhenClaimsBehindItWereAborted()
    {
        open(logged);
        offer(8, 1);
        offer(8, 2);
        final Claim first = publisher.newClaim();
        final Claim second = publisher.newClaim();
        assertTrue(publisher.tryClaim(8, first) > 0);
        assertTrue(publisher.tryClaim(8, second) > 0);
        first.abort();
        second.abort();
        assertEquals(1, pollLatest());
        assertEquals(List.of(2), seen);
        offer(8, 3);
        assertEquals(1, pollLatest());
        assertEquals(List.of(2, 3), seen);
        assertStats(2, 1);
    }

    @Test
    void shouldStopAtTheEndOfATermAndGoOnBehindIt()
    {
        open(logged);
        int published = 0;
        int last = -1;
        for (int round = 0; round < 200; round++)
        {
            for (int i = 0; i < 5; i++)
            {
                offer(0 == i % 2 ? MAX_LENGTH : 100, published++);
            }
            while (pollLatest() > 0)
            {
                assertTrue(seen.get(seen.size() - 1) > last, "never back");
                last = seen.get(seen.size() - 1);
            }
            assertEquals(published - 1, last);
        }
        final SubscriberStats stats = subscriber.stats();
        assertEquals(published, stats.messages() + stats.skipped());
        assertTrue(stats.messages() < 220, () -> "one per round, and one per term: " + stats);
        assertEquals(0, stats.lost() + stats.rejected() + stats.failed());
    }

    @Test
    void shouldFreeSlotsWhenTheirMessagesArePassedOver()
    {
        open(pooled);
        for (int i = 0; i < 16; i++)
        {
            offer(MAX_LENGTH, i);
        }
        assertEquals(1, subscriber.pollLatest((view) ->
        {
            see(view);
            for (int i = 16; i < 31; i++)
            {
                offer(MAX_LENGTH, i);
            }
            assertEquals(15, new UnsafeBuffer(view.buffer(), 0, 8).getLong(0), "its own slot is not free");
        }));
        assertEquals(1, pollLatest());
        assertEquals(List.of(15, 30), seen);
        assertStats(2, 29);
    }

    @Test
    void shouldRefuseWhenAskedFromWithinItsOwnHandlerOrWithoutOne()
    {
        open(logged);
        offer(8, 1);
        assertThrows(NullPointerException.class, () -> subscriber.pollLatest(null));
        assertEquals(1, subscriber.pollLatest((view) ->
            assertThrows(IllegalStateException.class, () -> subscriber.pollLatest(this::see))));
        subscriber.close();
        assertEquals(0, pollLatest());
    }

    private int pollLatest()
    {
        return subscriber.pollLatest(this::see);
    }

    private void see(final MessageView view)
    {
        final int number = (int)view.buffer().getLong(0);
        for (int i = 8; i < view.length(); i++)
        {
            assertEquals((byte)number, view.buffer().getByte(i));
        }
        seen.add(number);
    }

    private void offer(final int length, final int number)
    {
        final UnsafeBuffer message = new UnsafeBuffer(new byte[length]);
        message.setMemory(0, length, (byte)number);
        message.putLong(0, number);
        await("acceptance", () -> publisher.offer(message, 0, length) > 0);
    }

    private void assertStats(final long messages, final long skipped)
    {
        final SubscriberStats stats = subscriber.stats();
        assertEquals(messages, stats.messages(), stats::toString);
        assertEquals(skipped, stats.skipped(), stats::toString);
        assertEquals(0, stats.lost() + stats.rejected() + stats.failed() + stats.lapped(), stats::toString);
    }
}
