package io.skein.message;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

import java.nio.ByteBuffer;

/**
 * A received message where it lies: read-only, valid during the callback it was handed to and not a moment longer.
 * The view and its buffers are the same objects for all messages of one publisher's session, and after the callback
 * they have length 0; but what was derived from them (a slice, a duplicate, {@code asFloatBuffer()}, another buffer
 * wrapped around them) does not end with them, and reading it later may crash the process. Belongs to the polling
 * thread. To keep the bytes, copy them.
 */
public interface View
{
    /**
     * @return length of the payload in bytes.
     */
    int length();

    /**
     * The payload. Index 0 is its first byte, its capacity the payload's length. The memory belongs to the log: do not
     * cast the buffer to a mutable one.
     *
     * @return the buffer.
     */
    DirectBuffer buffer();

    /**
     * The payload as a read-only direct buffer in native order: position 0, limit the payload's length.
     *
     * @return the buffer, with position and limit reset by this call.
     */
    ByteBuffer byteBuffer();

    /**
     * Tells publishers of one topic apart: Aeron's session id. A publisher has a new one after it lost its driver.
     *
     * @return the id.
     */
    int sessionId();

    /**
     * @return Aeron's position behind this message in its publisher's stream, in bytes.
     */
    long position();

    /**
     * Copy the payload.
     *
     * @param destination receives it.
     * @param index       where its first byte goes.
     * @throws IndexOutOfBoundsException when it does not fit.
     */
    void copyTo(MutableDirectBuffer destination, int index);

    /**
     * Copy the payload to the buffer's position, which moves behind it.
     *
     * @param destination receives it.
     * @throws java.nio.BufferOverflowException  when it does not fit.
     * @throws java.nio.ReadOnlyBufferException when the buffer is read-only.
     */
    void copyTo(ByteBuffer destination);

    /**
     * @return a copy of the payload; allocates.
     */
    byte[] toByteArray();
}
