package io.skein.internal.chunk;

import org.agrona.BitUtil;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The memory in which a subscriber puts payloads together: off-heap buffers that are used again, never more bytes than
 * the limit in all.
 */
public final class AssemblyMemory
{
    /**
     * Boundary on which every buffer begins.
     */
    public static final int ALIGNMENT = 64;

    private static final int GRAIN = 64 * 1024;
    private static final int LARGEST = Integer.MAX_VALUE - 2 * ALIGNMENT;

    private final long limit;
    private final List<UnsafeBuffer> free = new ArrayList<>();
    private long allocated;

    /**
     * @param limit in bytes.
     */
    public AssemblyMemory(final long limit)
    {
        this.limit = limit;
    }

    /**
     * @return bytes allocated now, in use or not.
     */
    public long allocated()
    {
        return allocated;
    }

    /**
     * @param bytes needed, 0 or more.
     * @return a buffer with room for them, with any content; null when the limit, or what the JVM has, does not allow
     * it.
     */
    public UnsafeBuffer tryTake(final long bytes)
    {
        if (bytes > LARGEST || bytes > limit)
        {
            return null;
        }
        final UnsafeBuffer kept = takeFree(bytes);
        if (null != kept)
        {
            return kept;
        }
        // Close to what is there, and never more than may be.
        final long capacity = Math.min(Math.min(limit, LARGEST), BitUtil.align(Math.max(1, bytes), (long)GRAIN));
        while (allocated > limit - capacity && !free.isEmpty())
        {
            drop(free.size() - 1);
        }
        return allocated > limit - capacity ? null : allocate((int)capacity);
    }

    /**
     * @param buffer from {@link #tryTake}, not used any more.
     */
    public void giveBack(final UnsafeBuffer buffer)
    {
        free.add(buffer);
    }

    /**
     * Free what is not in use.
     */
    public void trim()
    {
        while (!free.isEmpty())
        {
            drop(free.size() - 1);
        }
    }

    /**
     * The smallest that is large enough, and not so large that most of it would lie idle.
     */
    private UnsafeBuffer takeFree(final long bytes)
    {
        int best = -1;
        for (int i = 0; i < free.size(); i++)
        {
            final int capacity = free.get(i).capacity();
            if (capacity >= bytes && capacity / 4 <= Math.max(GRAIN, bytes) &&
                (best < 0 || capacity < free.get(best).capacity()))
            {
                best = i;
            }
        }
        return best < 0 ? null : free.remove(best);
    }

    private UnsafeBuffer allocate(final int capacity)
    {
        try
        {
            // Not a slice, which could not be freed.
            final ByteBuffer memory = ByteBuffer.allocateDirect(capacity + ALIGNMENT);
            final int shift = (int)-BufferUtil.address(memory) & ALIGNMENT - 1;
            allocated += capacity;
            return new UnsafeBuffer(memory, shift, capacity);
        }
        catch (final OutOfMemoryError noMore)
        {
            return null;
        }
    }

    private void drop(final int index)
    {
        final UnsafeBuffer buffer = free.remove(index);
        allocated -= buffer.capacity();
        BufferUtil.free(buffer);
    }
}
