package io.skein.internal.chunk;

import io.skein.internal.memory.ByteWindow;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32C;

import static org.junit.jupiter.api.Assertions.assertEquals;

/**
 * Checksums of parts are put together as if the whole had been read.
 */
class Crc32cTest
{
    private static final ByteWindow WINDOW = ByteWindow.isSupported() ? new ByteWindow(true, Crc32cTest.class) : null;

    @Test
    void shouldBeTheCheckValueWhenTheBytesAreTheOnesOfTheStandard()
    {
        final byte[] bytes = "123456789".getBytes(StandardCharsets.US_ASCII);
        assertEquals((int)0xE3069283L, of(bytes));
    }

    @Test
    void shouldBeTheChecksumOfAllWhenPartsAreCombined()
    {
        final Random random = new Random(5);
        final Crc32c combiner = new Crc32c();
        for (final int length : new int[] {0, 1, 2, 63, 64, 65, 1_344, 65_536, 1_000_003})
        {
            final byte[] bytes = new byte[length];
            random.nextBytes(bytes);
            for (final int cut : new int[] {0, length / 3, length / 2, Math.max(0, length - 1), length})
            {
                final int first = of(Arrays.copyOf(bytes, cut));
                final int second = of(Arrays.copyOfRange(bytes, cut, length));
                assertEquals(of(bytes), combiner.combine(first, second, length - cut), length + " cut at " + cut);
            }
        }
    }

    @Test
    void shouldGoRoundWhenTheLengthIsAPeriodOfThePolynomial()
    {
        // x^(2^31 - 1) is 1 for the factor that is primitive, and (x + 1) has period 1.
        final Crc32c combiner = new Crc32c();
        final long period = (1L << 31) - 1;
        assertEquals(combiner.combine(0x12345678, 0, 5), combiner.combine(0x12345678, 0, 5 + period));
        assertEquals(0x12345678, combiner.combine(0x12345678, 0, 0));
        assertEquals(0x12345678, combiner.combine(0x12345678, 0, period * ((1L << 32) - 1)));
    }

    @Test
    void shouldReadMemoryWhereverItIs()
    {
        final byte[] bytes = new byte[1_000];
        new Random(3).nextBytes(bytes);
        final ByteBuffer direct = ByteBuffer.allocateDirect(1_010);
        direct.put(10, bytes);
        final int expected = of(Arrays.copyOfRange(bytes, 100, 900));
        assertEquals(expected, of(WINDOW, new UnsafeBuffer(direct, 10, 1_000)));
        assertEquals(expected, of(null, new UnsafeBuffer(direct, 10, 1_000)));
        assertEquals(expected, of(WINDOW, new UnsafeBuffer(bytes)));
        assertEquals(10, direct.limit() - 1_000);
        assertEquals(0, direct.position());
    }

    private static int of(final ByteWindow window, final DirectBuffer buffer)
    {
        final CRC32C crc = new CRC32C();
        Crc32c.update(crc, window, buffer, 100, 800);
        return (int)crc.getValue();
    }

    private static int of(final byte[] bytes)
    {
        final CRC32C crc = new CRC32C();
        crc.update(bytes, 0, bytes.length);
        return (int)crc.getValue();
    }
}
