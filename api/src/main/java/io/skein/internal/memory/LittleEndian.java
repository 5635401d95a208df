package io.skein.internal.memory;

import java.nio.ByteOrder;

/**
 * The wire's byte order where memory is accessed in the machine's.
 */
public final class LittleEndian
{
    private static final boolean IS_NATIVE = ByteOrder.LITTLE_ENDIAN == ByteOrder.nativeOrder();

    private LittleEndian()
    {
    }

    /**
     * @param value in the machine's order, or read in it.
     * @return the value to be written, or that was read.
     */
    public static long of(final long value)
    {
        return IS_NATIVE ? value : Long.reverseBytes(value);
    }

    /**
     * @param value in the machine's order, or read in it.
     * @return the value to be written, or that was read.
     */
    public static int of(final int value)
    {
        return IS_NATIVE ? value : Integer.reverseBytes(value);
    }
}
