package io.skein.examples.camera;

import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

class ChecksumTest
{
    /**
     * RFC 3720, B.4.
     */
    private static final long OF_32_ZEROS = 0x8a9136aaL;

    private final Checksum checksum = new Checksum();

    @Test
    void shouldBeCrc32c()
    {
        assertEquals(0xe3069283L, checksum.of(ByteBuffer.wrap("123456789".getBytes(StandardCharsets.US_ASCII))));
        assertEquals(OF_32_ZEROS, checksum.of(ByteBuffer.allocateDirect(32)));
        assertEquals(OF_32_ZEROS, checksum.of(ByteBuffer.allocateDirect(32).asReadOnlyBuffer()));
        assertEquals(0, checksum.of(ByteBuffer.allocateDirect(0)));
    }

    @Test
    void shouldReadAllOfTheBufferWhereverItsPositionIs()
    {
        final ByteBuffer bytes = ByteBuffer.allocateDirect(32).position(7);

        assertEquals(OF_32_ZEROS, checksum.of(bytes));
        assertEquals(0, bytes.position());
        assertEquals(OF_32_ZEROS, checksum.of(bytes));
    }

    @Test
    void shouldNoticeEveryBitThatDiffers()
    {
        final ByteBuffer bytes = ByteBuffer.allocateDirect(100);
        final long before = checksum.of(bytes);
        for (int bit = 0; bit < bytes.capacity() * Byte.SIZE; bit++)
        {
            final int index = bit / Byte.SIZE;
            final byte flip = (byte)(1 << bit % Byte.SIZE);
            bytes.put(index, flip);
            assertNotEquals(before, checksum.of(bytes), "bit " + bit);
            bytes.put(index, (byte)0);
        }
    }
}
