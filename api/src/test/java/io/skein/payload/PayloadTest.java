package io.skein.payload;

import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.ExpandableDirectByteBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class PayloadTest
{
    @ParameterizedTest
    @ValueSource(strings = {"", "0", "1", "0,0", "0,3", "3,0", "3,0,4", "0,3,0,0,4,0", "5,5,5"})
    void shouldKeepSegmentsWhenSomeAreEmpty(final String lengths)
    {
        final byte[][] parts = Bytes.parts(lengths);
        final byte[] all = Bytes.join(parts);
        final List<Payload> payloads = List.of(Payload.copyOf(parts), Payload.copyOf(Bytes.buffers(parts)),
            Payload.copyOf(Bytes.agrona(parts)), Payload.borrow(Bytes.buffers(parts)),
            Payload.borrow(this, () -> {}, Bytes.agrona(parts)));
        for (final Payload payload : payloads)
        {
            assertEquals(parts.length, payload.segmentCount());
            assertEquals(parts.length, payload.segments().size());
            assertEquals(all.length, payload.length());
            assertArrayEquals(all, payload.toByteArray());
            for (int i = 0; i < parts.length; i++)
            {
                assertSame(payload.segment(i), payload.segments().get(i));
                assertEquals(parts[i].length, payload.segment(i).length());
                assertArrayEquals(parts[i], Bytes.of(payload.segment(i).byteBuffer()));
            }
            assertEquals(Payload.copyOf(all), payload);
            assertEquals(Payload.copyOf(all).hashCode(), payload.hashCode());
        }
    }

    @Test
    void shouldHaveNoSegmentsWhenEmpty()
    {
        final Payload empty = Payload.empty();

        assertEquals(0, empty.length());
        assertEquals(List.of(), empty.segments());
        assertEquals(Payload.copyOf(new byte[0], new byte[0]), empty);
        empty.close();
        assertEquals(0, Payload.empty().length());
    }

    @Test
    void shouldOwnItsBytesWhenCopied()
    {
        final byte[] bytes = {1, 2, 3};
        final ByteBuffer buffer = ByteBuffer.wrap(bytes, 1, 2);
        final Payload payload = Payload.copyOf(bytes);
        final Payload ofBuffer = Payload.copyOf(buffer);
        final Payload ofAgrona = Payload.copyOf(new UnsafeBuffer(bytes));
        final Payload ofRange = Payload.copyOf(new UnsafeBuffer(bytes), 1, 2);
        bytes[1] = 9;

        assertArrayEquals(new byte[] {1, 2, 3}, payload.toByteArray());
        assertArrayEquals(new byte[] {2, 3}, ofBuffer.toByteArray());
        assertArrayEquals(new byte[] {1, 2, 3}, ofAgrona.toByteArray());
        assertArrayEquals(new byte[] {2, 3}, ofRange.toByteArray());
        assertEquals(1, buffer.position());
    }

    @Test
    void shouldShareMemoryWhenBorrowed()
    {
        for (final ByteBuffer memory : List.of(ByteBuffer.allocateDirect(16), ByteBuffer.allocate(16),
            ByteBuffer.allocate(32).position(7).limit(23).slice(), ByteBuffer.allocateDirect(32).slice(5, 16)))
        {
            final ByteBuffer readOnly = memory.asReadOnlyBuffer().position(3).limit(9);
            final Payload payload = Payload.borrow(readOnly);
            final Payload agrona = Payload.borrow(new UnsafeBuffer(memory), 3, 6, memory);
            readOnly.clear().limit(0);
            memory.put(3, (byte)42).put(8, (byte)43).put(9, (byte)44);

            assertArrayEquals(new byte[] {42, 0, 0, 0, 0, 43}, payload.toByteArray());
            assertArrayEquals(new byte[] {42, 0, 0, 0, 0, 43}, agrona.toByteArray());
            assertArrayEquals(payload.toByteArray(), Bytes.of(payload.segment(0).byteBuffer()));
            assertArrayEquals(payload.toByteArray(), Bytes.of(agrona.segment(0).byteBuffer()));
            final Payload slice = agrona.slice(5, 1);
            assertEquals(43, slice.segment(0).byteBuffer().get(0));
        }
    }

    @Test
    void shouldBorrowFromEveryKindOfAgronaBuffer()
    {
        final ExpandableArrayBuffer array = new ExpandableArrayBuffer(8);
        final ExpandableDirectByteBuffer direct = new ExpandableDirectByteBuffer(8);
        array.putInt(4, 0x01020304, ByteOrder.LITTLE_ENDIAN);
        direct.putInt(4, 0x01020304, ByteOrder.LITTLE_ENDIAN);
        for (final DirectBuffer buffer : List.of(array, direct))
        {
            final Payload payload = Payload.borrow(buffer, 4, 4, buffer);
            assertArrayEquals(new byte[] {4, 3, 2, 1}, payload.toByteArray());
            assertArrayEquals(new byte[] {4, 3, 2, 1}, Bytes.of(payload.segment(0).byteBuffer()));
        }
    }

    @Test
    void shouldKeepItsMemoryWhenTheBorrowedBufferIsWrappedElsewhere()
    {
        final UnsafeBuffer flyweight = new UnsafeBuffer(new byte[] {1, 2});
        final Payload payload = Payload.borrow(flyweight, 0, 2, flyweight);
        flyweight.wrap(new byte[] {3, 4});

        assertArrayEquals(new byte[] {1, 2}, payload.toByteArray());
    }

    @Test
    void shouldReadBareMemoryExceptAsByteBuffer()
    {
        final ByteBuffer owner = ByteBuffer.allocateDirect(8).put(2, (byte)7);
        final UnsafeBuffer bare = new UnsafeBuffer(new UnsafeBuffer(owner).addressOffset(), 8);
        final Payload payload = Payload.borrow(bare, 2, 3, owner);

        assertArrayEquals(new byte[] {7, 0, 0}, payload.toByteArray());
        final var refused =
            assertThrows(UnsupportedOperationException.class, () -> payload.segment(0).byteBuffer());
        assertTrue(refused.getMessage().startsWith("segment of 3 bytes is a bare address"), refused.getMessage());
    }

    @Test
    void shouldRefuseToBorrowWhenBufferIsWritable()
    {
        for (final ByteBuffer writable : List.of(ByteBuffer.allocate(4), ByteBuffer.allocateDirect(4)))
        {
            final ByteBuffer readOnly = writable.asReadOnlyBuffer();
            assertEquals("buffer 1 of 4 bytes is writable and will not be borrowed: " +
                "pass buffer.asReadOnlyBuffer() or use copyOf",
                assertThrows(IllegalArgumentException.class, () -> Payload.borrow(readOnly, writable)).getMessage());
        }
    }

    @ParameterizedTest
    @CsvSource({"-1,1", "0,-1", "0,9", "8,1", "9,0", "4,5", "2147483647,2147483647", "1,2147483647"})
    void shouldRefuseRangeWhenNotWithinTheBuffer(final int offset, final int length)
    {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[8]);

        assertThrows(IndexOutOfBoundsException.class, () -> Payload.copyOf(buffer, offset, length));
        assertThrows(IndexOutOfBoundsException.class, () -> Payload.borrow(buffer, offset, length, buffer));
        assertThrows(IndexOutOfBoundsException.class, () -> new ReusablePayload().begin().add(buffer, offset, length));
    }

    @ParameterizedTest
    @CsvSource({"-1,1", "0,-1", "0,9", "8,1", "9,0", "9223372036854775807,1", "1,9223372036854775807"})
    void shouldRefuseSliceWhenNotWithinThePayload(final long offset, final long count)
    {
        final Payload payload = Payload.copyOf(new byte[3], new byte[0], new byte[5]);

        assertThrows(IndexOutOfBoundsException.class, () -> payload.slice(offset, count));
    }

    @Test
    void shouldRefuseSegmentWhenThereIsNone()
    {
        final Payload payload = Payload.copyOf(new byte[3]);

        assertThrows(IndexOutOfBoundsException.class, () -> payload.segment(1));
        assertThrows(IndexOutOfBoundsException.class, () -> payload.segment(-1));
        assertThrows(UnsupportedOperationException.class, () -> payload.segments().clear());
    }

    @Test
    void shouldCopyToTargetOnlyWhenItFits()
    {
        final Payload payload = Payload.copyOf(new byte[] {1, 2}, new byte[0], new byte[] {3});
        final byte[] target = new byte[5];

        assertEquals(3, payload.copyTo(new UnsafeBuffer(target), 2));
        assertArrayEquals(new byte[] {0, 0, 1, 2, 3}, target);
        for (final int offset : new int[] {-1, 3, 5, Integer.MAX_VALUE})
        {
            assertThrows(IndexOutOfBoundsException.class, () -> payload.copyTo(new UnsafeBuffer(target), offset));
        }
        assertArrayEquals(new byte[] {0, 0, 1, 2, 3}, target);
        final ExpandableArrayBuffer expandable = new ExpandableArrayBuffer(1);
        payload.copyTo(expandable, 100);
        assertEquals(3, expandable.getByte(102));
    }

    @Test
    void shouldGiveReadOnlyNativeOrderBufferWhenAsked()
    {
        final Payload payload = Payload.copyOf(new byte[] {9, 1, 2, 3}).slice(1, 2);
        final ByteBuffer buffer = payload.segment(0).byteBuffer();

        assertTrue(buffer.isReadOnly());
        assertEquals(ByteOrder.nativeOrder(), buffer.order());
        assertEquals(0, buffer.position());
        assertEquals(2, buffer.limit());
        assertEquals(2, buffer.capacity());
        assertEquals(1, payload.segment(0).offset());
        assertEquals(1, payload.segment(0).buffer().getByte(1));
    }

    @Test
    void shouldTellPayloadsApartWhenBytesDiffer()
    {
        final byte[] bytes = new byte[33];
        final Payload payload = Payload.copyOf(bytes);
        assertNotEquals(payload, Payload.copyOf(new byte[32]));
        assertNotEquals(payload, "payload");
        for (int i = 0; i < bytes.length; i++)
        {
            final byte[] other = bytes.clone();
            other[i] = 1;
            assertNotEquals(payload, Payload.copyOf(other));
            assertNotEquals(payload.hashCode(), Payload.copyOf(other).hashCode());
        }
    }

    @Test
    void shouldShowSizesOnly()
    {
        final Payload payload = Payload.copyOf("secret".getBytes(), new byte[2]);

        assertEquals("Payload{length=8, segments=2}", payload.toString());
        assertEquals("Segment{length=6}", payload.segment(0).toString());
        payload.close();
        assertEquals("Payload{closed}", payload.toString());
        assertTrue(payload.isClosed());
    }

    @Test
    void shouldRefuseEveryAccessWhenClosed()
    {
        final Payload payload = Payload.borrow(Bytes.buffers(new byte[9]));
        final Segment segment = payload.segment(0);
        final PayloadReader reader = payload.reader();
        assertFalse(payload.isClosed());
        payload.close();

        assertThrows(IllegalStateException.class, payload::length);
        assertThrows(IllegalStateException.class, payload::segmentCount);
        assertThrows(IllegalStateException.class, payload::segments);
        assertThrows(IllegalStateException.class, () -> payload.segment(0));
        assertThrows(IllegalStateException.class, () -> payload.slice(0, 0));
        assertThrows(IllegalStateException.class, payload::reader);
        assertThrows(IllegalStateException.class, payload::toByteArray);
        assertThrows(IllegalStateException.class, payload::hashCode);
        assertThrows(IllegalStateException.class, () -> payload.equals(Payload.empty()));
        assertThrows(IllegalStateException.class, () -> Payload.empty().equals(payload));
        assertThrows(IllegalStateException.class, () -> payload.copyTo(new UnsafeBuffer(new byte[9]), 0));
        assertThrows(IllegalStateException.class, () -> payload.writeTo(new ChoppyChannel(9)));
        assertThrows(IllegalStateException.class, segment::buffer);
        assertThrows(IllegalStateException.class, segment::byteBuffer);
        assertThrows(IllegalStateException.class, reader::readByte);
        assertThrows(IllegalStateException.class, () -> reader.read(new byte[0]));
        assertThrows(IllegalStateException.class, () -> reader.skip(0));
        assertTrue(payload.equals(payload));
    }
}
