package io.skein.stream;

import io.skein.ClosedException;
import io.skein.MessageTooLargeException;
import io.skein.Outcome;
import io.skein.WaitTimeoutException;
import io.skein.topic.Topic;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * What holds for chunks, back pressure and ends, whatever the medium.
 */
@ParameterizedClass
@ValueSource(strings = {"ipc", "udp"})
class StreamContractIT
{
    private static final int MAX = 1 << 20;

    private final Bed bed = new Bed();
    private final Topic topic;

    StreamContractIT(final String medium)
    {
        topic = Bed.topic(medium);
    }

    @AfterEach
    void close()
    {
        bed.close();
        assertTrue(bed.errors().isEmpty(), bed.errors()::toString);
        assertEquals(0, bed.driver().errorCount());
    }

    private ByteStreamWriter connected(final ByteStreamReader reader, final long max)
    {
        final ByteStreamWriter writer = bed.writer(topic, max);
        writer.awaitConnected(Bed.LONG);
        reader.awaitConnected(Bed.LONG);
        return writer;
    }

    @Test
    void shouldKeepBoundariesWhenChunksAreSent()
    {
        final ByteStreamReader reader = bed.reader(topic);
        final ByteStreamWriter writer = connected(reader, MAX);
        final int[] lengths = {0, 1, 31, 32, 33, 1_000, 65_408, 65_409, 200_000, 0, MAX, 7};
        for (int i = 0; i < lengths.length; i++)
        {
            final ByteBuffer source = Bed.bytes(lengths[i], i);
            assertTrue(writer.send(source, Bed.LONG) > 0);
            assertFalse(source.hasRemaining());
            final Chunk chunk = reader.receive(Bed.LONG);
            assertEquals(Bed.bytes(lengths[i], i), chunk.data(), "chunk " + i);
        }
        assertEquals(Chunk.EMPTY, reader.tryReceive());
    }

    /**
     * So many before, that the writer has claimed log ahead.
     */
    @Test
    void shouldGoOnBehindASourceThatCanNotBeRead()
    {
        final ByteStreamReader reader = bed.reader(topic);
        final ByteStreamWriter writer = connected(reader, MAX);
        final int count = 40;
        for (int i = 0; i < count; i++)
        {
            assertTrue(writer.send(new UnsafeBuffer(Bed.bytes(100, i)), 0, 100) > 0);
        }
        final UnsafeBuffer broken = new UnsafeBuffer(new byte[100])
        {
            @Override
            public long addressOffset()
            {
                throw new IllegalStateException("cut short");
            }
        };
        assertEquals("cut short",
            assertThrows(IllegalStateException.class, () -> writer.send(broken, 0, 100)).getMessage());
        assertTrue(writer.send(Bed.bytes(100, count)) > 0);
        assertEquals(100 * (count + 1), writer.info().writtenBytes());
        for (int i = 0; i <= count; i++)
        {
            assertEquals(Bed.bytes(100, i), reader.receive(Bed.LONG).data(), "chunk " + i);
        }
    }

