package io.skein.internal.stream;

import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.DirectBuffer;

import java.nio.ByteBuffer;

/**
 * The beginning of a chunk whose end has not come yet: taken out of the log, so that the rest has room, but not read.
 */
final class Carry
{
    private static final int MIN_CAPACITY = 1 << 16;

    private final UnsafeBuffer buffer = new UnsafeBuffer(0, 0);
    private int start;
    private int end;
    private boolean isFromBegin;

    int length()
    {
        return end - start;
    }

    /**
     * @return whether it has the first byte of the chunk.
     */
    boolean isFromBegin()
    {
        return isFromBegin;
    }

    DirectBuffer buffer()
    {
        return buffer;
    }

    int start()
    {
        return start;
    }

    /**
     * @param source      to copy from.
     * @param index       of the first byte.
     * @param length      in bytes.
     * @param whole       bytes that the carry will have at the end of the chunk, at most.
     * @param isBegin     whether a chunk begins with these bytes.
     */
    void append(
        final DirectBuffer source, final int index, final int length, final int whole, final boolean isBegin)
    {
        if (start == end)
        {
            start = 0;
            end = 0;
            isFromBegin = isBegin;
        }
        if (buffer.capacity() - end < whole - (end - start))
        {
            grow(whole);
        }
        buffer.putBytes(end, source, index, length);
        end += length;
    }

    /**
     * Take from the front.
     *
     * @param target that gets as much as it has room for.
     * @return how many bytes.
     */
    int take(final ByteBuffer target)
    {
        final int length = Math.min(target.remaining(), length());
        buffer.getBytes(start, target, length);
        skip(length);
        return length;
    }

    void skip(final int length)
    {
        start += length;
        isFromBegin &= 0 == length;
    }

    private void grow(final int whole)
    {
        final UnsafeBuffer larger =
            new UnsafeBuffer(ByteBuffer.allocateDirect(Math.max(MIN_CAPACITY, Math.max(whole, end))));
        larger.putBytes(0, buffer, start, end - start);
        buffer.wrap(larger.byteBuffer());
        end -= start;
        start = 0;
    }
}
