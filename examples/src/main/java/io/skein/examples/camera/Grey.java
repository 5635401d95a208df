package io.skein.examples.camera;

import io.skein.examples.picture.Picture;
import io.skein.tensor.TensorType;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * The brightness of each pixel, by the weights of ITU-R BT.601 in 256ths.
 */
final class Grey implements PixelFilter
{
    private static final int RED = 77;
    private static final int GREEN = 150;
    private static final int BLUE = 29;
    private static final int HALF = 128;
    private static final int SHIFT = 8;
    private static final int BYTE = 0xff;

    private final int height;
    private final byte[] colours;
    private final byte[] greys;

    /**
     * @param type of the frames: {@code uint8[height,width,3]}.
     */
    Grey(final TensorType type)
    {
        height = (int)type.dim(0);
        greys = new byte[(int)type.dim(1)];
        colours = new byte[greys.length * Picture.COLOURS];
    }

    @Override
    public void apply(final DirectBuffer frame, final MutableDirectBuffer target)
    {
        for (int y = 0; y < height; y++)
        {
            frame.getBytes(y * colours.length, colours);
            for (int x = 0, i = 0; x < greys.length; x++, i += Picture.COLOURS)
            {
                greys[x] = (byte)(RED * (colours[i] & BYTE) + GREEN * (colours[i + 1] & BYTE) +
                    BLUE * (colours[i + 2] & BYTE) + HALF >> SHIFT);
            }
            target.putBytes(y * greys.length, greys);
        }
    }
}
