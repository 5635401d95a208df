package io.skein.internal.link;

import io.aeron.Image;
import io.skein.internal.bell.ImagePeek;
import org.agrona.concurrent.AtomicBuffer;
import org.agrona.concurrent.status.CountersReader;

/**
 * A gap in the log of a publisher that is gone.
 *
 * @param image    that stands at it.
 * @param position where it begins.
 * @param end      position behind it: aligned, in the same term or at its end, and not behind the end of the log.
 */
record DeadEnd(Image image, long position, long end)
{
    /**
     * Go on behind it, unless it was closed meanwhile, or passed.
     *
     * @param peek   to look with.
     * @param values of the driver's counters; within an operation of the gate, on the thread that polls the image.
     */
    void pass(final ImagePeek peek, final AtomicBuffer values)
    {
        // A look passes padding: if the position moves, the driver has closed the gap.
        if (image.position() == position && !peek.isThere(image) && image.position() == position &&
            !image.isClosed())
        {
            values.putLongRelease(CountersReader.counterOffset(image.subscriberPositionId()), end);
        }
    }
}
