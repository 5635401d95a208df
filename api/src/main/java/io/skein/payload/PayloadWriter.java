package io.skein.payload;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.GatheringByteChannel;

/**
 * Writes a payload to a channel in batches.
 */
final class PayloadWriter
{
    /**
     * What Linux and macOS take in one {@code writev}.
     */
    static final int MAX_BATCH = 1024;

    /**
     * The JDK copies heap memory to a direct buffer of the same size, and keeps it: so only this much at a time.
     */
    static final int MAX_HEAP_BYTES = 256 * 1024;

    private PayloadWriter()
    {
    }

    static long write(final Payload payload, final GatheringByteChannel channel, final long position)
        throws IOException
    {
        final long length = payload.length();
        final ByteBuffer[] batch = new ByteBuffer[Math.min(MAX_BATCH, payload.segmentCount())];
        long at = position;
        int index = 0;
        long segmentStart = 0;
        while (at < length)
        {
            while (at >= segmentStart + payload.segment(index).length())
            {
                segmentStart += payload.segment(index++).length();
            }
            final int count = fill(batch, payload, index, (int)(at - segmentStart));
            final long written = channel.write(batch, 0, count);
            if (written <= 0)
            {
                break;
            }
            at += written;
        }
        return at - position;
    }

    private static int fill(final ByteBuffer[] batch, final Payload payload, final int first, final int offset)
    {
        int count = 0;
        int from = offset;
        int heapBytes = 0;
        for (int i = first; i < payload.segmentCount() && count < batch.length && heapBytes < MAX_HEAP_BYTES; i++)
        {
            final Segment segment = payload.segment(i);
            final boolean isDirect = !segment.isOnHeap() && segment.hasByteBuffer();
            final int rest = segment.length() - from;
            final int run = isDirect ? rest : Math.min(rest, MAX_HEAP_BYTES - heapBytes);
            if (run > 0)
            {
                batch[count++] = segment.hasByteBuffer() ? segment.view(from, run) : copy(segment, from, run);
                heapBytes += isDirect ? 0 : run;
            }
            from = 0;
        }
        return count;
    }

    private static ByteBuffer copy(final Segment segment, final int from, final int count)
    {
        final ByteBuffer copy = ByteBuffer.allocate(count);
        segment.memory().getBytes(segment.offset() + from, copy, 0, count);
        return copy;
    }
}
