package io.skein.stream;

import org.agrona.DirectBuffer;

import java.nio.ByteBuffer;

/**
 * Bytes of a stream where they lie in the log: read-only, valid during the callback. A chunk that does not fit one
 * frame of the log comes in several.
 */
public interface StreamView
{
    /**
     * @return of these bytes in the stream: the number of bytes before.
     */
    long position();

    /**
     * @return bytes; 0 for an empty chunk.
     */
    int length();

    /**
     * @return whether a chunk begins here.
     */
    boolean isBegin();

    /**
     * @return whether a chunk ends here.
     */
    boolean isEnd();

    /**
     * @return the bytes, from index 0 to {@link #length()}. The same object for every view.
     */
    DirectBuffer buffer();

    /**
     * @return the bytes, from position 0 to the limit, read-only. Allocates nothing where {@code java.nio} can be
     * moved.
     */
    ByteBuffer byteBuffer();
}
