package io.skein.stream;

import io.skein.ClosedException;
import io.skein.InterruptedWaitException;
import io.skein.MessageTooLargeException;
import io.skein.WaitTimeoutException;
import io.skein.topic.Topic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Every way to receive, and that they can be mixed.
 */
@ParameterizedClass
@ValueSource(strings = {"ipc", "udp"})
class StreamReceiveIT
{
    private static final Duration SHORT = Duration.ofMillis(5);

    private final Bed bed = new Bed();
    private final Topic topic;
    private ByteStreamReader reader;
    private ByteStreamWriter writer;

    StreamReceiveIT(final String medium)
    {
        topic = Bed.topic(medium);
    }

    @BeforeEach
    void connect()
    {
        reader = bed.reader(topic);
        writer = bed.writer(topic, 1 << 18);
        writer.awaitConnected(Bed.LONG);
    }

    @AfterEach
    void close()
    {
        bed.close();
        assertTrue(bed.errors().isEmpty(), bed.errors()::toString);
    }

    private void send(final String text)
    {
        assertTrue(writer.send(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), Bed.LONG) > 0);
    }

    private static String text(final ByteBuffer bytes)
    {
        return StandardCharsets.UTF_8.decode(bytes).toString();
    }

    @Test
    void shouldLeaveNoTraceWhenAReceiveTimesOutOrIsInterrupted()
    {
        assertSame(Chunk.EMPTY, reader.tryReceive());
        final WaitTimeoutException ex = assertThrows(WaitTimeoutException.class, () -> reader.receive(SHORT));
        assertTrue(ex.getMessage().contains(topic.name()) && ex.getMessage().contains("5.0 ms"), ex.getMessage());
        assertThrows(WaitTimeoutException.class, () -> reader.receive(Duration.ofSeconds(-1)));
        assertThrows(NullPointerException.class, () -> reader.receive(null));
        Thread.currentThread().interrupt();
        assertThrows(InterruptedWaitException.class, reader::receive);
        assertTrue(Thread.interrupted());
        send("one");
        assertEquals("one", text(reader.receive(Duration.ofSeconds(Long.MAX_VALUE)).data()));
    }

    @Test
    void shouldReceiveIntoTheCallersMemoryWhenItFits()
    {
        send("four");
        final ByteBuffer target = ByteBuffer.allocateDirect(3);
        Bed.until("it is there", () ->
        {
            try
            {
                return ByteStreamReader.NOTHING != reader.tryReceive(target);
            }
            catch (final MessageTooLargeException ex)
            {
                assertTrue(ex.getMessage().contains("4 bytes") && ex.getMessage().contains("room of 3"),
                    ex.getMessage());
                return true;
            }
        });
        assertEquals(0, target.position());
        final ByteBuffer larger = ByteBuffer.allocate(100);
        assertEquals(4, reader.tryReceive(larger));
        assertEquals("four", text(larger.flip()));
        assertThrows(ReadOnlyBufferException.class, () -> reader.tryReceive(larger.asReadOnlyBuffer()));
        assertThrows(NullPointerException.class, () -> reader.tryReceive(null));
        assertEquals(ByteStreamReader.NOTHING, reader.tryReceive(larger.clear()));
    }

    @Test
    void shouldReceiveWhatIsLeftOfAChunkWhenBytesOfItWereRead() throws IOException
    {
        send("0123456789");
        send("abc");
        final ByteBuffer three = ByteBuffer.allocate(3);
        assertEquals(3, reader.read(three));
        assertEquals("012", text(three.flip()));
        assertEquals("3456789", text(reader.receive(Bed.LONG).data()));
        final ByteBuffer[] targets = {ByteBuffer.allocate(1), ByteBuffer.allocate(1)};
        Bed.until("both are filled", () ->
        {
            try
            {
                reader.read(targets);
            }
            catch (final IOException ex)
            {
                throw new AssertionError(ex);
            }
            return !targets[1].hasRemaining();
        });
        assertEquals("ab", text(targets[0].flip()) + text(targets[1].flip()));
        assertEquals(0, reader.read(ByteBuffer.allocate(0)));
        final List<String> seen = new ArrayList<>();
        Bed.until("the rest is seen", () -> reader.poll((view) ->
        {
            assertFalse(view.isBegin());
            assertTrue(view.isEnd());
            seen.add(text(view.byteBuffer()));
        }, 1) > 0);
        assertEquals(List.of("c"), seen);
    }

    @Test
    void shouldCompleteFuturesInOrderAndTakeNothingForCancelledOnes() throws Exception
    {
        final CompletableFuture<Chunk> first = reader.receiveAsync();
        final CompletableFuture<Chunk> cancelled = reader.receiveAsync();
        final CompletableFuture<Chunk> late = reader.receiveAsync(SHORT);
        final CompletableFuture<Chunk> second = reader.receiveAsync(Bed.LONG);
        assertTrue(cancelled.cancel(true));
        final ExecutionException ex = assertThrows(ExecutionException.class, () -> late.get(60, TimeUnit.SECONDS));
        assertInstanceOf(WaitTimeoutException.class, ex.getCause());
        send("one");
        send("two");
        assertEquals("one", text(first.get(60, TimeUnit.SECONDS).data()));
        assertEquals("two", text(second.get(60, TimeUnit.SECONDS).data()));
        assertThrows(CancellationException.class, cancelled::join);
        final CompletableFuture<Chunk> end = reader.receiveAsync();
        writer.close();
        assertTrue(end.get(60, TimeUnit.SECONDS).isClosed());
    }

    @Test
    void shouldWakeEveryWaiterWhenReaderIsClosed() throws Exception
    {
        final CompletableFuture<Chunk> future = reader.receiveAsync();
        final CompletableFuture<Throwable> waiter = new CompletableFuture<>();
        final Thread thread = new Thread(() ->
            waiter.complete(assertThrows(ClosedException.class, () -> reader.receive())));
        thread.start();
        reader.close();
        assertTrue(waiter.get(60, TimeUnit.SECONDS).getMessage().contains(topic.name()));
        assertInstanceOf(ClosedException.class,
            assertThrows(ExecutionException.class, () -> future.get(60, TimeUnit.SECONDS)).getCause());
        final ClosedChannelException ex =
            assertThrows(ClosedChannelException.class, () -> reader.read(ByteBuffer.allocate(1)));
        assertTrue(ex.getMessage().contains(topic.name()), ex.getMessage());
        assertThrows(ClosedException.class, reader::receiveAsync);
    }

    @Test
    void shouldIterateUntilTheEnd()
    {
        send("one");
        send("");
        send("three");
        writer.close();
        final List<String> chunks = new ArrayList<>();
        for (final ByteBuffer chunk : reader)
        {
            chunks.add(text(chunk));
        }
        assertEquals(List.of("one", "", "three"), chunks);
    }

    @Test
    void shouldReadLinesAndMarksWhenUsedAsAStream() throws IOException
    {
        try (OutputStream output = writer.asOutputStream())
        {
            output.write("first\r\nsecond\n\nlast".getBytes(StandardCharsets.UTF_8));
            output.write('!');
        }
        final StreamInput input = reader.asInputStream();
        assertEquals(5, input.find((byte)'\r', 100));
        assertEquals(-1, input.find((byte)'\n', 3));
        input.mark(100);
        assertEquals("first", input.readLine());
        input.reset();
        assertEquals('f', input.read());
        assertEquals("irst", input.readLine());
        assertEquals("second", input.readLine());
        assertEquals("", input.readLine());
        assertEquals("last!", input.readLine());
        assertNull(input.readLine());
        assertEquals(-1, input.read());
    }

    @Test
    void shouldCarryEverythingWhenJavaNioUsesIt() throws Exception
    {
        final byte[] bytes = Bed.bytes(1_000_003, 7).array();
        final CompletableFuture<Void> written = CompletableFuture.runAsync(() ->
        {
            try (OutputStream output = Channels.newOutputStream(writer))
            {
                output.write(bytes);
            }
            catch (final IOException ex)
            {
                throw new AssertionError(ex);
            }
        });
        final ByteArrayOutputStream target = new ByteArrayOutputStream();
        assertEquals(bytes.length, reader.transferTo(Channels.newChannel(target)));
        assertArrayEquals(bytes, target.toByteArray());
        written.get(60, TimeUnit.SECONDS);
    }

    @Test
    void shouldThrowWhatAHandlerThrowsAndGoOnBehindIt()
    {
        send("bad");
        send("good");
        Bed.until("the handler threw", () ->
        {
            try
            {
                return reader.poll((view) ->
                {
                    throw new IllegalStateException("mine");
                }, 10) > 0;
            }
            catch (final IllegalStateException ex)
            {
                return "mine".equals(ex.getMessage());
            }
        });
        assertEquals("good", text(reader.receive(Bed.LONG).data()));
        assertThrows(IllegalArgumentException.class, () -> reader.poll((view) -> {}, 0));
        assertThrows(NullPointerException.class, () -> reader.poll(null, 1));
    }

    @Test
    void shouldEndThePollEarlyWhenTheWriterMustBeTold()
    {
        final int part = (1 << 18) / 8;
        final int chunks = 4;
        for (int i = 0; i < chunks; i++)
        {
            assertTrue(writer.send(ByteBuffer.allocate(part), Bed.LONG) > 0);
        }
        final long[] bytes = new long[1];
        final long[] most = new long[1];
        Bed.until("all are seen", () ->
        {
            final long before = bytes[0];
            reader.poll((view) -> bytes[0] += view.length(), Integer.MAX_VALUE);
            most[0] = Math.max(most[0], bytes[0] - before);
            return bytes[0] == chunks * part;
        });
        // Over UDP a frame may come on top of it.
        assertTrue(most[0] < 2 * part, () -> most[0] + " bytes in a poll");
    }
}
