package io.skein.examples.picture;

import io.skein.ConfigurationException;

import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Iterator;

/**
 * A picture in a file: PNG, JPEG or what else ImageIO reads. Every problem is one line.
 */
public final class PictureFile
{
    private PictureFile()
    {
    }

    /**
     * Look at the head of the file only, so that what is too large is known before its pixels are read.
     *
     * @param file to look at.
     * @return width and height.
     * @throws IOException            if there is no such file or it may not be read.
     * @throws ConfigurationException if it holds no picture, or a damaged one.
     */
    public static PictureSize size(final Path file) throws IOException
    {
        return open(file, (reader) -> new PictureSize(reader.getWidth(0), reader.getHeight(0)));
    }

    /**
     * Decode a picture.
     *
     * @param file to read; smaller than 2 GiB when decoded.
     * @return red, green and blue.
     * @throws IOException            if there is no such file or it may not be read.
     * @throws ConfigurationException if it holds no picture, or a damaged one.
     */
    public static Picture read(final Path file) throws IOException
    {
        return open(file, (reader) -> Picture.of(reader.read(0)));
    }

    /**
     * Decode a picture and bring it to a size.
     *
     * @param file to read; smaller than 2 GiB when decoded.
     * @param size that it shall have.
     * @return red, green and blue.
     * @throws IOException            if there is no such file or it may not be read.
     * @throws ConfigurationException if it holds no picture, or a damaged one.
     */
    public static Picture read(final Path file, final PictureSize size) throws IOException
    {
        return open(file, (reader) -> Picture.of(scaled(reader.read(0), size)));
    }

    private static BufferedImage scaled(final BufferedImage image, final PictureSize size)
    {
        if (image.getWidth() == size.width() && image.getHeight() == size.height())
        {
            return image;
        }
        final BufferedImage scaled = new BufferedImage(size.width(), size.height(), BufferedImage.TYPE_INT_RGB);
        final Graphics2D graphics = scaled.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        graphics.drawImage(image, 0, 0, size.width(), size.height(), null);
        graphics.dispose();
        return scaled;
    }

    private static <T> T open(final Path file, final Use<T> use) throws IOException
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
                throw new ConfigurationException(
                    "can not read picture " + file + ": no known format; give a PNG or JPEG file");
            }
            final ImageReader reader = readers.next();
            try
            {
                reader.setInput(input);
                return use.of(reader);
            }
            // The decoders throw all sorts of exceptions at damaged files.
            catch (final IOException | IllegalArgumentException | IndexOutOfBoundsException |
                NegativeArraySizeException | NullPointerException | IllegalStateException ex)
            {
                throw new ConfigurationException("can not read picture " + file + ": it is damaged (" +
                    reason(ex) + "); give another file", ex);
            }
            finally
            {
                reader.dispose();
            }
        }
    }

    private static String reason(final Exception ex)
    {
        final String message = null == ex.getMessage() ? "" : ex.getMessage().lines().findFirst().orElse("");
        return message.isEmpty() ? ex.getClass().getSimpleName() : message;
    }

    /**
     * What is done with an open file.
     *
     * @param <T> what comes of it.
     */
    @FunctionalInterface
    private interface Use<T>
    {
        T of(ImageReader reader) throws IOException;
    }
}
