package io.skein.perf.bench.system;

import org.agrona.BitUtil;
import org.agrona.BufferUtil;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A frame as from a camera: written by copying it from where it was taken, read by summing up all its words. The first
 * and the last word are the value, all others are the same in each frame; the sum tells whether all of them came.
 */
public final class FrameContent extends Content
{
    private static final int LINE = 64;
    private static final int BLOCK = 1 << 16;
    private static final long STEP = 0x9E3779B97F4A7C15L;

    private final UnsafeBuffer source;
    // What is read is shown by one object, so that the loop over it is compiled for one kind of buffer.
    private final UnsafeBuffer frame = new UnsafeBuffer(0, 0);
    private final long sum;
    private final int last;
    private long partsSum;
    private long partsValue;
    private int partsLength;

    /**
     * @param length of a frame in bytes, 16 or more.
     */
    public FrameContent(final int length)
    {
        super(length);
        source = new UnsafeBuffer(BufferUtil.allocateDirectAligned(length, BitUtil.CACHE_LINE_LENGTH));
        last = (length & -Long.BYTES) - Long.BYTES;
        sum = fill();
    }

    /**
     * Sums up by itself: {@link #sum} shall be compiled for the one kind of buffer that frames are read from.
     */
    private long fill()
    {
        long total = 0;
        for (int i = Long.BYTES; i < last; i += Long.BYTES)
        {
            source.putLong(i, i * STEP);
            total += i * STEP;
        }
        for (int i = last + Long.BYTES; i < length(); i++)
        {
            source.putByte(i, (byte)i);
            total += (byte)i;
        }
        return total;
    }

    @Override
    public void write(final MutableDirectBuffer buffer, final int offset, final long value)
    {
        buffer.putBytes(offset, source, 0, length());
        buffer.putLong(offset, value);
        buffer.putLong(offset + last, value);
    }

    @Override
    public long read(final DirectBuffer buffer, final int offset)
    {
        final long value = buffer.getLong(offset);
        if (sum(buffer, offset) != sum + 2 * value || buffer.getLong(offset + last) != value)
        {
            countCorrupted();
        }
        return value;
    }

    @Override
    public void beginParts()
    {
        partsSum = 0;
        partsLength = 0;
    }

    @Override
    public void readPart(final DirectBuffer part)
    {
        if (0 == partsLength)
        {
            partsValue = part.getLong(0);
        }
        frame.wrap(part);
        partsSum += sum(frame, 0, frame.capacity());
        partsLength += part.capacity();
    }

    @Override
    public long endParts()
    {
        if (partsSum != sum + 2 * partsValue || partsLength != length())
        {
            countCorrupted();
        }
        return partsValue;
    }

    /**
     * In blocks, so that the loop over them is compiled as a method, however few frames there are.
     */
    private long sum(final DirectBuffer buffer, final int offset)
    {
        frame.wrap(buffer, offset, length());
        long total = 0;
        for (int i = 0; i < length(); i += BLOCK)
        {
            total += sum(frame, i, Math.min(BLOCK, length() - i));
        }
        return total;
    }

    /**
     * A cache line at a time in four sums that do not wait for each other: as fast as memory delivers.
     */
    static long sum(final UnsafeBuffer buffer, final int offset, final int length)
    {
        final int lines = length & -LINE;
        long a = 0;
        long b = 0;
        long c = 0;
        long d = 0;
        int i = 0;
        for (; i < lines; i += LINE)
        {
            final int line = offset + i;
            a += buffer.getLong(line) + buffer.getLong(line + 32);
            b += buffer.getLong(line + 8) + buffer.getLong(line + 40);
            c += buffer.getLong(line + 16) + buffer.getLong(line + 48);
            d += buffer.getLong(line + 24) + buffer.getLong(line + 56);
        }
        for (; i + Long.BYTES <= length; i += Long.BYTES)
        {
            a += buffer.getLong(offset + i);
        }
        for (; i < length; i++)
        {
            b += buffer.getByte(offset + i);
        }
        return a + b + c + d;
    }
}
