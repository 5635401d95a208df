package io.skein.examples.camera;

import io.skein.examples.picture.Picture;
import org.agrona.MutableDirectBuffer;

/**
 * Fills rectangles of coloured pixels, a row at a time.
 */
final class Canvas
{
    private final int width;
    private final int height;

    /**
     * @param width  in pixels.
     * @param height in pixels.
     */
    Canvas(final int width, final int height)
    {
        this.width = width;
        this.height = height;
    }

    /**
     * @param rgb such as {@code 0xff8000}.
     * @return a row of that colour, as wide as the canvas.
     */
    byte[] row(final int rgb)
    {
        final byte[] row = new byte[width * Picture.COLOURS];
        for (int i = 0; i < row.length; i += Picture.COLOURS)
        {
            row[i] = (byte)(rgb >> 16);
            row[i + 1] = (byte)(rgb >> 8);
            row[i + 2] = (byte)rgb;
        }
        return row;
    }

    /**
     * Fill a rectangle; what lies outside is left out.
     *
     * @param target  to write to.
     * @param left    first column.
     * @param top     first row.
     * @param columns width.
     * @param rows    height.
     * @param colour  from {@link #row(int)}.
     */
    void fill(
        final MutableDirectBuffer target,
        final int left,
        final int top,
        final int columns,
        final int rows,
        final byte[] colour)
    {
        final int right = Math.min(width, left + columns);
        final int bottom = Math.min(height, top + rows);
        final int length = (right - left) * Picture.COLOURS;
        for (int y = top; y < bottom && length > 0; y++)
        {
            target.putBytes((y * width + left) * Picture.COLOURS, colour, 0, length);
        }
    }
}
