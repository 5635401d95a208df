package io.skein.internal.chunk;

import io.skein.payload.Payload;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32C;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Slices are the payload's own memory, one behind the other.
 */
class SlicerTest
{
    private final Slicer slicer = new Slicer();

    @Test
    void shouldHaveNoSlicesWhenThereAreNoBytes()
    {
        for (final Payload payload : new Payload[] {Payload.empty(), Payload.copyOf(new byte[0], new byte[0])})
        {
            slicer.wrap(payload);
            assertEquals(0, slicer.remaining());
            assertEquals(0, slicer.slice(10));
            slicer.passed();
            assertEquals(0, slicer.position());
        }
    }

    @Test
    void shouldShareTheMemoryWhenCutUp()
    {
        final UnsafeBuffer memory = new UnsafeBuffer(ByteBuffer.allocateDirect(100));
        slicer.wrap(Payload.borrow(memory, 10, 80, memory));
        assertEquals(64, slicer.slice(64));
        assertEquals(1, slicer.vectorCount());
        assertEquals(memory.addressOffset() + 10,
            slicer.vector(0).buffer().addressOffset() + slicer.vector(0).offset());
        assertEquals(64, slicer.slice(64), "the same again until it is passed");
        slicer.passed();
        assertEquals(64, slicer.position());
        assertEquals(16, slicer.slice(64));
        assertEquals(memory.addressOffset() + 74,
            slicer.vector(0).buffer().addressOffset() + slicer.vector(0).offset());
        slicer.passed();
        assertEquals(0, slicer.remaining());
    }

    @Test
    void shouldBeShorterWhenItWouldNeedTooManyVectors()
    {
        final byte[][] segments = new byte[2 * Slicer.MAX_VECTORS + 1][1];
        slicer.wrap(Payload.copyOf(segments));
        for (final int length : new int[] {Slicer.MAX_VECTORS, Slicer.MAX_VECTORS, 1, 0})
        {
            assertEquals(length, slicer.slice(1_000));
            assertEquals(length, slicer.vectorCount());
            slicer.passed();
        }
    }

    @Test
    void shouldLetThePayloadGoWhenItHasEnded()
    {
        final Payload payload = Payload.copyOf(new byte[10]);
        slicer.wrap(payload);
        assertSame(payload, slicer.payload());
        slicer.slice(10);
        slicer.end();
        assertEquals(null, slicer.payload());
        assertEquals(null, slicer.vector(0).buffer());
    }

    @Property
    void shouldGiveEveryByteOnceInOrder(
        @ForAll @Size(max = 40) final List<@IntRange(max = 300) Integer> lengths,
        @ForAll @IntRange(min = 1, max = 400) final int maxLength, @ForAll final long seed)
    {
        final byte[][] segments = new byte[lengths.size()][];
        final Random random = new Random(seed);
        for (int i = 0; i < segments.length; i++)
        {
            segments[i] = new byte[lengths.get(i)];
            random.nextBytes(segments[i]);
        }
        final Payload payload = Payload.copyOf(segments);
        final byte[] expected = payload.toByteArray();
        final Slicer under = new Slicer().wrap(payload);
        for (int round = 0; round < 2; round++)
        {
            final UnsafeBuffer copy = new UnsafeBuffer(new byte[expected.length]);
            while (under.remaining() > 0)
            {
                final int length = under.slice(maxLength);
                assertTrue(length > 0 && length <= maxLength);
                under.copyTo(copy, (int)under.position());
                under.addToChecksum();
                under.passed();
            }
            assertArrayEquals(expected, copy.byteArray());
            final CRC32C crc = new CRC32C();
            crc.update(expected);
            assertEquals(crc.getValue(), under.checksum());
            under.rewind();
        }
    }
}
