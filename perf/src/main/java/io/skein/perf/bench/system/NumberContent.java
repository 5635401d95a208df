package io.skein.perf.bench.system;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * The value in the first 8 bytes and, when touched, a word made from value and place in every further 8 bytes.
 */
public final class NumberContent extends Content
{
    private final boolean isTouched;

    /**
     * @param length    of a message in bytes, 8 or more.
     * @param isTouched whether every byte is written and verified, or only the first 8.
     */
    public NumberContent(final int length, final boolean isTouched)
    {
        super(length);
        this.isTouched = isTouched;
    }

    @Override
    public void write(final MutableDirectBuffer buffer, final int offset, final long value)
    {
        buffer.putLong(offset, value);
        if (isTouched)
        {
            fill(buffer, offset, value);
        }
    }

    @Override
    public long read(final DirectBuffer buffer, final int offset)
    {
        final long value = buffer.getLong(offset);
        if (isTouched && !isIntact(buffer, offset, value))
        {
            countCorrupted();
        }
        return value;
    }

    private void fill(final MutableDirectBuffer buffer, final int offset, final long value)
    {
        final int length = length();
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
        final int length = length();
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
