package io.skein.internal.chunk;

import io.skein.internal.memory.ByteWindow;
import org.agrona.DirectBuffer;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * CRC32C of memory, and of two runs of bytes one behind the other from those of each: the checksum of what went before
 * is multiplied with x to the power of the number of bits behind it, modulo the polynomial. So slices may arrive in any
 * order, and none has to be read again.
 */
public final class Crc32c
{
    private static final int POLYNOMIAL = 0x82F63B78;
    private static final int ONE = 1 << 31;
    private static final int BITS_PER_BYTE_SHIFT = 3;
    // x to the power of 2^0, 2^1, 2^2 ...
    private static final int[] POWERS = powers();

    private long lastLength = -1;
    private int lastFactor;

    /**
     * Remembers the last length.
     */
    public Crc32c()
    {
    }

    /**
     * @param crc    to update.
     * @param window to use for memory off the heap, or null if there can be none.
     * @param buffer with the bytes.
     * @param offset of the first.
     * @param length in bytes.
     */
    public static void update(
        final CRC32C crc, final ByteWindow window, final DirectBuffer buffer, final int offset, final int length)
    {
        if (null != buffer.byteArray())
        {
            crc.update(buffer.byteArray(), buffer.wrapAdjustment() + offset, length);
        }
        else if (null != window)
        {
            crc.update(window.moveTo(buffer.addressOffset() + offset, length));
        }
        else
        {
            final ByteBuffer bytes = buffer.byteBuffer().duplicate().clear();
            crc.update(bytes.slice(buffer.wrapAdjustment() + offset, length));
        }
    }

    /**
     * @param first  CRC32C of the bytes that come first.
     * @param second CRC32C of the bytes behind them.
     * @param length of the latter in bytes.
     * @return CRC32C of all.
     */
    public int combine(final int first, final int second, final long length)
    {
        if (lastLength != length)
        {
            lastLength = length;
            lastFactor = power(length);
        }
        return multiply(lastFactor, first) ^ second;
    }

    private static int power(final long bytes)
    {
        int result = ONE;
        int exponent = BITS_PER_BYTE_SHIFT;
        for (long rest = bytes; rest > 0; rest >>>= 1)
        {
            if (0 != (rest & 1))
            {
                result = multiply(POWERS[exponent], result);
            }
            exponent++;
        }
        return result;
    }

    /**
     * Polynomials modulo the polynomial, the coefficient of x^0 being the highest bit.
     */
    private static int multiply(final int a, final int b)
    {
        int product = 0;
        int shifted = b;
        for (int bit = ONE; 0 != bit; bit >>>= 1)
        {
            product ^= 0 != (a & bit) ? shifted : 0;
            shifted = shifted >>> 1 ^ (0 != (shifted & 1) ? POLYNOMIAL : 0);
        }
        return product;
    }

    private static int[] powers()
    {
        final int[] powers = new int[Long.SIZE + BITS_PER_BYTE_SHIFT];
        powers[0] = ONE >>> 1;
        for (int i = 1; i < powers.length; i++)
        {
            powers[i] = multiply(powers[i - 1], powers[i - 1]);
        }
        return powers;
    }
}
