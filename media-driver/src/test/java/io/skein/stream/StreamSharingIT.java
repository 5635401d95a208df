package io.skein.stream;

import io.skein.MessageTooLargeException;
import io.skein.Outcome;
import io.skein.Sharing;
import io.skein.topic.Topic;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Several threads at each end.
 */
@Timeout(120)
class StreamSharingIT
{
    private static final int CHUNKS = 100_000;
    private static final int THREADS = 4;
    private static final int MAX = 1 << 20;
    /**
     * Of a chunk that takes several frames.
     */
    private static final int LONG_CHUNK = 200_000;

    @ParameterizedTest
    @ValueSource(strings = {"ipc", "udp"})
    void shouldGiveEachChunkToExactlyOneConsumerWhenFourProduceAndFourConsume(final String medium) throws Exception
    {
        final Topic topic = Bed.topic(medium);
        try (Bed bed = new Bed())
        {
            final ByteStreamReader reader = bed.reader(topic);
            final ByteStreamWriter writer =
                bed.skein().addByteStreamWriter(topic, Sharing.SHARED, StreamOptions.of(1 << 16));
            writer.awaitConnected(Bed.LONG);
            final AtomicIntegerArray counts = new AtomicIntegerArray(CHUNKS);
            final List<CompletableFuture<Void>> consumers = new ArrayList<>();
            final List<CompletableFuture<Void>> producers = new ArrayList<>();
            for (int i = 0; i < THREADS; i++)
            {
                final int first = i;
                consumers.add(run(() -> consume(reader, counts)));
                producers.add(run(() -> produce(writer, first)));
            }
            for (final CompletableFuture<Void> producer : producers)
            {
                producer.get(100, TimeUnit.SECONDS);
            }
            writer.close();
            for (final CompletableFuture<Void> consumer : consumers)
            {
                consumer.get(100, TimeUnit.SECONDS);
            }
            for (int i = 0; i < CHUNKS; i++)
            {
                assertEquals(1, counts.get(i), "chunk " + i);
            }
        }
    }

    private static CompletableFuture<Void> run(final Runnable action)
    {
        final CompletableFuture<Void> end = new CompletableFuture<>();
        new Thread(() ->
        {
            try
            {
                action.run();
                end.complete(null);
            }
            catch (final Throwable ex)
            {
                end.completeExceptionally(ex);
            }
        }).start();
        return end;
    }

    private static void produce(final ByteStreamWriter writer, final int first)
    {
        for (int i = first; i < CHUNKS; i += THREADS)
        {
            writer.send(ByteBuffer.allocate(Integer.BYTES + i % 100).putInt(0, i), Bed.LONG);
        }
    }

    private static void consume(final ByteStreamReader reader, final AtomicIntegerArray counts)
    {
        int last = -1;
        for (final ByteBuffer chunk : reader)
        {
            final int value = chunk.getInt(0);
            assertEquals(Integer.BYTES + value % 100, chunk.remaining());
            counts.incrementAndGet(value);
            last = value;
        }
        assertTrue(last >= -1);
    }

    @Test
    void shouldTellOfWatermarksInTurn()
    {
        final Topic topic = Bed.topic("ipc");
        final List<String> told = new CopyOnWriteArrayList<>();
        try (Bed bed = new Bed())
        {
            final ByteStreamReader reader = bed.reader(topic);
            final ByteStreamWriter writer = bed.skein().addByteStreamWriter(topic, Sharing.EXCLUSIVE,
                StreamOptions.of(100).withWatermarks(20, 80, (isHigh, bytes) -> told.add(isHigh + " " + bytes)));
            writer.awaitConnected(Bed.LONG);
            final UnsafeBuffer ten = new UnsafeBuffer(new byte[10]);
            for (int round = 0; round < 2; round++)
            {
                while (writer.send(ten, 0, 10) != Outcome.BUSY)
                {
                    assertTrue(writer.info().bufferedBytes() <= 100);
                }
                Bed.until("high is told", () -> told.size() % 2 == 1);
                Bed.until("everything is read", () ->
                {
                    reader.poll((view) -> {}, 100);
                    return 0 == writer.info().bufferedBytes();
                });
                Bed.until("low is told", () -> told.size() % 2 == 0);
            }
            assertEquals(4, told.size());
            assertEquals("true 80", told.get(0));
            assertTrue(told.get(1).startsWith("false "));
        }
    }

