package io.skein.payload;

import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

import java.util.Arrays;
import java.util.Objects;

/**
 * Cuts a payload into slices that share its memory: each {@link #next} moves on by up to so many bytes, and the slice
 * is in {@link #partCount()} parts, one for each segment that it touches.
 * <pre>{@code
 * slicer.wrap(payload);
 * while (slicer.next(1408) > 0)
 * {
 *     for (int i = 0; i < slicer.partCount(); i++)
 *     {
 *         send(slicer.buffer(i), slicer.offset(i), slicer.length(i));
 *     }
 * }
 * }</pre>
 * Whoever takes many short slices of long segments asks for them in runs, by {@link #nextRun}.
 * <p>
 * A slice stays as it is until the next call of {@link #next}, {@link #position(long)} or {@link #wrap}, so that what
 * was refused can be tried again. Slicing costs per slice and segment and not per byte, and does not allocate.
 * <p>
 * Belongs to one thread at a time. The parts are read-only and end with the payload, like its segments.
 */
public final class PayloadSlicer
{
    private static final Payload NOTHING = Payload.empty();
    private static final DirectBuffer NO_MEMORY = new UnsafeBuffer(0, 0);

    private final DirectBuffer[] buffers;
    private final int[] offsets;
    private final int[] lengths;
    private Payload payload;
    private long end;
    // Of the segment that the position is in, whose memory begins at the start of the payload less the base.
    private int index;
    private long base;
    private DirectBuffer memory;
    private int limit;
    private int offset;
    // Of the slice; one in one part, as almost all are, is just what lies before the offset.
    private int parts;
    private int sliceLength;

    /**
     * On an empty payload; see {@link #wrap}.
     *
     * @param maxParts of a slice, 1 or more: one that would touch more segments ends early.
     * @throws IllegalArgumentException when it is less than 1.
     */
    public PayloadSlicer(final int maxParts)
    {
        if (maxParts < 1)
        {
            throw new IllegalArgumentException("a slice has " + maxParts + " parts: it needs 1 or more");
        }
        buffers = new DirectBuffer[maxParts];
        offsets = new int[maxParts];
        lengths = new int[maxParts];
        unwrap();
    }

    /**
     * Slice another payload, from position 0.
     *
     * @param newPayload to slice.
     * @return this.
     * @throws IllegalStateException when the payload is closed.
     */
    public PayloadSlicer wrap(final Payload newPayload)
    {
        end = newPayload.length();
        payload = newPayload;
        rewind();
        return this;
    }

    /**
     * Keep nothing of the payload reachable.
     *
     * @return this, on an empty payload.
     */
    public PayloadSlicer unwrap()
    {
        wrap(NOTHING);
        Arrays.fill(buffers, NO_MEMORY);
        return this;
    }

    /**
     * @return bytes from the start of the payload to the end of the slice, where the next one begins.
     */
    public long position()
    {
        return base + offset;
    }

    /**
     * Go to a position, forward or back. There is no slice then until the next call of {@link #next}. Costs per segment
     * before the position.
     *
     * @param newPosition 0 to the length of the payload.
     * @return this.
     * @throws IllegalStateException     when the payload is closed.
     * @throws IndexOutOfBoundsException when the position is not within the payload.
     */
    public PayloadSlicer position(final long newPosition)
    {
        payload.checkOpen();
        Objects.checkFromToIndex(newPosition, end, end);
        rewind();
        while (newPosition - base > limit)
        {
            enterNext();
        }
        offset = (int)(newPosition - base);
        return this;
    }

    /**
     * @return bytes from the position to the end of the payload.
     */
    public long remaining()
    {
        return end - position();
    }

    /**
     * Move on to the next slice.
     *
     * @param maxLength of it in bytes, 0 or more.
     * @return its length: less than {@code maxLength} only at the end of the payload, where it is 0 at last, or when
     * the slice has as many parts as it may have.
     * @throws IllegalStateException    when the payload is closed.
     * @throws IllegalArgumentException when {@code maxLength} is negative.
     */
    public int next(final int maxLength)
    {
        payload.checkOpen();
        final int start = offset;
        if (maxLength <= 0 || maxLength > limit - start)
        {
            return nextAcross(maxLength);
        }
        parts = 1;
        sliceLength = maxLength;
        offset = start + maxLength;
        return maxLength;
    }

