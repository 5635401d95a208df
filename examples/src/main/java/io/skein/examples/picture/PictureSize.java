package io.skein.examples.picture;

/**
 * Extent of a picture.
 *
 * @param width  in pixels.
 * @param height in pixels.
 */
public record PictureSize(int width, int height)
{
    /**
     * @return bytes of its pixels in red, green and blue.
     */
    public long sizeBytes()
    {
        return (long)width * height * Picture.COLOURS;
    }

    /**
     * @return such as {@code 3840x2160}.
     */
    @Override
    public String toString()
    {
        return width + "x" + height;
    }
}
