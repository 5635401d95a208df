package io.skein.payload;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.GatheringByteChannel;

/**
 * Takes a few bytes per call, and no more than there is room for.
 */
final class ChoppyChannel implements GatheringByteChannel
{
    final ByteArrayOutputStream taken = new ByteArrayOutputStream();
    int room = Integer.MAX_VALUE;
    int mostBuffers;
    long mostHeapBytes;

    private final int bytesPerCall;

    ChoppyChannel(final int bytesPerCall)
    {
        this.bytesPerCall = bytesPerCall;
    }

    @Override
    public long write(final ByteBuffer[] sources, final int offset, final int length)
    {
        mostBuffers = Math.max(mostBuffers, length);
        long heapBytes = 0;
        int written = 0;
        for (int i = offset; i < offset + length; i++)
        {
            heapBytes += sources[i].isDirect() ? 0 : sources[i].remaining();
            while (sources[i].hasRemaining() && written < bytesPerCall && room > 0)
            {
                taken.write(sources[i].get());
                written++;
                room--;
            }
        }
        mostHeapBytes = Math.max(mostHeapBytes, heapBytes);
        return written;
    }

    @Override
    public long write(final ByteBuffer[] sources)
    {
        return write(sources, 0, sources.length);
    }

    @Override
    public int write(final ByteBuffer source)
    {
        return (int)write(new ByteBuffer[] {source}, 0, 1);
    }

    @Override
    public boolean isOpen()
    {
        return true;
    }

    @Override
    public void close()
    {
    }
}