    /**
     * What is in the log of such a chunk can not be taken back.
     */
    @Test
    void shouldAbortWhenTheSourceFailsInTheMiddleOfALongChunk()
    {
        final ByteStreamReader reader = bed.reader(topic);
        final ByteStreamWriter writer = connected(reader, MAX);
        assertTrue(writer.send(Bed.bytes(100, 1)) > 0);
        final int length = 200_000;
        final UnsafeBuffer broken = new UnsafeBuffer(new byte[length])
        {
            private int reads;

            @Override
            public long addressOffset()
            {
                if (++reads > 1)
                {
                    throw new IllegalStateException("cut short");
                }
                return super.addressOffset();
            }
        };
        assertThrows(IllegalStateException.class, () -> writer.send(broken, 0, length));
        assertEquals(Outcome.CLOSED, writer.send(Bed.bytes(1, 0)));
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

    @Test
    void shouldEndWhenWriterIsClosedAndEverythingIsRead()
    {
        final ByteStreamReader reader = bed.reader(topic);
        final ByteStreamWriter writer = connected(reader, MAX);
        for (int i = 0; i < 10; i++)
        {
            assertTrue(writer.send(Bed.bytes(i, i)) > 0);
        }
        writer.close();
        writer.close();
        assertEquals(Outcome.CLOSED, writer.send(Bed.bytes(1, 0)));
        assertThrows(ClosedException.class, () -> writer.send(Bed.bytes(1, 0), Bed.LONG));
        for (int i = 0; i < 10; i++)
        {
            assertEquals(Bed.bytes(i, i), reader.receive(Bed.LONG).data());
        }
        assertEquals(Chunk.CLOSED, reader.receive(Bed.LONG));
        assertEquals(Chunk.CLOSED, reader.tryReceive());
        assertEquals(ByteStreamReader.END, reader.poll((view) -> {}, 1));
        assertTrue(reader.info().isClosed());
        reader.close();
        assertThrows(ClosedException.class, reader::tryReceive);
    }

    @Test
    void shouldEndWhenWriterIsClosedWithoutAByte()
    {
        final ByteStreamReader reader = bed.reader(topic);
        try (ByteStreamWriter writer = bed.writer(topic, MAX))
        {
            Bed.until("the reader is there", writer::isConnected);
        }
        assertEquals(Chunk.CLOSED, reader.receive(Bed.LONG));
    }

    @Test
    void shouldBeBusyExactlyWhenTheLimitWouldBePassed()
    {
        final ByteStreamReader reader = bed.reader(topic);
        final ByteStreamWriter writer = connected(reader, 10);
        assertTrue(writer.send(Bed.bytes(5, 1)) > 0);
        assertEquals(Outcome.BUSY, writer.send(Bed.bytes(6, 2)));
        assertTrue(writer.send(Bed.bytes(5, 2)) > 0);
        assertEquals(Outcome.BUSY, writer.send(Bed.bytes(1, 3)));
        assertTrue(writer.send(Bed.bytes(0, 3)) > 0);
        final WaitTimeoutException ex =
            assertThrows(WaitTimeoutException.class, () -> writer.send(Bed.bytes(1, 3), Duration.ofMillis(5)));
        assertTrue(ex.getMessage().contains(topic.name()) && ex.getMessage().contains("maxBufferedBytes"),
            ex.getMessage());
        assertEquals(new StreamInfo(10, 10, 10, 0, false), writer.info());
        assertThrows(MessageTooLargeException.class, () -> writer.send(Bed.bytes(11, 0)));
        assertEquals(Bed.bytes(5, 1), reader.receive(Bed.LONG).data());
        Bed.until("there is room", () -> writer.send(Bed.bytes(1, 4)) > 0);
        assertEquals(Bed.bytes(5, 2), reader.receive(Bed.LONG).data());
        assertEquals(Bed.bytes(0, 3), reader.receive(Bed.LONG).data());
        assertEquals(Bed.bytes(1, 4), reader.receive(Bed.LONG).data());
        writer.awaitRead(Bed.LONG);
        assertEquals(new StreamInfo(0, 10, 11, 11, false), writer.info());
    }

    @Test
    void shouldCarryEveryByteWhenWrittenAndPolledWithoutBoundaries() throws Exception
    {
        final ByteStreamReader reader = bed.reader(topic);
        final ByteStreamWriter writer = connected(reader, 100_000);
        final int length = 5_000_000;
        final Thread thread = new Thread(() ->
        {
            try
            {
                writer.write(Bed.bytes(length, 3));
                writer.close();
            }
            catch (final Exception ex)
            {
                bed.errors().add(ex);
            }
        });
        thread.start();
        final ByteBuffer expected = Bed.bytes(length, 3);
        final AtomicLong at = new AtomicLong();
        Bed.until("everything came", () ->
        {
            final int count = reader.poll((view) ->
            {
                assertEquals(at.get(), view.position());
                assertEquals(expected.slice((int)view.position(), view.length()), view.byteBuffer());
                assertEquals(0, view.buffer().compareTo(
                    new UnsafeBuffer(expected, (int)view.position(), view.length())));
                at.addAndGet(view.length());
            }, 10);
            return ByteStreamReader.END == count;
        });
        assertEquals(length, at.get());
        thread.join();
    }

    @Test
    void shouldTellTheReaderWhyAndDiscardWhenWriterAborts()
    {
        final ByteStreamReader reader = bed.reader(topic);
        final ByteStreamWriter writer = connected(reader, MAX);
        assertTrue(writer.send(Bed.bytes(100, 1)) > 0);
        writer.abort("the disk is full");
        Bed.until("the reader knows", () -> reader.info().isClosed());
        final StreamException ex = assertThrows(StreamException.class, reader::tryReceive);
        assertEquals(StreamException.Reason.ABORTED, ex.reason());
        assertTrue(ex.getMessage().contains("the disk is full") && ex.getMessage().contains(topic.name()),
            ex.getMessage());
        assertEquals(Outcome.CLOSED, writer.send(Bed.bytes(1, 0)));
    }

    @Test
    void shouldTellTheWriterWhenReaderClosesOrAborts()
    {
        final ByteStreamReader reader = bed.reader(topic);
        final ByteStreamWriter writer = connected(reader, MAX);
        assertTrue(writer.send(Bed.bytes(100, 1)) > 0);
        reader.abort("enough");
        Bed.until("the writer knows", () -> writer.info().isClosed());
        final StreamException ex = assertThrows(StreamException.class, () -> writer.send(Bed.bytes(1, 0)));
        assertEquals(StreamException.Reason.ABORTED, ex.reason());
        assertTrue(ex.getMessage().contains("enough"), ex.getMessage());
    }
}
