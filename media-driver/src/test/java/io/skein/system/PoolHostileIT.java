package io.skein.system;

import io.aeron.Aeron;
import io.aeron.ExclusivePublication;
import io.skein.LappedException;
import io.skein.Sharing;
import io.skein.internal.pool.SlotDescriptor;
import io.skein.internal.wire.PooledForm;
import io.skein.message.MessagePublisher;
import io.skein.message.MessageSubscriber;
import io.skein.message.RetainedMessage;
import io.skein.message.SubscriberStats;
import io.skein.topic.Topic;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Somebody of the same user publishes pooled messages of their own making, and writes into the slots of a living pool.
 */
@Timeout(180)
@DisabledOnOs(OS.WINDOWS)
class PoolHostileIT extends AbstractHostilePool
{
    @Test
    void shouldRefuseDescriptorsWhenAnyFieldLies()
    {
        try (MessageSubscriber subscriber = bed.skein().addMessageSubscriber(TOPIC, 0);
            Aeron aeron = Aeron.connect(new Aeron.Context().aeronDirectoryName(bed.directory().toString()));
            ExclusivePublication enemy =
                aeron.addExclusivePublication(TOPIC.channels().get(0).publish(), TOPIC.streamId()))
        {
            Await.until("both publishers", () -> 2 == subscriber.publisherCount() && enemy.isConnected());
            shouldReceiveGood(subscriber);
            long refused = 0;
            for (final long id : new long[] {0, 1, -1, poolId + 1, Long.MIN_VALUE, Long.MAX_VALUE})
            {
                inject(enemy, descriptor(id, 0, 2), PooledForm.LENGTH);
                await(subscriber, ++refused, SubscriberStats::unreachable);
                shouldReceiveGood(subscriber);
            }
            refused = 0;
            for (final int slot : new int[] {SLOTS, SLOTS + 1, 1_024, 32_768, 65_535})
            {
                inject(enemy, descriptor(poolId, slot, 2), PooledForm.LENGTH);
                await(subscriber, ++refused, SubscriberStats::rejected);
                shouldReceiveGood(subscriber);
            }
            for (int length = 8; length < PooledForm.LENGTH; length++)
            {
                inject(enemy, descriptor(poolId, 0, 2), length);
                await(subscriber, ++refused, SubscriberStats::rejected);
            }
            shouldReceiveGood(subscriber);
            shouldRefuseGenerations(subscriber, enemy, refused);
            assertEquals(0, subscriber.stats().failed());
            assertEquals(0, subscriber.stats().lost());
        }
    }

    private void shouldRefuseGenerations(
        final MessageSubscriber subscriber, final ExclusivePublication enemy, final long rejected)
    {
        long refused = rejected;
        for (final long generation : new long[] {1, 3, (1L << 48) - 1})
        {
            inject(enemy, descriptor(poolId, 0, generation), PooledForm.LENGTH);
            await(subscriber, ++refused, SubscriberStats::rejected);
        }
        refused = 0;
        for (final long generation : new long[] {0, 1_000_000, (1L << 48) - 2})
        {
            inject(enemy, descriptor(poolId, 0, generation), PooledForm.LENGTH);
            await(subscriber, ++refused, SubscriberStats::lapped);
        }
        shouldReceiveGood(subscriber);
    }

    @Test
    void shouldRefuseASlotThatWasNeverWritten()
    {
        try (MessageSubscriber subscriber = bed.skein().addMessageSubscriber(TOPIC, 0);
            Aeron aeron = Aeron.connect(new Aeron.Context().aeronDirectoryName(bed.directory().toString()));
            ExclusivePublication enemy =
                aeron.addExclusivePublication(TOPIC.channels().get(0).publish(), TOPIC.streamId()))
        {
            Await.until("both publishers", () -> 2 == subscriber.publisherCount() && enemy.isConnected());
            for (int slot = 0; slot < SLOTS; slot++)
            {
                inject(enemy, descriptor(poolId, slot, 0), PooledForm.LENGTH);
                await(subscriber, slot + 1, SubscriberStats::rejected);
            }
            shouldReceiveGood(subscriber);
        }
    }

