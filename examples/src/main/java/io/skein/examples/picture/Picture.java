package io.skein.examples.picture;

import io.skein.tool.JsonFile;

import javax.imageio.ImageIO;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A decoded picture.
 *
 * @param width    in pixels.
 * @param height   in pixels.
 * @param channels bytes of a pixel: 3 for red, green, blue, or 1 for grey.
 * @param pixels   row by row, from the top; not copied.
 */
public record Picture(int width, int height, int channels, byte[] pixels)
{
    /**
     * Bytes of a coloured pixel: red, green, blue.
     */
    public static final int COLOURS = 3;

    private static final int BYTE = 0xff;

    /**
     * @param width    in pixels.
     * @param height   in pixels.
     * @param channels 3 or 1.
     * @param pixels   row by row; as many as the other values say.
     * @throws IllegalArgumentException when they do not fit together.
     */
    public Picture
    {
        if (COLOURS != channels && 1 != channels)
        {
            throw new IllegalArgumentException("a picture of " + channels + " channels: give 3 or 1");
        }
        if ((long)width * height * channels != pixels.length)
        {
            throw new IllegalArgumentException(
                pixels.length + " bytes are no picture of " + width + "x" + height + "x" + channels);
        }
    }

    /**
     * @return as AWT has it. Allocates.
     */
    public BufferedImage image()
    {
        final BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        final int[] row = new int[width];
        int at = 0;
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++, at += channels)
            {
                final int red = pixels[at] & BYTE;
                row[x] = 1 == channels ? red * 0x01_0101 :
                    red << 16 | (pixels[at + 1] & BYTE) << 8 | pixels[at + 2] & BYTE;
            }
            image.setRGB(0, y, width, 1, row, 0, width);
        }
        return image;
    }

    /**
     * Write a PNG: all of it or nothing.
     *
     * @param file to write.
     * @throws IOException if it can not be written.
     */
    public void writePng(final Path file) throws IOException
    {
        final ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(image(), "png", png);
        JsonFile.writeBytes(file, png.toByteArray());
    }

    static Picture of(final BufferedImage image)
    {
        final int width = image.getWidth();
        final int height = image.getHeight();
        final byte[] pixels = new byte[height * width * COLOURS];
        final int[] row = new int[width];
        int at = 0;
        for (int y = 0; y < height; y++)
        {
            image.getRGB(0, y, width, 1, row, 0, width);
            for (final int pixel : row)
            {
                pixels[at++] = (byte)(pixel >> 16);
                pixels[at++] = (byte)(pixel >> 8);
                pixels[at++] = (byte)pixel;
            }
        }
        return new Picture(width, height, COLOURS, pixels);
    }
}
