package io.skein.payload;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

import java.nio.ByteBuffer;
import java.util.Objects;

/**
 * Makes payloads, and works on their bytes across segments.
 */
final class Payloads
{
    private static final int MAX_ARRAY_LENGTH = Integer.MAX_VALUE - 8;

    private Payloads()
    {
    }

    static Payload copyOf(final byte[]... sources)
    {
        final Payload payload = new Payload(null);
        final Segment[] segments = new Segment[sources.length];
        for (int i = 0; i < sources.length; i++)
        {
            segments[i] = owned(payload, sources[i].clone());
        }
        return payload.open(segments, segments.length);
    }

    static Payload copyOf(final ByteBuffer... sources)
    {
        final Payload payload = new Payload(null);
        final Segment[] segments = new Segment[sources.length];
        for (int i = 0; i < sources.length; i++)
        {
            final byte[] bytes = new byte[sources[i].remaining()];
            sources[i].duplicate().get(bytes);
            segments[i] = owned(payload, bytes);
        }
        return payload.open(segments, segments.length);
    }

    static Payload copyOf(final DirectBuffer... sources)
    {
        final Payload payload = new Payload(null);
        final Segment[] segments = new Segment[sources.length];
        for (int i = 0; i < sources.length; i++)
        {
            segments[i] = owned(payload, bytesOf(sources[i], 0, sources[i].capacity()));
        }
        return payload.open(segments, segments.length);
    }

    static Payload copyOf(final DirectBuffer source, final int offset, final int length)
    {
        Objects.checkFromIndexSize(offset, length, source.capacity());
        final Payload payload = new Payload(null);
        return payload.open(new Segment[] {owned(payload, bytesOf(source, offset, length))}, 1);
    }

    static Payload borrow(final Runnable release, final ByteBuffer... sources)
    {
        final Lease lease = new Lease();
        lease.begin(sources, release);
        try
        {
            final Payload payload = new Payload(lease);
            final Segment[] segments = new Segment[sources.length];
            for (int i = 0; i < sources.length; i++)
            {
                checkReadOnly(sources[i], i);
                segments[i] = new Segment(payload, new UnsafeBuffer(0, 0), 0, 0);
                segments[i].wrap(sources[i]);
            }
            return payload.open(segments, segments.length);
        }
        catch (final Throwable refused)
        {
            throw abandon(lease, refused);
        }
    }

    static Payload borrow(final Object owner, final Runnable release, final DirectBuffer... sources)
    {
        final Lease lease = new Lease();
        lease.begin(owner, release);
        try
        {
            Objects.requireNonNull(owner, "owner");
            final Payload payload = new Payload(lease);
            final Segment[] segments = new Segment[sources.length];
            for (int i = 0; i < sources.length; i++)
            {
                segments[i] = borrowed(payload, sources[i], 0, sources[i].capacity());
            }
            return payload.open(segments, segments.length);
        }
        catch (final Throwable refused)
        {
            throw abandon(lease, refused);
        }
    }

    static Payload borrow(
        final DirectBuffer source, final int offset, final int length, final Object owner, final Runnable release)
    {
        final Lease lease = new Lease();
        lease.begin(owner, release);
        try
        {
            Objects.requireNonNull(owner, "owner");
            Objects.checkFromIndexSize(offset, length, source.capacity());
            final Payload payload = new Payload(lease);
            return payload.open(new Segment[] {borrowed(payload, source, offset, length)}, 1);
        }
        catch (final Throwable refused)
        {
            throw abandon(lease, refused);
        }
    }

    static void checkReadOnly(final ByteBuffer buffer, final int index)
    {
        if (!buffer.isReadOnly())
        {
            throw new IllegalArgumentException("buffer " + index + " of " + buffer.remaining() +
                " bytes is writable and will not be borrowed: pass buffer.asReadOnlyBuffer() or use copyOf");
        }
    }

    static Payload slice(final Payload slice, final Payload parent, final long offset, final long count)
    {
        final int segmentCount = parent.segmentCount();
        final long end = offset + count;
        final Segment[] segments = new Segment[segmentCount];
        int used = 0;
        long start = 0;
        for (int i = 0; i < segmentCount && start < end; i++)
        {
            final Segment segment = parent.segment(i);
            final long from = Math.max(offset, start) - start;
            final long to = Math.min(end, start + segment.length()) - start;
            if (from < to)
            {
                segments[used++] =
                    new Segment(slice, segment.memory(), segment.offset() + (int)from, (int)(to - from));
            }
            start += segment.length();
        }
        return slice.open(segments, used);
    }

    static int copyTo(final Payload payload, final MutableDirectBuffer target, final int offset)
    {
        final long length = payload.length();
        if (!target.isExpandable())
        {
            Objects.checkFromIndexSize(offset, length, (long)target.capacity());
        }
        int index = offset;
        for (int i = 0; i < payload.segmentCount(); i++)
        {
            final Segment segment = payload.segment(i);
            target.putBytes(index, segment.buffer(), segment.offset(), segment.length());
            index += segment.length();
        }
        return (int)length;
    }

    static byte[] toByteArray(final Payload payload)
    {
        final long length = payload.length();
        if (length > MAX_ARRAY_LENGTH)
        {
            throw new IndexOutOfBoundsException("payload of " + length + " bytes exceeds the " + MAX_ARRAY_LENGTH +
                " of an array: use slice, reader or writeTo");
        }
        final byte[] bytes = new byte[(int)length];
        copyTo(payload, new UnsafeBuffer(bytes), 0);
        return bytes;
    }

    static boolean isSame(final Payload left, final Payload right)
    {
        long remaining = left.length();
        if (remaining != right.length())
        {
            return false;
        }
        final PayloadReader leftReader = left.reader();
        final PayloadReader rightReader = right.reader();
        for (; remaining >= Long.BYTES; remaining -= Long.BYTES)
        {
            if (leftReader.readLong() != rightReader.readLong())
            {
                return false;
            }
        }
        for (; remaining > 0; remaining--)
        {
            if (leftReader.readByte() != rightReader.readByte())
            {
                return false;
            }
        }
        return true;
    }

    static int hash(final Payload payload)
    {
        int hash = 1;
        for (int i = 0; i < payload.segmentCount(); i++)
        {
            final Segment segment = payload.segment(i);
            final DirectBuffer buffer = segment.buffer();
            for (int at = segment.offset(), end = at + segment.length(); at < end; at++)
            {
                hash = 31 * hash + buffer.getByte(at);
            }
        }
        return hash;
    }

    private static byte[] bytesOf(final DirectBuffer source, final int offset, final int length)
    {
        final byte[] bytes = new byte[length];
        source.getBytes(offset, bytes);
        return bytes;
    }

    private static Segment owned(final Payload payload, final byte[] bytes)
    {
        return new Segment(payload, new UnsafeBuffer(bytes), 0, bytes.length);
    }

    private static Segment borrowed(
        final Payload payload, final DirectBuffer source, final int offset, final int length)
    {
        return new Segment(payload, new UnsafeBuffer(source, offset, length), 0, length);
    }

    /**
     * Nobody will close what was not made, so its memory is given back here.
     */
    private static RuntimeException abandon(final Lease lease, final Throwable refused)
    {
        try
        {
            lease.release();
        }
        catch (final Throwable releaseFailed)
        {
            refused.addSuppressed(releaseFailed);
        }
        if (refused instanceof Error error)
        {
            throw error;
        }
        return (RuntimeException)refused;
    }
}
