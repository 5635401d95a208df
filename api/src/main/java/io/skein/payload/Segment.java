package io.skein.payload;

import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A run of bytes of a {@link Payload}. Read-only, and valid until that payload is closed: memory that was reached
 * through a segment must not be touched after that, because it may be gone. Thread-safe while the payload is open.
 */
public final class Segment
{
    private final Payload payload;
    private final UnsafeBuffer buffer;
    private int offset;
    private int length;

    Segment(final Payload payload, final UnsafeBuffer buffer, final int offset, final int length)
    {
        this.payload = payload;
        this.buffer = buffer;
        this.offset = offset;
        this.length = length;
    }

    /**
     * @return the buffer in which the bytes lie, from {@link #offset()} on. Do not write to it. Does not allocate.
     * @throws IllegalStateException when the payload is closed.
     */
    public DirectBuffer buffer()
    {
        payload.checkOpen();
        return buffer;
    }

    /**
     * @return index of the first byte in {@link #buffer()}, 0 or more.
     */
    public int offset()
    {
        return offset;
    }

    /**
     * @return number of bytes, 0 or more.
     */
    public int length()
    {
        return length;
    }

    /**
     * The bytes as a read-only buffer in native byte order, with position 0 and the length as limit and capacity.
     * Shares the memory and must not be used after the payload is closed. Allocates the buffer.
     *
     * @return a new buffer.
     * @throws IllegalStateException         when the payload is closed.
     * @throws UnsupportedOperationException when the memory was borrowed by its address alone, so that no
     *                                       {@link ByteBuffer} reaches it; {@link Payload#copyTo} does.
     */
    public ByteBuffer byteBuffer()
    {
        payload.checkOpen();
        if (!hasByteBuffer())
        {
            throw new UnsupportedOperationException(
                "segment of " + length + " bytes is a bare address: wrap a ByteBuffer before borrowing, or use copyTo");
        }
        return view(0, length);
    }

    @Override
    public String toString()
    {
        return "Segment{length=" + length + '}';
    }

    UnsafeBuffer memory()
    {
        return buffer;
    }

    void wrap(final DirectBuffer source, final int sourceOffset, final int newLength)
    {
        buffer.wrap(source, sourceOffset, newLength);
        offset = 0;
        length = newLength;
    }

    void wrap(final ByteBuffer source)
    {
        length = source.remaining();
        buffer.wrap(source, source.position(), length);
        offset = 0;
    }

    void unwrap()
    {
        buffer.wrap(0, 0);
        offset = 0;
        length = 0;
    }

    boolean isOnHeap()
    {
        return null != buffer.byteArray();
    }

    boolean hasByteBuffer()
    {
        return isOnHeap() || null != buffer.byteBuffer() || 0 == length;
    }

    /**
     * @return read-only view of part of this segment, which {@link #hasByteBuffer()}.
     */
    ByteBuffer view(final int from, final int count)
    {
        if (0 == length)
        {
            return ByteBuffer.allocate(0).asReadOnlyBuffer().order(ByteOrder.nativeOrder());
        }
        final ByteBuffer whole = isOnHeap() ?
            ByteBuffer.wrap(buffer.byteArray()).asReadOnlyBuffer() : buffer.byteBuffer().asReadOnlyBuffer();
        final int start = buffer.wrapAdjustment() + offset + from;
        return whole.clear().slice(start, count).order(ByteOrder.nativeOrder());
    }
}
