package io.skein.examples.camera;

import io.skein.examples.picture.PictureFile;
import org.agrona.BufferUtil;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * Pictures one after the other, and again from the first: decoded once, then only copied into frames.
 */
final class PictureReel implements PixelSource
{
    private static final int CACHE_LINE = 64;

    private final DirectBuffer[] pictures;

    /**
     * Decode them all.
     *
     * @param folder   with pictures.
     * @param progress is told how many are done.
     * @throws IOException if one can not be read.
     */
    PictureReel(final PictureFolder folder, final IntConsumer progress) throws IOException
    {
        final List<Path> files = folder.files();
        pictures = new DirectBuffer[files.size()];
        for (int i = 0; i < pictures.length; i++)
        {
            final byte[] pixels = PictureFile.read(files.get(i), folder.size()).pixels();
            final UnsafeBuffer buffer =
                new UnsafeBuffer(BufferUtil.allocateDirectAligned(pixels.length, CACHE_LINE));
            buffer.putBytes(0, pixels);
            pictures[i] = buffer;
            progress.accept(i + 1);
        }
    }

    @Override
    public void render(final long number, final MutableDirectBuffer target)
    {
        final DirectBuffer picture = pictures[(int)(number % pictures.length)];
        target.putBytes(0, picture, 0, picture.capacity());
    }
}
