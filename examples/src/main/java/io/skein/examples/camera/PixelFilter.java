package io.skein.examples.camera;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Makes new pixels out of a frame. Belongs to one thread.
 */
@FunctionalInterface
interface PixelFilter
{
    /**
     * Does not allocate.
     *
     * @param frame  to read.
     * @param target all of it is written; not the frame.
     */
    void apply(DirectBuffer frame, MutableDirectBuffer target);
}
