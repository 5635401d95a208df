package io.skein.payload;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.Random;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class PayloadWriteTest
{
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 1_000})
    void shouldWriteEverythingWhenChannelTakesLittle(final int bytesPerCall) throws IOException
    {
        final byte[][] parts = Bytes.parts("0,5,0,0,1,9,0,4,0");
        for (final Payload payload : new Payload[] {Payload.copyOf(parts), Payload.borrow(Bytes.buffers(parts))})
        {
            final ChoppyChannel channel = new ChoppyChannel(bytesPerCall);
            assertEquals(19, payload.writeTo(channel));
            assertArrayEquals(Bytes.join(parts), channel.taken.toByteArray());
        }
    }

    @Test
    void shouldGoOnFromPositionWhenChannelIsFull() throws IOException
    {
        final byte[][] parts = Bytes.parts("5,0,9");
        final Payload payload = Payload.copyOf(parts);
        final ChoppyChannel channel = new ChoppyChannel(4);
        long position = 0;
        for (int call = 0; call <= 14; call++)
        {
            channel.room = 1;
            position += payload.writeTo(channel, position);
        }

        assertEquals(14, position);
        assertArrayEquals(Bytes.join(parts), channel.taken.toByteArray());
        assertThrows(IndexOutOfBoundsException.class, () -> payload.writeTo(channel, 15));
        assertThrows(IndexOutOfBoundsException.class, () -> payload.writeTo(channel, -1));
    }

    @Test
    void shouldWriteNothingWhenEmpty() throws IOException
    {
        final ChoppyChannel channel = new ChoppyChannel(4);

        assertEquals(0, Payload.empty().writeTo(channel));
        assertEquals(0, Payload.copyOf(new byte[0], new byte[0]).writeTo(channel));
        assertEquals(0, channel.taken.size());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1023, 1024, 1025, 3000})
    void shouldBatchWhenThereAreManySegments(final int segments, @TempDir final Path directory) throws IOException
    {
        final String lengths = String.join(",", Collections.nCopies(segments, "3"));
        final byte[][] parts = Bytes.parts(lengths);
        final Path file = directory.resolve("out");
        final ChoppyChannel counter = new ChoppyChannel(Integer.MAX_VALUE);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE))
        {
            assertEquals(3L * segments, Payload.copyOf(parts).writeTo(channel));
        }
        Payload.copyOf(parts).writeTo(counter);

        assertArrayEquals(Bytes.join(parts), Files.readAllBytes(file));
        assertEquals(Math.min(segments, 1024), counter.mostBuffers);
    }

    @Test
    void shouldHandOverALittleAtATimeWhenMemoryIsOnTheHeap() throws IOException
    {
        final byte[] large = new byte[PayloadWriter.MAX_HEAP_BYTES * 2 + 1];
        new Random(7).nextBytes(large);
        final ByteBuffer tail = ByteBuffer.allocateDirect(1).put(0, (byte)99).asReadOnlyBuffer();
        final ChoppyChannel mixed = new ChoppyChannel(Integer.MAX_VALUE);
        final ChoppyChannel heap = new ChoppyChannel(Integer.MAX_VALUE);
        final ChoppyChannel bare = new ChoppyChannel(Integer.MAX_VALUE);
        final ByteBuffer owner = ByteBuffer.allocateDirect(large.length).put(large);
        final UnsafeBuffer address = new UnsafeBuffer(new UnsafeBuffer(owner).addressOffset(), large.length);

        assertEquals(large.length, Payload.copyOf(large).writeTo(heap));
        assertEquals(large.length, Payload.borrow(address, 0, large.length, owner).writeTo(bare));
        Payload.borrow(ByteBuffer.wrap(large).asReadOnlyBuffer(), tail).writeTo(mixed);
        assertArrayEquals(Bytes.join(large, new byte[] {99}), mixed.taken.toByteArray());
        assertArrayEquals(large, heap.taken.toByteArray());
        assertArrayEquals(large, bare.taken.toByteArray());
        assertTrue(heap.mostHeapBytes <= PayloadWriter.MAX_HEAP_BYTES);
        assertTrue(bare.mostHeapBytes <= PayloadWriter.MAX_HEAP_BYTES);
    }
}
