package io.skein.perf.bench.system;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * The value in the first 8 bytes and, when touched, a word made from value and place in every further 8 bytes.
 */
public final class NumberContent extends Content
{
    private static final int BLOCK = 1 << 16;

    private final boolean isTouched;
    private long partsValue;
    private int partsLength;
    private boolean isIntact;

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

    @Override
    public void beginParts()
    {
        partsLength = 0;
        isIntact = true;
    }

    @Override
    public void readPart(final DirectBuffer part)
    {
        if (0 == partsLength)
        {
            partsValue = part.getLong(0);
        }
        final int count = part.capacity();
        if (isTouched)
        {
            isIntact &= isIntact(part, 0, partsLength, count, partsValue);
        }
        partsLength += count;
    }

    @Override
    public long endParts()
    {
        if (!isIntact || partsLength != length())
        {
            countCorrupted();
        }
        return partsValue;
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

    /**
     * In blocks, so that the loop over them is compiled as a method, however few messages there are.
     */
    private boolean isIntact(final DirectBuffer buffer, final int offset, final long value)
    {
        final int length = length();
        boolean isIntact = true;
        for (int i = 0; i < length; i += BLOCK)
        {
            isIntact &= isIntact(buffer, offset + i, i, Math.min(BLOCK, length - i), value);
        }
        return isIntact;
    }

    /**
     * @param from of the first byte within the message.
     */
    private static boolean isIntact(
        final DirectBuffer buffer, final int offset, final int from, final int count, final long value)
    {
        final int words = count & -Long.BYTES;
        final long first = value + from;
        long difference = 0;
        for (int i = 0; i < words; i += Long.BYTES)
        {
            difference |= buffer.getLong(offset + i) ^ (first + i);
        }
        for (int i = words; i < count; i++)
        {
            difference |= buffer.getByte(offset + i) ^ (byte)(first + i);
        }
        return 0 == difference;
    }
}
