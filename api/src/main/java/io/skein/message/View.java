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
     * The payload in one piece. Index 0 is its first byte, its capacity the payload's length. The memory belongs to the
     * log: do not cast the buffer to a mutable one. What lies in several parts is copied together by the first call,
     * into memory that is used again for the next message; {@link #part} and {@link #copyTo} spare that.
     *
     * @return the buffer.
     */
    DirectBuffer buffer();

    /**
     * The payload as a read-only direct buffer in native order: position 0, limit the payload's length. In one piece,
     * like {@link #buffer()}.
     *
     * @return the buffer, with position and limit reset by this call.
     */
    ByteBuffer byteBuffer();

    /**
     * In how many parts the payload lies where it came: one behind the other they are the payload. More than one only
     * for a message that takes several frames of the log.
     *
     * @return 1 or more.
     */
    int partCount();

    /**
     * A part of the payload where it lies, never copied. Index 0 is its first byte, its capacity the part's length: a
     * frame's worth, less the message's header in the first and what is over in the last.
     *
     * @param index of the part, 0 to {@code partCount() - 1}.
     * @return the buffer: the same object for every part, moved by the next call.
     * @throws IndexOutOfBoundsException when there is no such part.
     */
    DirectBuffer part(int index);

    /**
     * A part of the payload as a read-only direct buffer in native order: position 0, limit the part's length. Where
     * it lies, like {@link #part}.
     *
     * @param index of the part, 0 to {@code partCount() - 1}.
     * @return the buffer: the same object for every part, moved and reset by the next call.
     * @throws IndexOutOfBoundsException when there is no such part.
     */
    ByteBuffer partByteBuffer(int index);

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
     * Copy the payload, once, from where it lies.
     *
     * @param destination receives it.
     * @param index       where its first byte goes.
     * @throws IndexOutOfBoundsException when it does not fit.
     */
    void copyTo(MutableDirectBuffer destination, int index);

    /**
     * Copy the payload, once, from where it lies, to the buffer's position, which moves behind it.
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
