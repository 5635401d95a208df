package io.skein.perf.bench.system;

import io.skein.perf.bench.end.EndSpec;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * What is in a message: its value in the first 8 bytes and, when touched, a word made from value and place in every
 * further 8 bytes. The same code for every system.
 */
final class Content
{
    private final int length;
    private final boolean isTouched;
    private long corrupted;

    Content(final EndSpec spec)
    {
        length = spec.payloadLength();
        isTouched = spec.isTouched();
    }

    void write(final MutableDirectBuffer buffer, final int offset, final long value)
    {
        buffer.putLong(offset, value);
        if (isTouched)
        {
            fill(buffer, offset, value);
        }
    }

    long read(final DirectBuffer buffer, final int offset)
    {
        final long value = buffer.getLong(offset);
        if (isTouched && !isIntact(buffer, offset, value))
        {
            ++corrupted;
        }
        return value;
    }

    long corrupted()
    {
        return corrupted;
    }

    private void fill(final MutableDirectBuffer buffer, final int offset, final long value)
    {
        final int words = length & -Long.BYTES;
        for (int i = Long.BYTES; i < words; i += Long.BYTES)
        {
            buffer.putLong(offset + i, value + i);
        }
        for (int i = words; i < length; i++)
        {
            buffer.putByte(offset + i, (byte)(value + i));
        }
    }

    private boolean isIntact(final DirectBuffer buffer, final int offset, final long value)
    {
        final int words = length & -Long.BYTES;
        long difference = 0;
        for (int i = Long.BYTES; i < words; i += Long.BYTES)
        {
            difference |= buffer.getLong(offset + i) ^ (value + i);
        }
        for (int i = words; i < length; i++)
        {
            difference |= buffer.getByte(offset + i) ^ (byte)(value + i);
        }
        return 0 == difference;
    }
}
