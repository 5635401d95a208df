package io.skein.internal.wire;

import java.nio.ByteOrder;

/**
 * The wire's byte order where memory is accessed in the machine's.
 */
final class LittleEndian
{
    private static final boolean IS_NATIVE = ByteOrder.LITTLE_ENDIAN == ByteOrder.nativeOrder();

    private LittleEndian()
    {
    }

    static long of(final long value)
    {
        return IS_NATIVE ? value : Long.reverseBytes(value);
    }

    static int of(final int value)
    {
        return IS_NATIVE ? value : Integer.reverseBytes(value);
    }
}
