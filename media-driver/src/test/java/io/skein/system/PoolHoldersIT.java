package io.skein.system;

import io.skein.PoolException;
import io.skein.Sharing;
import io.skein.message.MessagePublisher;
import io.skein.message.MessageSubscriber;
import io.skein.message.RetainedMessage;
import io.skein.topic.PoolOptions;
import io.skein.topic.Topic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * More processes retain than a pool has holder numbers.
 */
@Timeout(180)
class PoolHoldersIT
{
    private static final int SLOTS = 4;
    private static final int LENGTH = 5_000;
    private static final Topic TOPIC = PoolBed.topic("faults", SLOTS, LENGTH);

    @Test
    void shouldRefuseToRetainWhenAllHolderNumbersAreTakenAndOnlyUntilOneIsFree() throws IOException
    {
        try (PoolBed bed = new PoolBed();
            MessageSubscriber subscriber = bed.skein().addMessageSubscriber(TOPIC, 0);
            MessagePublisher publisher = bed.skein().addMessagePublisher(TOPIC, Sharing.EXCLUSIVE))
        {
            final Path pool = bed.onlyPool();
            try (ChildJvm locks = bed.child("locks", TOPIC, pool))
            {
                locks.awaitLine("AT 64");
                for (int i = 0; i < 2 * SLOTS; i++)
                {
                    assertTrue(PooledSource.publish(publisher, LENGTH, i));
                    bed.pollOne(subscriber, (view) ->
                    {
                        final PoolException ex = assertThrows(PoolException.class, view::retain);
                        assertTrue(ex.getMessage().contains("64") && ex.getMessage().contains("topic faults"),
                            ex::getMessage);
                        assertFalse(ex.getMessage().contains("\n"), ex::getMessage);
                        assertTrue(Pattern.isWhole(view.buffer(), LENGTH) && view.isValid());
                    });
                }
                PoolBed.awaitAllSlotsFree(publisher);
                locks.kill();
                assertEquals(137, locks.awaitExit());
            }
            final List<RetainedMessage> retained = new ArrayList<>();
            for (int i = 0; i < SLOTS; i++)
            {
                assertTrue(PooledSource.publish(publisher, LENGTH, i));
                bed.pollOne(subscriber, (view) -> retained.add(view.retain()));
            }
            assertTrue(Files.exists(pool.resolve("holder-0.lock")));
            assertEquals(0, PoolBed.lendable(publisher, SLOTS));
            for (int i = 0; i < SLOTS; i++)
            {
                assertEquals(i, Pattern.number(retained.get(i).buffer()));
                assertTrue(Pattern.isWhole(retained.get(i).buffer(), LENGTH));
                retained.get(i).release();
            }
            PoolBed.awaitAllSlotsFree(publisher);
            assertEquals(0, subscriber.stats().failed());
            assertTrue(bed.events().errors().isEmpty(), bed.events()::toString);
        }
    }

    @Test
    void shouldOverwriteWhatWasReleasedWhenAnotherSubscriberHasNotPassedIt() throws IOException
    {
        final Topic topic = Topic.message("faults").pool(
            PoolOptions.of(2, LENGTH).threshold(0).policy(PoolOptions.Policy.OVERWRITE));
        try (PoolBed bed = new PoolBed();
            MessageSubscriber retaining = bed.skein().addMessageSubscriber(topic, 0);
            MessageSubscriber idle = bed.skein().addMessageSubscriber(topic, 0);
            MessagePublisher publisher = bed.skein().addMessagePublisher(topic, Sharing.EXCLUSIVE))
        {
            final List<RetainedMessage> retained = new ArrayList<>();
            for (int i = 0; i < 2; i++)
            {
                assertTrue(PooledSource.publish(publisher, LENGTH, i));
                bed.pollOne(retaining, (view) -> retained.add(view.retain()));
            }
            assertEquals(0, PoolBed.lendable(publisher, 2));
            assertTrue(retained.stream().allMatch(RetainedMessage::isValid));
            retained.get(0).release();
            for (int i = 2; i < 10; i++)
            {
                final long number = i;
                assertTrue(PooledSource.publish(publisher, LENGTH, number));
                bed.pollOne(retaining, (view) -> assertEquals(number, Pattern.number(view.buffer())));
            }
            assertEquals(1, Pattern.number(retained.get(1).buffer()));
            retained.get(1).release();
            assertEquals(8, publisher.stats().overwritten());
            bed.pollOne(idle, (view) -> assertTrue(Pattern.isWhole(view.buffer(), LENGTH)));
            assertTrue(idle.stats().lapped() > 0, idle.stats()::toString);
        }
    }
}
