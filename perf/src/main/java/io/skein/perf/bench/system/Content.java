package io.skein.perf.bench.system;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * What is in a message. The same code for every system; belongs to one thread.
 */
public abstract class Content
{
    private final int length;
    private long corrupted;

    Content(final int length)
    {
        this.length = length;
    }

    /**
     * @return of a message in bytes.
     */
    public final int length()
    {
        return length;
    }

    /**
     * @param buffer to write a message to.
     * @param offset of its first byte.
     * @param value  that the message carries.
     */
    public abstract void write(MutableDirectBuffer buffer, int offset, long value);

    /**
     * Read a message, and count it if it is not what was written.
     *
     * @param buffer to read a message from.
     * @param offset of its first byte.
     * @return the value that it carries.
     */
    public abstract long read(DirectBuffer buffer, int offset);

    /**
     * Begin to read a message that lies in parts; {@link #readPart} and {@link #endParts} follow.
     */
    public abstract void beginParts();

    /**
     * Read the next part of a message.
     *
     * @param part that holds it: 8 bytes or more in the first, and words in all but the last.
     */
    public abstract void readPart(DirectBuffer part);

    /**
     * Count the message that was read in parts if it is not what was written.
     *
     * @return the value that it carries.
     */
    public abstract long endParts();

    /**
     * @return messages so far that were not what had been written.
     */
    public final long corrupted()
    {
        return corrupted;
    }

    final void countCorrupted()
    {
        ++corrupted;
    }
}
