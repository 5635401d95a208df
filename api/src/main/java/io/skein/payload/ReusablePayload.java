package io.skein.payload;

import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;

/**
 * Borrows segments again and again without allocating: one {@link Payload} object that is pointed at other memory each
 * time.
 * <pre>{@code
 * reusable.begin().add(header, 0, 40).add(pixels, 0, pixels.capacity());
 * try (Payload payload = reusable.finish())
 * {
 *     publisher.offer(type, payload);
 * }
 * }</pre>
 * Belongs to one thread at a time. The payload comes to life again with each {@link #finish()}: whoever keeps a
 * reference to it after closing it would see the next message's bytes. Memory stays reachable until the next
 * {@link #begin()}. Allocates only while the number of segments grows beyond any seen before.
 */
public final class ReusablePayload
{
    private static final int INITIAL_SEGMENTS = 4;

    private final Lease lease = new Lease();
    private final Payload payload = new Payload(lease);
    private Segment[] segments = Payload.NO_SEGMENTS;
    private int count;

    /**
     * With room for four segments; grows.
     */
    public ReusablePayload()
    {
        grow(INITIAL_SEGMENTS);
    }

    /**
     * Start over with no segments, and let go of the memory borrowed before.
     *
     * @return this.
     * @throws IllegalStateException when the payload finished before, or a slice of it, is not closed.
     */
    public ReusablePayload begin()
    {
        checkFree();
        while (count > 0)
        {
            segments[--count].unwrap();
        }
        return this;
    }

    /**
     * Append a segment. The address is taken now: wrapping the buffer around other memory later does not matter.
     *
     * @param buffer on the memory, which must stay alive and in place until the payload is closed.
     * @param offset of the first byte in it.
     * @param length in bytes, 0 or more.
     * @return this.
     * @throws IllegalStateException     when the payload finished before, or a slice of it, is not closed.
     * @throws IndexOutOfBoundsException when the range is not within the buffer.
     */
    public ReusablePayload add(final DirectBuffer buffer, final int offset, final int length)
    {
        checkFree();
        Objects.checkFromIndexSize(offset, length, buffer.capacity());
        next().wrap(buffer, offset, length);
        count++;
        return this;
    }

    /**
     * Append a segment.
     *
     * @param buffer read-only, direct or on the heap, from its position to its limit as they are now.
     * @return this.
     * @throws IllegalStateException    when the payload finished before, or a slice of it, is not closed.
     * @throws IllegalArgumentException when the buffer is writable.
     */
    public ReusablePayload add(final ByteBuffer buffer)
    {
        checkFree();
        Payloads.checkReadOnly(buffer, count);
        next().wrap(buffer);
        count++;
        return this;
    }

    /**
     * The payload of the segments added, to be closed before this is begun again.
     *
     * @return the same object each time.
     * @throws IllegalStateException when the payload finished before, or a slice of it, is not closed.
     */
    public Payload finish()
    {
        return open(null, null);
    }

    /**
     * Like {@link #finish()}.
     *
     * @param owner   keeps the memory alive and in place; held until the release.
     * @param release runs exactly once: when the payload and all its slices are closed, or before this method throws.
     * @return the same object each time.
     * @throws IllegalStateException when the payload finished before, or a slice of it, is not closed.
     */
    public Payload finish(final Object owner, final Runnable release)
    {
        Objects.requireNonNull(release, "release");
        if (!lease.isFree())
        {
            release.run();
        }
        return open(owner, release);
    }

    private Payload open(final Object owner, final Runnable release)
    {
        checkFree();
        lease.begin(owner, release);
        return payload.open(segments, count);
    }

    private Segment next()
    {
        if (count == segments.length)
        {
            grow(2 * count);
        }
        return segments[count];
    }

    private void grow(final int capacity)
    {
        final int old = segments.length;
        segments = Arrays.copyOf(segments, capacity);
        for (int i = old; i < capacity; i++)
        {
            segments[i] = new Segment(payload, new UnsafeBuffer(0, 0), 0, 0);
        }
    }

    private void checkFree()
    {
        if (!lease.isFree())
        {
            throw new IllegalStateException(
                "the payload finished before is still open: close it and its slices before beginning again");
        }
    }
}
