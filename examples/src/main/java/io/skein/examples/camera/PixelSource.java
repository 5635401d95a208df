package io.skein.examples.camera;

import org.agrona.MutableDirectBuffer;

/**
 * Where pixels come from: the place of a camera's own driver. Belongs to one thread.
 */
@FunctionalInterface
interface PixelSource
{
    /**
     * Fill a frame. Does not allocate.
     *
     * @param number of the frame, 0 and up.
     * @param target all of it is written.
     */
    void render(long number, MutableDirectBuffer target);
}
