package io.skein.payload;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

class PayloadReaderTest
{
    private final byte[][] parts = {{1, 2, 3}, {}, {4}, {5, 6, 7, 8, (byte)0xF9}, {}};
    private final Payload payload = Payload.copyOf(parts);

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
    void shouldReadOnlyWhatRemains(final int position)
    {
        final PayloadReader reader = payload.reader();
        final int remaining = 9 - position;

        check(remaining >= 1, reader.position(position), reader::readByte, 1);
        check(remaining >= 2, reader.position(position), reader::readShort, 2);
        check(remaining >= 4, reader.position(position), reader::readInt, 4);
        check(remaining >= 4, reader.position(position), reader::readFloat, 4);
        check(remaining >= 8, reader.position(position), reader::readLong, 8);
        check(remaining >= 8, reader.position(position), reader::readDouble, 8);
        check(true, reader.position(position), () -> reader.read(new byte[remaining]), remaining);
        check(false, reader.position(position), () -> reader.read(new byte[remaining + 1]), remaining);
        check(true, reader.position(position), () -> reader.skip(remaining), remaining);
        check(false, reader.position(position), () -> reader.skip(remaining + 1), remaining);
        check(false, reader.position(position), () -> reader.skip(-1), remaining);
    }

    @Test
    void shouldReadLittleEndianAcrossSegments()
    {
        final PayloadReader reader = payload.reader();

        assertEquals(0x0807060504030201L, reader.readLong());
        assertEquals((byte)0xF9, reader.readByte());
        assertEquals(0, reader.remaining());
        assertEquals(0xF908070605040302L, reader.position(1).readLong());
        assertEquals(0x05040302, reader.position(1).readInt());
        assertEquals((short)0x0403, reader.position(2).readShort());
        assertEquals((short)0xF908, reader.position(7).readShort());
        assertEquals(Float.intBitsToFloat(0x05040302), reader.position(1).readFloat());
        assertEquals(Double.longBitsToDouble(0x0807060504030201L), reader.position(0).readDouble());
    }

    @Test
    void shouldRefusePositionWhenBeyondThePayload()
    {
        final PayloadReader reader = payload.reader().position(4);

        assertThrows(IndexOutOfBoundsException.class, () -> reader.position(10));
        assertThrows(IndexOutOfBoundsException.class, () -> reader.position(-1));
        assertEquals(4, reader.position());
        assertEquals("asked for 8 bytes at position 4 of 9: 5 remain",
            assertThrows(IndexOutOfBoundsException.class, reader::readLong).getMessage());
        assertEquals(4, reader.position());
    }

    @Test
    void shouldReadPartOfArrayAndBuffer()
    {
        final PayloadReader reader = payload.reader();
        final byte[] array = new byte[6];
        reader.read(array, 1, 4);
        assertArrayEquals(new byte[] {0, 1, 2, 3, 4, 0}, array);
        assertThrows(IndexOutOfBoundsException.class, () -> reader.read(array, 5, 2));

        final ByteBuffer direct = ByteBuffer.allocateDirect(8).position(1).limit(4);
        assertEquals(3, reader.read(direct));
        assertEquals(4, direct.position());
        assertArrayEquals(new byte[] {0, 5, 6, 7}, Bytes.of(direct.flip()));
        assertEquals(0, reader.read(ByteBuffer.allocate(0)));
        assertEquals(2, reader.read(ByteBuffer.allocate(100)));
        assertEquals(0, reader.read(ByteBuffer.allocate(100)));
        reader.position(0);
        assertThrows(ReadOnlyBufferException.class, () -> reader.read(ByteBuffer.allocate(2).asReadOnlyBuffer()));
    }

    @Test
    void shouldReadAnotherPayloadWhenWrapped()
    {
        final PayloadReader reader = payload.reader().position(9);
        reader.wrap(Payload.copyOf(new byte[] {42}));

        assertEquals(1, reader.remaining());
        assertEquals(42, reader.readByte());
        assertEquals(0, new PayloadReader().remaining());
    }

    private static void check(final boolean fits, final PayloadReader reader, final Runnable read, final int count)
    {
        final long before = reader.position();
        if (fits)
        {
            read.run();
            assertEquals(before + count, reader.position());
        }
        else
        {
            assertThrows(IndexOutOfBoundsException.class, read::run);
            assertEquals(before, reader.position());
        }
    }
}