    @Test
    void shouldRefuseWhatASlotHoldsWhenItsWordsLie() throws IOException
    {
        try (MessageSubscriber subscriber = bed.skein().addMessageSubscriber(TOPIC, 0))
        {
            shouldReceiveGood(subscriber);
            final long[] lengths = {
                -1, 0, 7, 31, LENGTH, Long.MIN_VALUE, Long.MAX_VALUE, 1L << 32 | LENGTH, Integer.MAX_VALUE, 1 << 16};
            long refused = 0;
            for (final long length : lengths)
            {
                publish();
                putLong(newestSlot(), SlotDescriptor.MESSAGE_LENGTH_OFFSET, length);
                await(subscriber, ++refused, SubscriberStats::rejected);
                shouldReceiveGood(subscriber);
            }
            refused = 0;
            for (final long generation : new long[] {0, 1, -1, -2, Long.MAX_VALUE})
            {
                publish();
                final Path slot = newestSlot();
                final long before = getLong(slot, SlotDescriptor.GENERATION_OFFSET);
                putLong(slot, SlotDescriptor.GENERATION_OFFSET, generation);
                await(subscriber, ++refused, SubscriberStats::lapped);
                putLong(slot, SlotDescriptor.GENERATION_OFFSET, before);
                shouldReceiveGood(subscriber);
            }
            assertEquals(0, subscriber.stats().failed());
        }
    }

    @Test
    void shouldNeverLookBeyondTheSlotWhenAnyWordOfTheMessageLies() throws IOException
    {
        try (MessageSubscriber subscriber = bed.skein().addMessageSubscriber(TOPIC, 0))
        {
            shouldReceiveGood(subscriber);
            final long[] lies = {-1, 0, Long.MIN_VALUE, Long.MAX_VALUE, 0x7FFF_FFFF_7FFF_FFFFL, 0x0000_FFFF_0000_FFFFL};
            for (int word = 0; word < 64; word += Integer.BYTES)
            {
                for (final long lie : lies)
                {
                    final SubscriberStats before = subscriber.stats();
                    publish();
                    putLong(newestSlot(), SlotDescriptor.MESSAGE_OFFSET + word, lie);
                    Await.until(() -> "it is dealt with: " + subscriber.stats(), () ->
                    {
                        subscriber.poll((view) -> assertTrue(view.length() <= LENGTH + SlotDescriptor.HEADROOM), 1);
                        return !before.equals(subscriber.stats());
                    });
                    shouldReceiveGood(subscriber);
                }
            }
            assertTrue(subscriber.stats().rejected() > 0, subscriber.stats()::toString);
            assertEquals(0, subscriber.stats().failed(), bed.events()::toString);
        }
    }

    @Test
    void shouldNotShowMoreThanTheSlotWhenTheHeaderChangesUnderTheHandler() throws IOException
    {
        final Topic onward = Topic.message("faults/onward");
        try (MessageSubscriber subscriber = bed.skein().addMessageSubscriber(TOPIC, 0);
            MessageSubscriber end = bed.skein().addMessageSubscriber(onward, 0);
            MessagePublisher forwarder = bed.skein().addMessagePublisher(onward, Sharing.EXCLUSIVE))
        {
            forwarder.awaitConnected(Duration.ofSeconds(60));
            for (int word = 0; word < 48; word += Integer.BYTES)
            {
                for (final long lie : new long[] {-1, 0, Long.MAX_VALUE, 0x7FFF_FFFF_7FFF_FFFFL})
                {
                    publish();
                    final Path slot = newestSlot();
                    final int offset = SlotDescriptor.MESSAGE_OFFSET + word;
                    bed.pollOne(subscriber, (view) ->
                    {
                        change(slot, offset, lie);
                        try (RetainedMessage kept = view.retain())
                        {
                            assertEquals(LENGTH, kept.length());
                            assertEquals(0, (kept.buffer().addressOffset() - view.buffer().addressOffset()));
                        }
                        catch (final LappedException ex)
                        {
                            // Told: as good.
                            assertTrue(view.isValid());
                        }
                        forwarder.forward(view);
                    });
                    final SubscriberStats before = end.stats();
                    Await.until(() -> "forwarded: " + end.stats(), () ->
                    {
                        end.poll((view) -> assertTrue(view.length() <= LENGTH + SlotDescriptor.HEADROOM), 1);
                        return !before.equals(end.stats());
                    });
                }
            }
            assertEquals(0, subscriber.stats().failed() + end.stats().failed(), bed.events()::toString);
            shouldReceiveGood(subscriber);
        }
    }

    private static UnsafeBuffer descriptor(final long id, final int slot, final long generation)
    {
        final UnsafeBuffer buffer = new UnsafeBuffer(ByteBuffer.allocateDirect(PooledForm.LENGTH));
        PooledForm.stamp(buffer, 0, 0, id, PooledForm.slotAndGeneration(slot, generation));
        return buffer;
    }

    private static void inject(final ExclusivePublication enemy, final UnsafeBuffer message, final int length)
    {
        Await.until("injection", () -> enemy.offer(message, 0, length) > 0);
    }
}
