package io.skein.system;

import io.skein.Connection;
import io.skein.PoolException;
import io.skein.Skein;
import io.skein.internal.pool.PoolDescriptor;
import io.skein.message.Claim;
import io.skein.message.MessageSubscriber;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * The files of a living pool are not what they must be, or not there.
 */
@Timeout(180)
@DisabledOnOs(OS.WINDOWS)
class PoolHostileFilesIT extends AbstractHostilePool
{
    @Test
    void shouldRefuseAPoolWhenItsControlFileLies() throws IOException
    {
        final Path control = pool.resolve("pool.dat");
        final byte[] good = Files.readAllBytes(control);
        final int[][] lies = {
            {PoolDescriptor.MAGIC_OFFSET, 0}, {PoolDescriptor.VERSION_OFFSET, 2}, {PoolDescriptor.VERSION_OFFSET, 0},
            {PoolDescriptor.SLOT_COUNT_OFFSET, 0}, {PoolDescriptor.SLOT_COUNT_OFFSET, -1},
            {PoolDescriptor.SLOT_COUNT_OFFSET, SLOTS + 1}, {PoolDescriptor.SLOT_COUNT_OFFSET, 1_024},
            {PoolDescriptor.SLOT_COUNT_OFFSET, Integer.MAX_VALUE}, {PoolDescriptor.SLOT_SIZE_OFFSET, 0},
            {PoolDescriptor.SLOT_SIZE_OFFSET, 1 << 20}, {PoolDescriptor.SLOT_SIZE_OFFSET, Integer.MAX_VALUE},
            {PoolDescriptor.SLOT_SIZE_OFFSET + 4, 1}, {PoolDescriptor.SLOT_SIZE_OFFSET + 4, -1},
            {PoolDescriptor.POOL_ID_OFFSET, 0}, {PoolDescriptor.STATE_OFFSET, 3}, {PoolDescriptor.STATE_OFFSET, -1},
            {PoolDescriptor.STATE_OFFSET, PoolDescriptor.BEING_MADE}, {PoolDescriptor.TOPIC_LENGTH_OFFSET, -1},
            {PoolDescriptor.TOPIC_LENGTH_OFFSET, 401}, {PoolDescriptor.TOPIC_LENGTH_OFFSET, Integer.MAX_VALUE}};
        for (final int[] lie : lies)
        {
            final ByteBuffer bad = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.nativeOrder()).putInt(0, lie[1]);
            write(control, lie[0], bad);
            shouldSayWhyItIsOutOfReach((message) -> message.contains(pool.toString()));
            write(control, lie[0], ByteBuffer.wrap(good, lie[0], Integer.BYTES));
        }
        shouldReceiveGoodAnew();
    }

    @Test
    void shouldRefuseAPoolWhenAFileIsNotWhatItMustBe() throws IOException
    {
        final Path slot = pool.resolve("slot-2.dat");
        final Path away = pool.resolve("away");
        Files.move(slot, away);
        shouldSayWhyItIsOutOfReach((message) -> message.contains("slot-2.dat") && message.contains("no such file"));
        Files.createSymbolicLink(slot, away);
        shouldSayWhyItIsOutOfReach((message) -> message.contains("slot-2.dat"));
        Files.delete(slot);
        Files.createDirectory(slot);
        shouldSayWhyItIsOutOfReach((message) -> message.contains("slot-2.dat"));
        Files.delete(slot);
        Files.write(slot, new byte[LENGTH]);
        shouldSayWhyItIsOutOfReach((message) -> message.contains("slot-2.dat") && message.contains("length is"));
        Files.delete(slot);
        Files.copy(pool.resolve("slot-1.dat"), slot);
        shouldSayWhyItIsOutOfReach((message) -> message.contains("it says it is slot 1"));
        Files.delete(slot);
        Files.move(away, slot);
        shouldReceiveGoodAnew();
    }

    @Test
    void shouldFindThePoolWhenTheSubscriberHasAnotherPathOfTheDriver() throws IOException
    {
        final Path other = bed.signal("other");
        Files.createSymbolicLink(other, bed.directory());
        final Events events = new Events();
        try (Skein skein = Skein.connect(Connection.to(other), events.options());
            MessageSubscriber subscriber = skein.addMessageSubscriber(TOPIC, 0))
        {
            Await.until("connected", subscriber::isConnected);
            publish();
            bed.pollOne(subscriber, (view) -> assertTrue(Pattern.isWhole(view.buffer(), LENGTH)));
            assertTrue(events.errors().isEmpty(), events::toString);
        }
        finally
        {
            Files.deleteIfExists(other);
        }
    }

    /**
     * With a subscriber that has not met the pool yet.
     */
    private void shouldSayWhyItIsOutOfReach(final Predicate<String> isWhy)
    {
        try (MessageSubscriber subscriber = bed.skein().addMessageSubscriber(TOPIC, 0))
        {
            publishTo(subscriber);
            Await.until(() -> "it is counted: " + subscriber.stats(), () ->
            {
                subscriber.poll((view) -> {}, 1);
                return subscriber.stats().unreachable() > 1;
            });
            assertEquals(0, subscriber.stats().messages());
            assertUnreachable(bed.events(), isWhy);
        }
    }

    /**
     * Who has just joined may be behind messages that were there before.
     */
    private void publishTo(final MessageSubscriber subscriber)
    {
        final Claim claim = publisher.newClaim();
        for (int i = 0; i < 2; i++)
        {
            Await.until(() -> "a slot is free: " + publisher.stats(), () ->
            {
                subscriber.poll((view) -> {}, 1);
                return publisher.tryClaim(LENGTH, claim) > 0;
            });
            Pattern.fill(claim.data(), LENGTH, published++);
            assertTrue(claim.commit() > 0);
        }
    }

    private static void assertUnreachable(final Events events, final Predicate<String> isWhy)
    {
        assertEquals(1, events.errors().size(), events::toString);
        final String message = assertInstanceOf(PoolException.class, events.errors().remove(0)).getMessage();
        assertTrue(message.contains("topic " + TOPIC.name()) && isWhy.test(message), message);
        assertFalse(message.contains("\n"), message);
    }

    private void shouldReceiveGoodAnew()
    {
        try (MessageSubscriber subscriber = bed.skein().addMessageSubscriber(TOPIC, 0))
        {
            publishTo(subscriber);
            final long last = published - 1;
            Await.until(() -> "good messages come: " + subscriber.stats() + bed.events(), () ->
            {
                final boolean[] isLast = {false};
                subscriber.poll((view) -> isLast[0] = last == Pattern.number(view.buffer()), 1);
                return isLast[0];
            });
            for (int i = 0; i < 2 * SLOTS; i++)
            {
                shouldReceiveGood(subscriber);
            }
        }
    }
}