    /**
     * Move on to as many slices of the same length as lie one behind the other in one segment, so that a loop over them
     * keeps in registers what {@link #next} has to store and load for each: slice {@code i} is at
     * {@code offset(0) + i * length} of {@code buffer(0)}. All of them together are one slice to the other methods.
     *
     * @param length of each in bytes, 1 or more.
     * @param most   slices to take, 1 or more.
     * @return how many; 0 where the next one crosses segments, or is the shorter last one, which {@link #next} takes;
     * or at the end.
     * @throws IllegalStateException    when the payload is closed.
     * @throws IllegalArgumentException when the length or the number is less than 1.
     */
    public int nextRun(final int length, final int most)
    {
        payload.checkOpen();
        if (length < 1 || most < 1)
        {
            throw new IllegalArgumentException(
                "a run of at most " + most + " slices of " + length + " bytes: both need 1 or more");
        }
        while (offset == limit && base + offset < end)
        {
            enterNext();
        }
        final int count = Math.min(most, (limit - offset) / length);
        sliceLength = count * length;
        parts = 0 == count ? 0 : 1;
        offset += sliceLength;
        return count;
    }

    /**
     * @return number of parts of the slice; 0 when it is empty.
     */
    public int partCount()
    {
        return parts;
    }

    /**
     * @return bytes in the slice.
     */
    public int length()
    {
        return sliceLength;
    }

    /**
     * @param part of the slice, 0 to {@code partCount() - 1}.
     * @return memory in which the part lies, from {@link #offset} on. Do not write to it.
     * @throws IndexOutOfBoundsException when there is no such part.
     */
    public DirectBuffer buffer(final int part)
    {
        return 1 == parts && 0 == part ? memory : buffers[Objects.checkIndex(part, parts)];
    }

    /**
     * @param part of the slice, 0 to {@code partCount() - 1}.
     * @return index of its first byte in {@link #buffer}.
     * @throws IndexOutOfBoundsException when there is no such part.
     */
    public int offset(final int part)
    {
        return 1 == parts && 0 == part ? offset - sliceLength : offsets[Objects.checkIndex(part, parts)];
    }

    /**
     * @param part of the slice, 0 to {@code partCount() - 1}.
     * @return its length in bytes, 1 or more.
     * @throws IndexOutOfBoundsException when there is no such part.
     */
    public int length(final int part)
    {
        return 1 == parts && 0 == part ? sliceLength : lengths[Objects.checkIndex(part, parts)];
    }

    private int nextAcross(final int maxLength)
    {
        if (maxLength < 0)
        {
            throw new IllegalArgumentException("a slice of at most " + maxLength + " bytes: it needs 0 or more");
        }
        parts = 0;
        sliceLength = 0;
        final int length = (int)Math.min(maxLength, remaining());
        while (sliceLength < length && parts < buffers.length)
        {
            while (offset == limit)
            {
                enterNext();
            }
            final int run = Math.min(limit - offset, length - sliceLength);
            takePart(parts++, run);
            sliceLength += run;
        }
        return sliceLength;
    }

    private void takePart(final int part, final int length)
    {
        // A store of a reference costs a barrier of the collector, and it seldom changes.
        if (buffers[part] != memory)
        {
            buffers[part] = memory;
        }
        offsets[part] = offset;
        lengths[part] = length;
        offset += length;
    }

    private void enterNext()
    {
        final Segment segment = payload.segment(index++);
        base += limit - segment.offset();
        memory = segment.memory();
        offset = segment.offset();
        limit = offset + segment.length();
    }

    private void rewind()
    {
        index = 0;
        base = 0;
        memory = NO_MEMORY;
        limit = 0;
        offset = 0;
        parts = 0;
        sliceLength = 0;
    }
}
