package io.skein.internal.chunk;

import io.skein.payload.Payload;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32C;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Slices come one behind the other, each as often as it is asked for. That they are the payload's own memory is for
 * {@link io.skein.payload.PayloadSlicer} to see to.
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
    void shouldStayUntilItIsPassed()
    {
        final byte[] bytes = new byte[80];
        new Random(1).nextBytes(bytes);
        slicer.wrap(Payload.copyOf(Arrays.copyOf(bytes, 30), Arrays.copyOfRange(bytes, 30, 80)));
        for (final int length : new int[] {64, 64, 10, 40, 64})
        {
            assertEquals(length, slicer.slice(length), "refused before, and another length now");
            assertEquals(0, slicer.position());
            assertEquals(80, slicer.remaining());
            assertSlice(bytes, 0, length);
        }
        slicer.passed();
        assertEquals(64, slicer.position());
        assertEquals(16, slicer.slice(64));
        assertEquals(16, slicer.slice(20));
        assertSlice(bytes, 64, 16);
        slicer.passed();
        assertEquals(0, slicer.remaining());
        assertEquals(0, slicer.slice(64));
    }

    private void assertSlice(final byte[] bytes, final int from, final int length)
    {
        final byte[] copy = new byte[length];
        slicer.copyTo(new UnsafeBuffer(copy), 0);
        assertArrayEquals(Arrays.copyOfRange(bytes, from, from + length), copy);
    }

    @Test
    void shouldBeShorterWhenItWouldTouchTooManySegments()
    {
        final byte[][] segments = new byte[2 * Slicer.MAX_PARTS + 1][1];
        slicer.wrap(Payload.copyOf(segments));
        for (final int length : new int[] {Slicer.MAX_PARTS, Slicer.MAX_PARTS, 1, 0})
        {
            assertEquals(length, slicer.slice(1_000));
            slicer.passed();
        }
    }

    @Test
    void shouldLetThePayloadGoWhenItHasEnded()
    {
        final Payload payload = Payload.copyOf(new byte[10]);
        slicer.wrap(payload);
        assertSame(payload, slicer.payload());
        assertEquals(10, slicer.slice(10));
        slicer.end();
        assertNull(slicer.payload());
    }

    @Test
    void shouldRefuseWhenThePayloadIsClosed()
    {
        final Payload payload = Payload.copyOf(new byte[10]);
        slicer.wrap(payload);
        payload.close();
        assertThrows(IllegalStateException.class, () -> slicer.slice(10));
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
