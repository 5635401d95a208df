package io.skein.system;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Bytes that follow from a number: who has the message can tell whether each byte is right.
 */
final class Pattern
{
    static final int MIN_LENGTH = Long.BYTES;

    private Pattern()
    {
    }

    static void fill(final MutableDirectBuffer buffer, final int length, final long number)
    {
        buffer.putLong(0, number);
        for (int i = MIN_LENGTH; i < length; i++)
        {
            buffer.putByte(i, at(number, i));
        }
    }

    static long number(final DirectBuffer buffer)
    {
        return buffer.getLong(0);
    }

    static boolean isWhole(final DirectBuffer buffer, final int length)
    {
        final long number = number(buffer);
        boolean isWhole = true;
        for (int i = MIN_LENGTH; i < length; i++)
        {
            isWhole &= at(number, i) == buffer.getByte(i);
        }
        return isWhole;
    }

    private static byte at(final long number, final int index)
    {
        return (byte)(number * 31 + index * 7L + (index >> 8));
    }
}
