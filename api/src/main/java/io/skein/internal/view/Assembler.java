package io.skein.internal.view;

import io.aeron.logbuffer.FrameDescriptor;
import io.aeron.logbuffer.Header;
import org.agrona.BitUtil;
import org.agrona.BufferUtil;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Puts the fragments of a message together in off-heap memory of its own, which begins on a 64-byte boundary like the
 * message was laid out for. Keeps the memory for the next message; never larger than Aeron's longest message.
 */
final class Assembler
{
    private static final int ALIGNMENT = 64;
    private static final int MIN_CAPACITY = 64 * 1024;

    private final int maxCapacity;
    private final UnsafeBuffer buffer = new UnsafeBuffer(0, 0);
    private int length;
    private long beginPosition;
    private long nextPosition;
    private boolean isAssembling;
    private boolean hasBegun;
    private boolean isBroken;

    /**
     * @param maxMessageLength of the image.
     */
    Assembler(final int maxMessageLength)
    {
        maxCapacity = maxMessageLength;
    }

    /**
     * @param source with the fragment.
     * @param offset of the fragment.
     * @param count  bytes of the fragment.
     * @param header of the fragment.
     * @return whether a message is complete: its bytes are in {@link #buffer()} until the next call.
     */
    boolean onFragment(final DirectBuffer source, final int offset, final int count, final Header header)
    {
        final byte flags = header.flags();
        if (FrameDescriptor.BEGIN_FRAG_FLAG == (flags & FrameDescriptor.BEGIN_FRAG_FLAG))
        {
            isBroken = isAssembling;
            isAssembling = true;
            hasBegun = true;
            length = 0;
            beginPosition = startOf(header);
        }
        else if (!isAssembling || startOf(header) != nextPosition)
        {
            isBroken = hasBegun;
            isAssembling = false;
            return false;
        }
        else
        {
            isBroken = false;
        }

        if (count > maxCapacity - length)
        {
            isBroken = true;
            isAssembling = false;
            return false;
        }
        ensureCapacity(length + count);
        buffer.putBytes(length, source, offset, count);
        length += count;
        nextPosition = header.position();
        if (FrameDescriptor.END_FRAG_FLAG == (flags & FrameDescriptor.END_FRAG_FLAG))
        {
            isAssembling = false;
            return true;
        }
        return false;
    }

    /**
     * The message that has begun is passed over.
     *
     * @return whether one had.
     */
    boolean abandon()
    {
        final boolean hadBegun = isAssembling;
        isAssembling = false;
        return hadBegun;
    }

    /**
     * Lend the memory while no message is assembled.
     *
     * @param needed bytes, at most the longest message.
     * @return memory with at least so many, until the next call.
     */
    UnsafeBuffer room(final int needed)
    {
        length = 0;
        ensureCapacity(needed);
        return buffer;
    }

    /**
     * @return whether the last fragment did not follow the one before it. Not so before the first beginning of a
     * message, as a subscriber may join in the middle of one.
     */
    boolean isBroken()
    {
        return isBroken;
    }

    DirectBuffer buffer()
    {
        return buffer;
    }

    int length()
    {
        return length;
    }

    /**
     * @return bytes of all its frames.
     */
    long framedLength()
    {
        return nextPosition - beginPosition;
    }

    private static long startOf(final Header header)
    {
        return header.position() - BitUtil.align(header.frameLength(), FrameDescriptor.FRAME_ALIGNMENT);
    }

    private void ensureCapacity(final int needed)
    {
        if (needed > buffer.capacity())
        {
            final int capacity = Math.min(
                maxCapacity, Math.max(MIN_CAPACITY, BitUtil.findNextPositivePowerOfTwo(needed)));
            final UnsafeBuffer larger = new UnsafeBuffer(BufferUtil.allocateDirectAligned(capacity, ALIGNMENT));
            larger.putBytes(0, buffer, 0, length);
            buffer.wrap(larger);
        }
    }
}
