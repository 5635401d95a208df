package io.skein.examples.pingpong;

import io.skein.ConfigurationException;
import io.skein.MessageTooLargeException;
import io.skein.tensor.DataType;
import io.skein.tensor.TensorType;

import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Iterator;

/**
 * A picture as a tensor: {@code uint8[height,width,3]}, red, green, blue.
 */
final class PictureFile
{
    private static final int CHANNELS = 3;

    private PictureFile()
    {
    }

    /**
     * Decode a picture, unless it is too large; that is known before its pixels are read.
     *
     * @param file PNG, JPEG or what else ImageIO reads.
     * @return what to send.
     * @throws IOException              if there is no such file or it may not be read.
     * @throws ConfigurationException   if it holds no picture, or a damaged one.
     * @throws MessageTooLargeException if its tensor is larger than a message.
     */
    static Content read(final Path file) throws IOException
    {
        if (!Files.exists(file))
        {
            throw new NoSuchFileException(file.toString());
        }
        if (Files.isDirectory(file))
        {
            throw new FileSystemException(file.toString(), null, "is a directory");
        }
        // ImageIO does not say why a file can not be opened: find out first.
        Files.newInputStream(file).close();
        try (ImageInputStream input = ImageIO.createImageInputStream(file.toFile()))
        {
            final Iterator<ImageReader> readers = ImageIO.getImageReaders(input);
            if (!readers.hasNext())
            {
                throw new ConfigurationException("can not read picture " + file + ": no known format; give " +
                    "a PNG or JPEG file with --image");
            }
            final ImageReader reader = readers.next();
            try
            {
                reader.setInput(input);
                return content(file, reader);
            }
            finally
            {
                reader.dispose();
            }
        }
    }

    /**
     * @param pixels as in {@link Content}.
     * @param height in pixels.
     * @param width  in pixels.
     * @return a picture to write.
     */
    static BufferedImage image(final byte[] pixels, final int height, final int width)
    {
        final BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        final int[] row = new int[width];
        int at = 0;
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++, at += CHANNELS)
            {
                row[x] = (pixels[at] & 0xff) << 16 | (pixels[at + 1] & 0xff) << 8 | pixels[at + 2] & 0xff;
            }
            image.setRGB(0, y, width, 1, row, 0, width);
        }
        return image;
    }

    private static Content content(final Path file, final ImageReader reader) throws IOException
    {
        try
        {
            final int width = reader.getWidth(0);
            final int height = reader.getHeight(0);
            final TensorType type = TensorType.of(DataType.UINT8, height, width, CHANNELS);
            final int limit = Routes.MAX_MESSAGE_BYTES - Routes.HEADER_BYTES;
            if (type.sizeBytes() > limit)
            {
                throw new MessageTooLargeException("picture " + file + " is a tensor of " + type.sizeBytes() +
                    " bytes (" + type + "): the limit is " + limit + ", one Aeron message; give a smaller --image");
            }
            return Content.picture(type, pixels(reader.read(0)));
        }
        // The decoders throw all sorts of exceptions at damaged files.
        catch (final IOException | IllegalArgumentException | IndexOutOfBoundsException | NegativeArraySizeException |
            NullPointerException | IllegalStateException ex)
        {
            throw new ConfigurationException("can not read picture " + file + ": it is damaged (" +
                reason(ex) + "); give another --image", ex);
        }
    }

    private static String reason(final Exception ex)
    {
        final String message = null == ex.getMessage() ? "" : ex.getMessage().lines().findFirst().orElse("");
        return message.isEmpty() ? ex.getClass().getSimpleName() : message;
    }

    private static byte[] pixels(final BufferedImage image)
    {
        final int width = image.getWidth();
        final int height = image.getHeight();
        final byte[] pixels = new byte[height * width * CHANNELS];
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
        return pixels;
    }
}
