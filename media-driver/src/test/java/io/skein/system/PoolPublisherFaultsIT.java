package io.skein.system;

import io.skein.Sharing;
import io.skein.message.MessageHandler;
import io.skein.message.MessagePublisher;
import io.skein.message.MessageSubscriber;
import io.skein.message.MessageView;
import io.skein.message.RetainedMessage;
import io.skein.message.SubscriberStats;
import io.skein.topic.Topic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * A publisher with a pool is killed, or comes back with another pool, while subscribers look at its slots.
 */
@Timeout(180)
class PoolPublisherFaultsIT
{
    private static final int KILLED = 137;
    private static final int LENGTH = 20_000;
    private static final long SECOND = 1_000_000;

    private PoolBed bed;

    @BeforeEach
    void open() throws IOException
    {
        bed = new PoolBed();
    }

    @AfterEach
    void close()
    {
        bed.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"loaned", "writing", "written", "committing", "published"})
    void shouldReadOnAndSweepWhenPublisherIsKilledAndStartedAgain(final String step) throws IOException
    {
        final boolean isCommitting = "committing".equals(step);
        final Topic topic = isCommitting ?
            PoolBed.topic("faults", 600, 64).channel("aeron:ipc?term-length=64k|mtu=8192") :
            PoolBed.topic("faults", 8, LENGTH);
        try (MessageSubscriber subscriber = bed.skein().addMessageSubscriber(topic, 0);
            ChildJvm first = bed.child("publish", topic, 0, step))
        {
            final long published = Long.parseLong(first.awaitLine("AT ").substring(3));
            assertEquals(isCommitting, published > 256, first::output);
            final List<RetainedMessage> retained = new ArrayList<>();
            pollOne(subscriber, (view) -> retained.add(view.retain()));
            final ChildJvm[] second = new ChildJvm[1];
            pollOne(subscriber, (view) ->
            {
                second[0] = killAndRestart(first, topic);
                assertWhole(view, 1);
                retained.add(view.retain());
            });
            try (ChildJvm restarted = second[0])
            {
                final long[] next = {2, SECOND};
                while (next[0] < published || next[1] < SECOND + 50)
                {
                    pollOne(subscriber, (view) -> assertNext(view, next));
                }
                assertWhole(retained.get(0), 0);
                assertWhole(retained.get(1), 1);
                retained.forEach(RetainedMessage::release);
                assertNothingLost(subscriber.stats());
                assertEquals(0, restarted.count("ERROR"), restarted::output);
            }
        }
    }

    @Test
    void shouldFollowWhenPublisherComesBackWithSlotsOfAnotherSize() throws IOException
    {
        final int[] lengths = {5_000, 40_000, 300, 100_000};
        final List<RetainedMessage> retained = new ArrayList<>();
        final Topic name = Topic.message("faults");
        try (MessageSubscriber subscriber = bed.skein().addMessageSubscriber(name, 0))
        {
            for (int i = 0; i < lengths.length; i++)
            {
                final boolean isKilled = i % 2 == 0;
                final Topic topic = PoolBed.topic("faults", 8 - i, lengths[i]);
                try (ChildJvm child = bed.child("publish", topic, i * SECOND, isKilled ? "published" : "end"))
                {
                    child.awaitLine(isKilled ? "AT " : "ENDING");
                    for (int m = 0; m < PoolMain.MESSAGES; m++)
                    {
                        final long number = i * SECOND + m;
                        final int length = lengths[i];
                        pollOne(subscriber, (view) ->
                        {
                            assertEquals(length, view.length());
                            assertWhole(view, number);
                            if (number % SECOND == 0)
                            {
                                retained.add(view.retain());
                            }
                        });
                    }
                    if (isKilled)
                    {
                        child.kill();
                    }
                    assertEquals(isKilled ? KILLED : 0, child.awaitExit(), child::output);
                }
            }
            for (int i = 0; i < lengths.length; i++)
            {
                assertEquals(lengths[i], retained.get(i).length());
                assertWhole(retained.get(i), i * SECOND);
                retained.get(i).release();
            }
            assertNothingLost(subscriber.stats());
            assertTrue(bed.events().errors().isEmpty(), bed.events()::toString);
        }
    }

    @Test
    void shouldDeliverWhatTwoKilledPublishersLeftWhenTheyAreSweptBeforeItIsRead() throws IOException
    {
        final Topic topic = PoolBed.topic("faults", 8, LENGTH);
        try (MessageSubscriber subscriber = bed.skein().addMessageSubscriber(topic, 0);
            ChildJvm first = bed.child("publish", topic, 0, "published");
            ChildJvm second = bed.child("publish", topic, SECOND, "published"))
        {
            first.awaitLine("AT ");
            second.awaitLine("AT ");
            // One of each, so that both pools are met.
            final long[] next = {0, SECOND};
            while (0 == next[0] || SECOND == next[1])
            {
                pollOne(subscriber, (view) -> assertNext(view, next));
            }
            first.kill();
            second.kill();
            try (MessagePublisher sweeper = bed.skein().addMessagePublisher(topic, Sharing.EXCLUSIVE))
            {
                assertEquals(1, bed.pools().size());
                while (PoolMain.MESSAGES != next[0] || SECOND + PoolMain.MESSAGES != next[1])
                {
                    pollOne(subscriber, (view) -> assertNext(view, next));
                }
                assertTrue(PooledSource.publish(sweeper, LENGTH, 2 * SECOND));
                pollOne(subscriber, (view) -> assertWhole(view, 2 * SECOND));
            }
            Await.until("the dead publishers are gone", () -> 0 == subscriber.publisherCount());
            assertNothingLost(subscriber.stats());
            assertTrue(bed.events().errors().isEmpty(), bed.events()::toString);
        }
    }

    private static void assertNext(final MessageView view, final long[] next)
    {
        final int publisher = Pattern.number(view.buffer()) < SECOND ? 0 : 1;
        assertWhole(view, next[publisher]++);
    }

    private ChildJvm killAndRestart(final ChildJvm first, final Topic topic)
    {
        final Path pool = bed.onlyPool();
        try
        {
            first.kill();
            assertEquals(KILLED, first.awaitExit());
            assertTrue(Files.exists(pool.resolve("pool.dat")), "it was killed and not closed");
            final ChildJvm second = bed.child("publish", topic, SECOND, "run");
            second.awaitLine("READY");
            assertFalse(Files.exists(pool), "it is swept when the next pool is made");
            assertNotEquals(pool, bed.onlyPool());
            return second;
        }
        catch (final IOException ex)
        {
            throw new AssertionError(ex);
        }
    }

    private static void assertWhole(final MessageView view, final long number)
    {
        assertEquals(number, Pattern.number(view.buffer()));
        assertTrue(Pattern.isWhole(view.buffer(), view.length()));
        assertTrue(view.isValid());
    }

    private static void assertNothingLost(final SubscriberStats stats)
    {
        assertEquals(0, stats.failed(), stats::toString);
        assertEquals(0, stats.lost(), stats::toString);
        assertEquals(0, stats.rejected(), stats::toString);
        assertEquals(0, stats.unreachable(), stats::toString);
        assertEquals(0, stats.lapped(), stats::toString);
    }

    private void pollOne(final MessageSubscriber subscriber, final MessageHandler check)
    {
        bed.pollOne(subscriber, check);
    }
}
