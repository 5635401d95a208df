package io.skein.examples.camera;

import io.skein.tensor.TensorType;
import io.skein.tensor.TensorView;

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

    Checksum checksum()
    {
        return checksum;
    }

    /**
     * Count a frame that differs. One without content is not looked at.
     *
     * @param view of the frame.
     */
    void check(final TensorView view)
    {
        final long expected = FrameTagDescriptor.checksum(view.attachment());
        if (FrameTagDescriptor.UNCHECKED != expected &&
            (!type.equals(view.type()) || checksum.of(view.byteBuffer()) != expected))
        {
            ++corrupted;
        }
    }

    /**
     * Count a frame that came twice, or that was never sent.
     */
    void reject()
    {
        ++corrupted;
    }

    /**
     * @return how many frames were not what they should be.
     */
    long corrupted()
    {
        return corrupted;
    }
}
