package io.skein.payload;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ReadOnlyBufferException;
import java.util.Objects;

/**
 * Reads a payload from a position on, across the boundaries of segments. Numbers are little-endian. A read that asks
 * for more bytes than remain throws and moves nothing.
 * <p>
 * Belongs to one thread at a time. Does not allocate. Every read throws {@link IllegalStateException} when the payload
 * is closed.
 */
public final class PayloadReader
{
    private Payload payload;
    private long length;
    private long position;
    private int index;
    private long segmentStart;
    private long segmentEnd;
    private Segment segment;

    /**
     * On an empty payload; see {@link #wrap}.
     */
    public PayloadReader()
    {
        wrap(Payload.empty());
    }

    /**
     * Read another payload, from position 0.
     *
     * @param newPayload to read.
     * @return this.
     * @throws IllegalStateException when the payload is closed.
     */
    public PayloadReader wrap(final Payload newPayload)
    {
        length = newPayload.length();
        payload = newPayload;
        position = 0;
        rewind();
        return this;
    }

    /**
     * @return bytes from the start of the payload to the next one that is read.
     */
    public long position()
    {
        return position;
    }

    /**
     * Go to a position, forward or back.
     *
     * @param newPosition 0 to the length of the payload.
     * @return this.
     * @throws IndexOutOfBoundsException when it is not within the payload.
     */
    public PayloadReader position(final long newPosition)
    {
        Objects.checkFromToIndex(newPosition, length, length);
        if (newPosition < segmentStart)
        {
            rewind();
        }
        position = newPosition;
        return this;
    }

    /**
     * @return bytes from the position to the end.
     */
    public long remaining()
    {
        return length - position;
    }

    /**
     * Go forward.
     *
     * @param count of bytes, 0 to {@code remaining()}.
     * @return this.
     * @throws IndexOutOfBoundsException when fewer remain.
     */
    public PayloadReader skip(final long count)
    {
        require(count);
        position += count;
        return this;
    }

    /**
     * @return the next byte.
     * @throws IndexOutOfBoundsException when none remains.
     */
    public byte readByte()
    {
        require(Byte.BYTES);
        return nextByte();
    }

    /**
     * @return the next 2 bytes.
     * @throws IndexOutOfBoundsException when fewer remain.
     */
    public short readShort()
    {
        require(Short.BYTES);
        return isWithinSegment(Short.BYTES) ?
            segment.buffer().getShort(take(Short.BYTES), ByteOrder.LITTLE_ENDIAN) : (short)assemble(Short.BYTES);
    }

    /**
     * @return the next 4 bytes.
     * @throws IndexOutOfBoundsException when fewer remain.
     */
    public int readInt()
    {
        require(Integer.BYTES);
        return isWithinSegment(Integer.BYTES) ?
            segment.buffer().getInt(take(Integer.BYTES), ByteOrder.LITTLE_ENDIAN) : (int)assemble(Integer.BYTES);
    }

    /**
     * @return the next 8 bytes.
     * @throws IndexOutOfBoundsException when fewer remain.
     */
    public long readLong()
    {
        require(Long.BYTES);
        return isWithinSegment(Long.BYTES) ?
            segment.buffer().getLong(take(Long.BYTES), ByteOrder.LITTLE_ENDIAN) : assemble(Long.BYTES);
    }

    /**
     * @return the next 4 bytes as a binary32.
     * @throws IndexOutOfBoundsException when fewer remain.
     */
    public float readFloat()
    {
        return Float.intBitsToFloat(readInt());
    }

    /**
     * @return the next 8 bytes as a binary64.
     * @throws IndexOutOfBoundsException when fewer remain.
     */
    public double readDouble()
    {
        return Double.longBitsToDouble(readLong());
    }

    /**
     * Fill part of an array.
     *
     * @param target to read into.
     * @param offset of the first byte in it.
     * @param count  of bytes.
     * @throws IndexOutOfBoundsException when fewer remain, or the range is not within the array.
     */
    public void read(final byte[] target, final int offset, final int count)
    {
        Objects.checkFromIndexSize(offset, count, target.length);
        require(count);
        int done = 0;
        while (done < count)
        {
            final int run = nextRun(count - done);
            segment.buffer().getBytes(take(run), target, offset + done, run);
            done += run;
        }
    }

    /**
     * Fill an array.
     *
     * @param target to read into.
     * @throws IndexOutOfBoundsException when fewer bytes remain than it has.
     */
    public void read(final byte[] target)
    {
        read(target, 0, target.length);
    }

    /**
     * Read as many bytes as remain in both, and move the target's position by them.
     *
     * @param target to read into.
     * @return how many were read; 0 at the end of the payload, or when the target is full.
     * @throws ReadOnlyBufferException when the target is read-only.
     */
    public int read(final ByteBuffer target)
    {
        require(0);
        if (target.isReadOnly())
        {
            // Agrona would write through Unsafe all the same.
            throw new ReadOnlyBufferException();
        }
        final int count = (int)Math.min(target.remaining(), remaining());
        int done = 0;
        while (done < count)
        {
            final int run = nextRun(count - done);
            segment.buffer().getBytes(take(run), target, run);
            done += run;
        }
        return count;
    }

    private void rewind()
    {
        index = -1;
        segment = null;
        segmentStart = 0;
        segmentEnd = 0;
    }

    private void require(final long count)
    {
        payload.checkOpen();
        if (count < 0 || count > length - position)
        {
            throw new IndexOutOfBoundsException("asked for " + count + " bytes at position " + position + " of " +
                length + ": " + remaining() + " remain");
        }
    }

    /**
     * Enter the segment of the position, of which at least one byte remains.
     */
    private void enter()
    {
        while (position >= segmentEnd)
        {
            segment = payload.segment(++index);
            segmentStart = segmentEnd;
            segmentEnd += segment.length();
        }
    }

    private boolean isWithinSegment(final int count)
    {
        enter();
        return count <= segmentEnd - position;
    }

    private int nextRun(final int count)
    {
        enter();
        return (int)Math.min(count, segmentEnd - position);
    }

    private int take(final int count)
    {
        final int at = segment.offset() + (int)(position - segmentStart);
        position += count;
        return at;
    }

    private byte nextByte()
    {
        enter();
        return segment.buffer().getByte(take(1));
    }

    private long assemble(final int count)
    {
        long value = 0;
        for (int i = 0; i < count; i++)
        {
            value |= (nextByte() & 0xFFL) << (Byte.SIZE * i);
        }
        return value;
    }
}
