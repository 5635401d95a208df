package io.skein.stream;

import java.nio.ByteBuffer;

/**
 * What a reader of a byte stream received: a chunk, or that there is none yet, or that there will be none. Immutable;
 * the data is the receiver's own.
 */
public final class Chunk
{
    /**
     * Nothing has come yet.
     */
    public static final Chunk EMPTY = new Chunk(null);

    /**
     * The stream is at its end.
     */
    public static final Chunk CLOSED = new Chunk(null);

    private final ByteBuffer data;

    private Chunk(final ByteBuffer data)
    {
        this.data = data;
    }

    /**
     * @param data of a chunk; taken over.
     * @return a chunk.
     */
    public static Chunk of(final ByteBuffer data)
    {
        return new Chunk(data);
    }

    /**
     * @return whether there is data, be it of no bytes.
     */
    public boolean isData()
    {
        return null != data;
    }

    /**
     * @return whether the stream is at its end.
     */
    public boolean isClosed()
    {
        return this == CLOSED;
    }

    /**
     * @return the bytes, from position to limit.
     * @throws IllegalStateException when there is no data.
     */
    public ByteBuffer data()
    {
        if (null == data)
        {
            throw new IllegalStateException("no data: " + this);
        }
        return data;
    }

    @Override
    public String toString()
    {
        return this == EMPTY ? "Chunk[empty]" : this == CLOSED ? "Chunk[closed]" :
            "Chunk[" + data.remaining() + " bytes]";
    }
}
