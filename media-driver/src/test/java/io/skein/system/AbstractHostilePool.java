package io.skein.system;

import io.skein.Sharing;
import io.skein.internal.pool.SlotDescriptor;
import io.skein.message.MessagePublisher;
import io.skein.message.MessageSubscriber;
import io.skein.message.SubscriberStats;
import io.skein.topic.Topic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.function.ToLongFunction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * A good publisher with a living pool, and ways to write into its files.
 */
abstract class AbstractHostilePool
{
    static final int SLOTS = 4;
    static final int LENGTH = 5_000;
    static final Topic TOPIC = PoolBed.topic("faults", SLOTS, LENGTH);

    PoolBed bed;
    MessagePublisher publisher;
    Path pool;
    long poolId;
    long published;

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

    void shouldReceiveGood(final MessageSubscriber subscriber)
    {
        final long number = published;
        publish();
        bed.pollOne(subscriber, (view) ->
        {
            assertEquals(number, Pattern.number(view.buffer()));
            assertTrue(Pattern.isWhole(view.buffer(), LENGTH) && view.isValid());
        });
    }

    void publish()
    {
        publisher.awaitConnected(Duration.ofSeconds(60));
        assertTrue(PooledSource.publish(publisher, LENGTH, published++));
    }

    void await(
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

    /**
     * @return the slot with the number of the message that was published last.
     */
    Path newestSlot()
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

    static long getLong(final Path file, final int offset)
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

    static void change(final Path file, final int offset, final long value)
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

    static void putLong(final Path file, final int offset, final long value) throws IOException
    {
        write(file, offset, ByteBuffer.allocate(Long.BYTES).order(ByteOrder.nativeOrder()).putLong(0, value));
    }

    static void write(final Path file, final int offset, final ByteBuffer bytes) throws IOException
    {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE))
        {
            final int length = bytes.remaining();
            assertEquals(length, channel.write(bytes, offset));
        }
    }
}
