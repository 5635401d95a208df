package io.skein.internal.stream;

import io.skein.stream.ByteStreamReader;
import io.skein.stream.Chunk;

import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * Chunks until the end of the stream. Belongs to one thread.
 */
final class ChunkIterator implements Iterator<ByteBuffer>
{
    private final ByteStreamReader reader;
    private Chunk next = Chunk.EMPTY;

    ChunkIterator(final ByteStreamReader reader)
    {
        this.reader = reader;
    }

    @Override
    public boolean hasNext()
    {
        if (Chunk.EMPTY == next)
        {
            next = reader.receive();
        }
        return next.isData();
    }

    @Override
    public ByteBuffer next()
    {
        if (!hasNext())
        {
            throw new NoSuchElementException("topic " + reader.topic().name() + " is at its end");
        }
        final ByteBuffer data = next.data();
        next = Chunk.EMPTY;
        return data;
    }
}