    /**
     * In the middle of such a chunk the log has a begin without an end, and nothing is wrong.
     */
    @Test
    void shouldGoOnWhenAnotherThreadIsRefusedInTheMiddleOfALongChunk() throws Exception
    {
        final Topic topic = Bed.topic("ipc");
        try (Bed bed = new Bed())
        {
            final ByteStreamReader reader = bed.reader(topic);
            final ByteStreamWriter writer = shared(bed, topic);
            final CountDownLatch isInTheMiddle = new CountDownLatch(1);
            final CountDownLatch mayGoOn = new CountDownLatch(1);
            final UnsafeBuffer slow = inTheMiddle(() ->
            {
                isInTheMiddle.countDown();
                Bed.until("the other one was refused", () -> 0 == mayGoOn.getCount());
            });
            final CompletableFuture<Void> sender =
                run(() -> assertTrue(writer.send(slow, 0, LONG_CHUNK) > 0));
            Bed.until("a piece is sent", () -> 0 == isInTheMiddle.getCount());
            assertThrows(MessageTooLargeException.class, () -> writer.send(ByteBuffer.allocate(MAX + 1)));
            mayGoOn.countDown();
            sender.get(60, TimeUnit.SECONDS);
            assertTrue(writer.send(Bed.bytes(100, 2), Bed.LONG) > 0);
            writer.close();
            assertEquals(Bed.bytes(LONG_CHUNK, 1), reader.receive(Bed.LONG).data());
            assertEquals(Bed.bytes(100, 2), reader.receive(Bed.LONG).data());
            assertSame(Chunk.CLOSED, reader.receive(Bed.LONG));
        }
    }

    @Test
    void shouldSendNothingMoreWhenAnotherThreadHasLeftALongChunkWithoutItsEnd()
    {
        final Topic topic = Bed.topic("ipc");
        try (Bed bed = new Bed())
        {
            final ByteStreamReader reader = bed.reader(topic);
            final ByteStreamWriter writer = shared(bed, topic);
            final List<Long> outcomes = new ArrayList<>();
            final RuntimeException unreadable = new IllegalStateException()
            {
                @Override
                public String toString()
                {
                    // Whoever asks has still to give the stream up.
                    run(() -> outcomes.add(writer.send(Bed.bytes(LONG_CHUNK, 2).position(100)))).join();
                    return "cut short";
                }
            };
            final UnsafeBuffer broken = inTheMiddle(() ->
            {
                throw unreadable;
            });
            assertSame(unreadable, assertThrows(RuntimeException.class, () -> writer.send(broken, 0, LONG_CHUNK)));
            assertEquals(Outcome.CLOSED, outcomes.get(0));
            final StreamException ex = assertThrows(StreamException.class, () ->
            {
                while (true)
                {
                    reader.receive(Bed.LONG);
                }
            });
            assertEquals(StreamException.Reason.ABORTED, ex.reason());
            assertTrue(ex.getMessage().contains("cut short"), ex.getMessage());
        }
    }

    private static ByteStreamWriter shared(final Bed bed, final Topic topic)
    {
        final ByteStreamWriter writer =
            bed.skein().addByteStreamWriter(topic, Sharing.SHARED, StreamOptions.of(MAX));
        writer.awaitConnected(Bed.LONG);
        return writer;
    }

    /**
     * @return a source of a long chunk, of which the first piece is read before the action happens.
     */
    private static UnsafeBuffer inTheMiddle(final Runnable action)
    {
        return new UnsafeBuffer(Bed.bytes(LONG_CHUNK, 1))
        {
            private int reads;

            @Override
            public long addressOffset()
            {
                if (2 == ++reads)
                {
                    action.run();
                }
                return super.addressOffset();
            }
        };
    }
}
