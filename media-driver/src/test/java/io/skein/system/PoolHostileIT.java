package io.skein.system;

import io.aeron.Aeron;
import io.aeron.ExclusivePublication;
import io.skein.Connection;
import io.skein.LappedException;
import io.skein.PoolException;
import io.skein.Sharing;
import io.skein.Skein;
import io.skein.internal.pool.PoolDescriptor;
import io.skein.internal.pool.SlotDescriptor;
import io.skein.internal.wire.PooledForm;
import io.skein.message.Claim;
import io.skein.message.MessagePublisher;
import io.skein.message.MessageSubscriber;
import io.skein.message.RetainedMessage;
import io.skein.message.SubscriberStats;
import io.skein.topic.Topic;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Somebody of the same user publishes pooled messages of their own making, and writes into the files of a living pool.
 */
@Timeout(180)
@DisabledOnOs(OS.WINDOWS)
class PoolHostileIT
{
    private static final int SLOTS = 4;
    private static final int LENGTH = 5_000;
    private static final Topic TOPIC = PoolBed.topic("faults", SLOTS, LENGTH);

    private PoolBed bed;
    private MessagePublisher publisher;
    private Path pool;
    private long poolId;
    private long published;

    @BeforeEach
    void open() throws IOException
    {
        bed = new PoolBed();
        publisher = bed.skein().addMessagePublisher(TOPIC, Sharing.EXCLUSIVE);
        pool = bed.onlyPool();
        poolId = Long.parseUnsignedLong(pool.getFileName().toString(), 16);
    }

    @AfterEach
    void close()
    {
        bed.close();
    }

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

    private void shouldReceiveGood(final MessageSubscriber subscriber)
    {
        final long number = published;
        publish();
        bed.pollOne(subscriber, (view) ->
        {
            assertEquals(number, Pattern.number(view.buffer()));
            assertTrue(Pattern.isWhole(view.buffer(), LENGTH) && view.isValid());
        });
    }

    private void publish()
    {
        publisher.awaitConnected(Duration.ofSeconds(60));
        assertTrue(PooledSource.publish(publisher, LENGTH, published++));
    }

    private void await(
        final MessageSubscriber subscriber, final long count,
        final ToLongFunction<SubscriberStats> counter)
    {
        Await.until(() -> count + " are counted: " + subscriber.stats() + bed.events(), () ->
        {
            subscriber.poll((view) -> {}, 1);
            return counter.applyAsLong(subscriber.stats()) >= count;
        });
        assertEquals(count, counter.applyAsLong(subscriber.stats()), subscriber.stats()::toString);
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

    /**
     * @return the slot with the number of the message that was published last.
     */
    private Path newestSlot()
    {
        for (int i = 0; i < SLOTS; i++)
        {
            final Path slot = pool.resolve("slot-" + i + ".dat");
            for (final int payload : List.of(64, 96, 128, 160))
            {
                if (published - 1 == getLong(slot, payload) && 0 == (getLong(slot, 0) & 1) && isLatest(slot))
                {
                    return slot;
                }
            }
        }
        throw new AssertionError("no slot has message " + (published - 1));
    }

    private boolean isLatest(final Path slot)
    {
        return getLong(slot, SlotDescriptor.GENERATION_OFFSET) > 0;
    }

    private static long getLong(final Path file, final int offset)
    {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ))
        {
            final ByteBuffer buffer = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.nativeOrder());
            assertEquals(Long.BYTES, channel.read(buffer, offset));
            return buffer.getLong(0);
        }
        catch (final IOException ex)
        {
            throw new AssertionError(ex);
        }
    }

    private static void change(final Path file, final int offset, final long value)
    {
        try
        {
            putLong(file, offset, value);
        }
        catch (final IOException ex)
        {
            throw new AssertionError(ex);
        }
    }

    private static void putLong(final Path file, final int offset, final long value) throws IOException
    {
        write(file, offset, ByteBuffer.allocate(Long.BYTES).order(ByteOrder.nativeOrder()).putLong(0, value));
    }

    private static void write(final Path file, final int offset, final ByteBuffer bytes) throws IOException
    {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE))
        {
            final int length = bytes.remaining();
            assertEquals(length, channel.write(bytes, offset));
        }
    }
}
