package io.skein.examples.camera;

import io.skein.tensor.TensorType;
import org.agrona.DirectBuffer;

import java.nio.ByteBuffer;

/**
 * Reads all of a frame and compares it with what its maker added up. Belongs to one thread.
 */
final class FrameCheck
{
    private final TensorType type;
    private final Checksum checksum = new Checksum();
    private long corrupted;

    /**
     * @param type that all frames must have.
     */
    FrameCheck(final TensorType type)
    {
        this.type = type;
    }

    /**
     * Count a frame that differs.
     *
     * @param tag    of the frame.
     * @param actual type that came.
     * @param bytes  that came.
     * @return whether the frame has content; one without is not looked at.
     */
    boolean check(final DirectBuffer tag, final TensorType actual, final ByteBuffer bytes)
    {
        final long expected = FrameTagDescriptor.checksum(tag);
        final boolean hasContent = FrameTagDescriptor.UNCHECKED != expected;
        if (hasContent && (!type.equals(actual) || checksum.of(bytes) != expected))
        {
            ++corrupted;
        }
        return hasContent;
    }

    /**
     * @return how many frames were not what they should be.
     */
    long corrupted()
    {
        return corrupted;
    }
}
