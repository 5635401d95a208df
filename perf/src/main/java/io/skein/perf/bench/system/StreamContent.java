package io.skein.perf.bench.system;

import org.agrona.BitUtil;
import org.agrona.BufferUtil;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Chunks of a stream: cut in turn from 1 MiB, read piece by piece by summing up all their words. The first and the last
 * word are the value; the sum tells whether all bytes came.
 */
public final class StreamContent extends Content
{
    /**
     * Bytes that chunks are cut from, and that make an iteration.
     */
    public static final int ITERATION = 1 << 20;

    /**
     * Chunks are of so many bytes, so that pieces are whole words.
     */
    public static final int WORD = Long.BYTES;

    private static final long STEP = 0x9E3779B97F4A7C15L;

    private final UnsafeBuffer source;
    // See FrameContent.
    private final UnsafeBuffer piece = new UnsafeBuffer(0, 0);
    private final long[] sums;
    private long value;
    private long total;
    private int read;

    /**
     * @param length of a chunk in bytes, a multiple of 8, 16 or more.
     */
    public StreamContent(final int length)
    {
        super(length);
        sums = new long[chunks(length)];
        source = new UnsafeBuffer(
            BufferUtil.allocateDirectAligned(length * sums.length, BitUtil.CACHE_LINE_LENGTH));
        for (int i = 0; i < source.capacity(); i += WORD)
        {
            final int inChunk = i % length;
            if (0 != inChunk && length - WORD != inChunk)
            {
                source.putLong(i, i * STEP);
                sums[i / length] += i * STEP;
            }
        }
    }

    /**
     * @param length of a chunk in bytes.
     * @return chunks in an iteration.
     */
    public static int chunks(final int length)
    {
        return Math.max(1, ITERATION / length);
    }

    /**
     * @return what chunks are cut from.
     */
    UnsafeBuffer source()
    {
        return source;
    }

    /**
     * @param newValue that the chunk carries.
     * @return where it begins in the source.
     */
    int stamp(final long newValue)
    {
        final int offset = (int)(newValue % sums.length) * length();
        source.putLong(offset, newValue);
        source.putLong(offset + length() - WORD, newValue);
        return offset;
    }

    /**
     * Read what comes next of a chunk.
     *
     * @param buffer to read from.
     * @param offset of the piece.
     * @param length of the piece in bytes, a multiple of 8.
     * @return whether the chunk is complete; then {@link #value()} has what it carries.
     */
    boolean readPiece(final DirectBuffer buffer, final int offset, final int length)
    {
        if (0 == read)
        {
            value = buffer.getLong(offset);
        }
        piece.wrap(buffer, offset, length);
        total += FrameContent.sum(piece, 0, length);
        read += length;
        if (read < length())
        {
            return false;
        }
        if (read != length() || total != sums[(int)Math.floorMod(value, (long)sums.length)] + 2 * value)
        {
            countCorrupted();
        }
        read = 0;
        total = 0;
        return true;
    }

    /**
     * @return what the last complete chunk carried.
     */
    long value()
    {
        return value;
    }

    @Override
    public void write(final MutableDirectBuffer buffer, final int offset, final long newValue)
    {
        buffer.putBytes(offset, source, stamp(newValue), length());
    }

    @Override
    public long read(final DirectBuffer buffer, final int offset)
    {
        readPiece(buffer, offset, length());
        return value;
    }

    @Override
    public void beginParts()
    {
        read = 0;
        total = 0;
    }

    @Override
    public void readPart(final DirectBuffer part)
    {
        readPiece(part, 0, part.capacity());
    }

    @Override
    public long endParts()
    {
        if (0 != read)
        {
            countCorrupted();
        }
        return value;
    }
}
