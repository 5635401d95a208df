package io.skein.payload;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.channels.GatheringByteChannel;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * An immutable list of segments that travels as one message. A payload either owns its bytes ({@code copyOf}) or
 * borrows them ({@code borrow}): then nothing is copied, construction costs per segment and not per byte, and whoever
 * lends them must not change them before the release callback has run.
 * <p>
 * <b>Lifetime.</b> Close every payload and every {@linkplain #slice slice}, each of which is a payload of its own. When
 * the last one on borrowed memory is closed, the owners are let go and the release callback runs, exactly once, on the
 * thread of that close; also when {@code borrow} itself throws. After {@link #close()} every access throws
 * {@link IllegalStateException}, and memory reached before through a segment must not be touched. A payload that owns
 * its bytes need not be closed.
 * <p>
 * <b>Threads.</b> Safe for any number of readers, and for closing from any thread; who may still read while another
 * thread closes must read a slice of its own.
 * <p>
 * Payloads and segments may be empty, and a segment has up to 2^31-1 bytes. Two payloads are equal when their bytes
 * are, however these are cut into segments.
 */
public final class Payload implements AutoCloseable
{
    static final Segment[] NO_SEGMENTS = {};
    private static final VarHandle OPEN;

    static
    {
        try
        {
            OPEN = MethodHandles.lookup().findVarHandle(Payload.class, "open", boolean.class);
        }
        catch (final ReflectiveOperationException impossible)
        {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    private final Lease lease;
    private Segment[] segments = NO_SEGMENTS;
    private int segmentCount;
    private long length;
    private volatile boolean open;

    /**
     * @param lease on borrowed memory, with a holder for this payload; null when it owns its bytes.
     */
    Payload(final Lease lease)
    {
        this.lease = lease;
    }

    /**
     * @return a new payload without segments.
     */
    public static Payload empty()
    {
        return new Payload(null).open(NO_SEGMENTS, 0);
    }

    /**
     * @param segments to copy, each of which becomes a segment.
     * @return a payload that owns its bytes. Allocates them on the heap.
     */
    public static Payload copyOf(final byte[]... segments)
    {
        return Payloads.copyOf(segments);
    }

    /**
     * @param segments to copy, each from its position to its limit, which do not move.
     * @return a payload that owns its bytes. Allocates them on the heap.
     */
    public static Payload copyOf(final ByteBuffer... segments)
    {
        return Payloads.copyOf(segments);
    }

    /**
     * @param segments to copy, each from 0 to its capacity.
     * @return a payload that owns its bytes. Allocates them on the heap.
     */
    public static Payload copyOf(final DirectBuffer... segments)
    {
        return Payloads.copyOf(segments);
    }

    /**
     * @param buffer to copy from.
     * @param offset of the first byte in it.
     * @param length in bytes, 0 or more.
     * @return a payload of one segment that owns its bytes. Allocates them on the heap.
     * @throws IndexOutOfBoundsException when the range is not within the buffer.
     */
    public static Payload copyOf(final DirectBuffer buffer, final int offset, final int length)
    {
        return Payloads.copyOf(buffer, offset, length);
    }

    /**
     * Borrow read-only buffers, direct or on the heap, each from its position to its limit as they are now.
     *
     * @param segments each of which becomes a segment; held until the release.
     * @return a payload on their memory. Allocates about 100 bytes per segment.
     * @throws IllegalArgumentException when a buffer is writable: what may still change is not borrowed by accident.
     */
    public static Payload borrow(final ByteBuffer... segments)
    {
        return Payloads.borrow(null, segments);
    }

    /**
     * Like {@link #borrow(ByteBuffer...)}.
     *
     * @param release  runs exactly once: when the last payload on the memory is closed, or before this method throws.
     * @param segments each of which becomes a segment; held until the release.
     * @return a payload on their memory. Allocates about 100 bytes per segment.
     * @throws IllegalArgumentException when a buffer is writable: what may still change is not borrowed by accident.
     */
    public static Payload borrow(final Runnable release, final ByteBuffer... segments)
    {
        return Payloads.borrow(Objects.requireNonNull(release, "release"), segments);
    }

    /**
     * Borrow part of a buffer. The address is taken now: wrapping the buffer around other memory later does not matter.
     *
     * @param buffer on the memory.
     * @param offset of the first byte in it.
     * @param length in bytes, 0 or more.
     * @param owner  keeps the memory alive and in place; held until the release.
     * @return a payload of one segment. Allocates about 150 bytes.
     * @throws IndexOutOfBoundsException when the range is not within the buffer.
     */
    public static Payload borrow(final DirectBuffer buffer, final int offset, final int length, final Object owner)
    {
        return Payloads.borrow(buffer, offset, length, Objects.requireNonNull(owner, "owner"), null);
    }

    /**
     * Like {@link #borrow(DirectBuffer, int, int, Object)}.
     *
     * @param buffer  on the memory.
     * @param offset  of the first byte in it.
     * @param length  in bytes, 0 or more.
     * @param owner   keeps the memory alive and in place; held until the release.
     * @param release runs exactly once: when the last payload on the memory is closed, or before this method throws.
     * @return a payload of one segment. Allocates about 150 bytes.
     * @throws IndexOutOfBoundsException when the range is not within the buffer.
     */
    public static Payload borrow(
        final DirectBuffer buffer, final int offset, final int length, final Object owner, final Runnable release)
    {
        return Payloads.borrow(buffer, offset, length, owner, Objects.requireNonNull(release, "release"));
    }

    /**
     * Borrow several buffers of one owner, each from 0 to its capacity.
     *
     * @param owner    keeps the memory alive and in place; held until the release.
     * @param release  runs exactly once: when the last payload on the memory is closed, or before this method throws.
     * @param segments each of which becomes a segment.
     * @return a payload on their memory. Allocates about 100 bytes per segment.
     */
    public static Payload borrow(final Object owner, final Runnable release, final DirectBuffer... segments)
    {
        return Payloads.borrow(owner, Objects.requireNonNull(release, "release"), segments);
    }

    /**
     * @return bytes in all segments. Does not allocate.
     * @throws IllegalStateException when closed.
     */
    public long length()
    {
        checkOpen();
        return length;
    }

    /**
     * @return number of segments, empty ones among them. Does not allocate.
     * @throws IllegalStateException when closed.
     */
    public int segmentCount()
    {
        checkOpen();
        return segmentCount;
    }

    /**
     * @param index 0 to {@code segmentCount() - 1}.
     * @return that segment. Does not allocate.
     * @throws IllegalStateException     when closed.
     * @throws IndexOutOfBoundsException when there is no such segment.
     */
    public Segment segment(final int index)
    {
        checkOpen();
        Objects.checkIndex(index, segmentCount);
        final Segment[] current = segments;
        if (index >= current.length)
        {
            throw closed();
        }
        return current[index];
    }

    /**
     * @return the segments in order, empty ones among them; unmodifiable. Allocates the list.
     * @throws IllegalStateException when closed.
     */
    public List<Segment> segments()
    {
        checkOpen();
        final Segment[] current = segments;
        return List.of(Arrays.copyOf(current, Math.min(segmentCount, current.length)));
    }

    /**
     * Part of this payload, on the same memory. It may outlive this payload: borrowed memory is released when both are
     * closed. Empty segments are left out, so an empty slice has none. Costs per segment and not per byte; allocates.
     *
     * @param offset of the first byte, 0 to {@code length()}.
     * @param count  of bytes, 0 or more.
     * @return a payload that needs closing too.
     * @throws IllegalStateException     when closed.
     * @throws IndexOutOfBoundsException when the range is not within this payload.
     */
    public Payload slice(final long offset, final long count)
    {
        checkOpen();
        Objects.checkFromIndexSize(offset, count, length);
        if (null != lease && !lease.retain())
        {
            throw closed();
        }
        try
        {
            return Payloads.slice(new Payload(lease), this, offset, count);
        }
        catch (final Throwable closedMeanwhile)
        {
            if (null != lease)
            {
                lease.release();
            }
            throw closedMeanwhile;
        }
    }

    /**
     * @return a new reader at position 0. Allocates it; {@link PayloadReader#wrap} reuses one.
     * @throws IllegalStateException when closed.
     */
    public PayloadReader reader()
    {
        return new PayloadReader().wrap(this);
    }

    /**
     * Write from a position to the end, gathering up to 1,024 segments in a call. Ends early only when the channel
     * takes nothing, as a non-blocking one may: then call again from the position reached. Blocks as the channel does;
     * allocates views of the segments.
     *
     * @param channel  to write to.
     * @param position of the first byte, 0 to {@code length()}.
     * @return bytes written by this call.
     * @throws IOException               when the channel fails; how much it took before is unknown.
     * @throws IllegalStateException     when closed.
     * @throws IndexOutOfBoundsException when the position is not within this payload.
     */
    public long writeTo(final GatheringByteChannel channel, final long position) throws IOException
    {
        checkOpen();
        Objects.checkFromToIndex(position, length, length);
        return PayloadWriter.write(this, channel, position);
    }

    /**
     * {@link #writeTo(GatheringByteChannel, long)} from position 0.
     *
     * @param channel to write to.
     * @return bytes written.
     * @throws IOException           when the channel fails; how much it took before is unknown.
     * @throws IllegalStateException when closed.
     */
    public long writeTo(final GatheringByteChannel channel) throws IOException
    {
        return writeTo(channel, 0);
    }

    /**
     * Copy all bytes. Does not allocate.
     *
     * @param target to copy to; an expandable one grows.
     * @param offset in the target of the first byte.
     * @return bytes copied: {@code length()}.
     * @throws IllegalStateException     when closed.
     * @throws IndexOutOfBoundsException when the bytes do not fit; then none is copied.
     */
    public int copyTo(final MutableDirectBuffer target, final int offset)
    {
        checkOpen();
        return Payloads.copyTo(this, target, offset);
    }

    /**
     * @return a copy of all bytes. Allocates it.
     * @throws IllegalStateException     when closed.
     * @throws IndexOutOfBoundsException when there are more bytes than an array can have.
     */
    public byte[] toByteArray()
    {
        checkOpen();
        return Payloads.toByteArray(this);
    }

    /**
     * Give the memory back. The first call counts, further ones do nothing. May come from any thread; runs the release
     * callback when this is the last payload on the memory, and throws what that throws.
     */
    @Override
    public void close()
    {
        if (OPEN.compareAndSet(this, true, false))
        {
            segments = NO_SEGMENTS;
            if (null != lease)
            {
                lease.release();
            }
        }
    }

    /**
     * @return whether {@link #close()} has been called.
     */
    public boolean isClosed()
    {
        return !open;
    }

    /**
     * @param other to compare with. Reads all bytes when the lengths are equal.
     * @return whether it is a payload of the same bytes, cut into segments in any way.
     * @throws IllegalStateException when one of two different payloads is closed.
     */
    @Override
    public boolean equals(final Object other)
    {
        return this == other || other instanceof Payload that && Payloads.isSame(this, that);
    }

    /**
     * @return hash of the bytes. Reads them all.
     * @throws IllegalStateException when closed.
     */
    @Override
    public int hashCode()
    {
        checkOpen();
        return Payloads.hash(this);
    }

    /**
     * @return sizes only, never content.
     */
    @Override
    public String toString()
    {
        return open ? "Payload{length=" + length + ", segments=" + segmentCount + '}' : "Payload{closed}";
    }

    Payload open(final Segment[] newSegments, final int count)
    {
        long sum = 0;
        for (int i = 0; i < count; i++)
        {
            sum += newSegments[i].length();
        }
        segments = newSegments;
        segmentCount = count;
        length = sum;
        OPEN.setRelease(this, true); // sync: open
        return this;
    }

    void checkOpen()
    {
        if (!(boolean)OPEN.getAcquire(this)) // sync: open
        {
            throw closed();
        }
    }

    private static IllegalStateException closed()
    {
        return new IllegalStateException("payload is closed: close it after its last use");
    }
}
