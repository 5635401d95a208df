package io.skein.internal.lane;

import io.skein.internal.chunk.AssemblyMemory;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Buffers for claims that no frame holds, on topics without a pool. Of any thread: a claim may be aborted, or found to
 * be lost, while another is opened.
 */
final class ClaimMemory
{
    private final AssemblyMemory memory;

    /**
     * @param limit in bytes.
     */
    ClaimMemory(final long limit)
    {
        memory = new AssemblyMemory(limit);
    }

    /**
     * @param bytes needed.
     * @return a buffer, 64-byte aligned, with any content; or null when open claims, or others in this process, have
     * too much.
     */
    synchronized UnsafeBuffer tryTake(final long bytes)
    {
        return memory.tryTake(bytes);
    }

    /**
     * @param buffer from {@link #tryTake}.
     */
    synchronized void giveBack(final UnsafeBuffer buffer)
    {
        memory.giveBack(buffer);
    }
}
