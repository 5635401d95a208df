package io.skein.internal.chunk;

import io.aeron.DirectBufferVector;
import io.skein.internal.memory.ByteWindow;
import io.skein.payload.Payload;
import io.skein.payload.Segment;
import org.agrona.MutableDirectBuffer;

import java.util.zip.CRC32C;

/**
 * Cuts a payload into slices that share its memory: a slice is a few vectors on the payload's segments, which are moved
 * from slice to slice. Costs per slice and not per byte, and allocates nothing.
 */
public final class Slicer
{
    /**
     * A slice ends before it needs more vectors than this.
     */
    public static final int MAX_VECTORS = 16;

    private final DirectBufferVector[] vectors = new DirectBufferVector[MAX_VECTORS];
    private final CRC32C crc = new CRC32C();
    private final ByteWindow window = ByteWindow.isSupported() ? new ByteWindow(true, this) : null;
    private Payload payload;
    private long total;
    private long position;
    private int segmentIndex;
    private int segmentPosition;
    // Of the segment that the first vector is of, if that is the current one; else 0.
    private int segmentOffset;
    private int segmentLength;
    private int count;
    private int length;

    /**
     * Of no payload yet.
     */
    public Slicer()
    {
        for (int i = 0; i < MAX_VECTORS; i++)
        {
            vectors[i] = new DirectBufferVector();
        }
    }

    /**
     * Begin with the first byte.
     *
     * @param newPayload to cut up; stays open until the last slice is done with.
     * @return this.
     */
    public Slicer wrap(final Payload newPayload)
    {
        payload = newPayload;
        total = newPayload.length();
        return rewind();
    }

    /**
     * Begin again with the first byte.
     *
     * @return this.
     */
    public Slicer rewind()
    {
        position = 0;
        segmentIndex = 0;
        segmentPosition = 0;
        segmentLength = 0;
        length = 0;
        count = 0;
        crc.reset();
        return this;
    }

    /**
     * Let go of the payload.
     */
    public void end()
    {
        payload = null;
        segmentLength = 0;
        for (final DirectBufferVector vector : vectors)
        {
            vector.buffer(null);
        }
    }

    /**
     * Move to the slice that begins at {@link #position()}. It stays the current one until {@link #passed()}.
     *
     * @param maxLength in bytes, 1 or more.
     * @return its length in bytes; 0 at the end of the payload.
     */
    public int slice(final int maxLength)
    {
        // Most slices lie within one segment, and the one before was of the same.
        final int end = segmentPosition + maxLength;
        if (end <= segmentLength && end > 0)
        {
            vectors[0].offset(segmentOffset + segmentPosition).length(maxLength);
            count = 1;
            length = maxLength;
            return maxLength;
        }
        return sliceOfSeveral(maxLength);
    }

    private int sliceOfSeveral(final int maxLength)
    {
        segmentLength = 0;
        int index = segmentIndex;
        int from = segmentPosition;
        int left = (int)Math.min(maxLength, total - position);
        int used = 0;
        length = 0;
        while (left > 0 && used < MAX_VECTORS)
        {
            final Segment segment = payload.segment(index);
            final int run = Math.min(left, segment.length() - from);
            if (run > 0)
            {
                vectors[used++].reset(segment.buffer(), segment.offset() + from, run);
                length += run;
                left -= run;
            }
            index++;
            from = 0;
        }
        count = used;
        if (1 == used && index == segmentIndex + 1)
        {
            final Segment segment = payload.segment(segmentIndex);
            segmentOffset = segment.offset();
            segmentLength = segment.length();
        }
        return length;
    }

    /**
     * The current slice is done with.
     */
    public void passed()
    {
        position += length;
        int left = length;
        length = 0;
        if ((long)segmentPosition + left <= segmentLength)
        {
            segmentPosition += left;
            return;
        }
        while (left > 0)
        {
            final int run = Math.min(left, payload.segment(segmentIndex).length() - segmentPosition);
            segmentPosition += run;
            left -= run;
            if (left > 0)
            {
                segmentIndex++;
                segmentPosition = 0;
                segmentLength = 0;
            }
        }
    }

    /**
     * @return of the current slice, in bytes from the beginning of the payload.
     */
    public long position()
    {
        return position;
    }

    /**
     * @return bytes from {@link #position()} to the end of the payload.
     */
    public long remaining()
    {
        return total - position;
    }

    /**
     * @return number of vectors of the current slice.
     */
    public int vectorCount()
    {
        return count;
    }

    /**
     * @param index of a vector of the current slice, 0 to {@code vectorCount() - 1}.
     * @return the vector: a run of bytes of one segment.
     */
    public DirectBufferVector vector(final int index)
    {
        return vectors[index];
    }

    /**
     * Copy the current slice.
     *
     * @param target to write to.
     * @param index  of the first byte in it.
     */
    public void copyTo(final MutableDirectBuffer target, final int index)
    {
        int to = index;
        for (int i = 0; i < count; i++)
        {
            final DirectBufferVector vector = vectors[i];
            target.putBytes(to, vector.buffer(), vector.offset(), vector.length());
            to += vector.length();
        }
    }

    /**
     * Add the current slice to the checksum.
     */
    public void addToChecksum()
    {
        for (int i = 0; i < count; i++)
        {
            final DirectBufferVector vector = vectors[i];
            Crc32c.update(crc, window, vector.buffer(), vector.offset(), vector.length());
        }
    }

    /**
     * @return CRC32C of the slices that were added.
     */
    public long checksum()
    {
        return crc.getValue();
    }

    /**
     * @return the payload, or null.
     */
    public Payload payload()
    {
        return payload;
    }
}
