package io.skein.examples.camera;

import io.skein.examples.picture.Picture;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Keeps a few frames, evenly spaced from the first to the last, and writes them when the stream has ended: to encode a
 * large frame takes a second. Belongs to one thread.
 */
final class PictureSink
{
    /**
     * The most pictures of a run.
     */
    static final int MOST = 5;

    private final Path folder;
    private final int frames;
    private final int most;
    private final List<Kept> kept = new ArrayList<>();
    private int next;

    /**
     * @param folder that exists.
     * @param frames of the stream.
     */
    PictureSink(final String folder, final int frames)
    {
        this.folder = Path.of(folder);
        this.frames = frames;
        most = Math.min(MOST, frames);
    }

    /**
     * @param number of a frame that came.
     * @return whether it is the turn of this one; when one is missing, the next that comes takes its place.
     */
    boolean isDue(final long number)
    {
        return next < most && number >= dueNumber(next);
    }

    /**
     * @param number of the frame.
     * @param frame  to write later.
     */
    void keep(final long number, final Picture frame)
    {
        kept.add(new Kept(number, frame));
        while (isDue(number))
        {
            ++next;
        }
    }

    /**
     * Write what was kept: {@code frame-000042.png}.
     *
     * @param progress is told how many are written.
     * @return how many they are.
     * @throws IOException if one can not be written.
     */
    int write(final StageProgress progress) throws IOException
    {
        int written = 0;
        for (final Kept frame : kept)
        {
            progress.at("write", written, kept.size());
            frame.picture.writePng(folder.resolve(String.format(Locale.ROOT, "frame-%06d.png", frame.number)));
            ++written;
        }
        return written;
    }

    private long dueNumber(final int index)
    {
        return 1 == most ? 0 : (long)index * (frames - 1) / (most - 1);
    }

    /**
     * A frame to write.
     *
     * @param number  of the frame.
     * @param picture its pixels.
     */
    private record Kept(long number, Picture picture)
    {
    }
}
