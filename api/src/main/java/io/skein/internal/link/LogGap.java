package io.skein.internal.link;

import io.aeron.Image;
import io.aeron.logbuffer.FrameDescriptor;
import io.aeron.logbuffer.LogBufferDescriptor;
import org.agrona.BitUtil;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;

/**
 * Where the next frame lies when one was not committed, found as Aeron's driver finds it (TermUnblocker): an open frame
 * says how long it is; where nothing is at all, the next frame is the next place with something. Read from the log's
 * file, because Aeron shows its memory only with a frame in it.
 */
final class LogGap
{
    private static final int ALIGNMENT = FrameDescriptor.FRAME_ALIGNMENT;
    private static final int LOOK_LENGTH = 64 * 1024;

    private LogGap()
    {
    }

    /**
     * @param image    of a log that has ended; on the client's thread, as an interrupt would close the file.
     * @param position of a frame, before the end.
     * @return position of the next frame, the end of the term, or that of the log; the given position when the frame is
     *     there.
     * @throws IOException if the file can not be read.
     */
    static long end(final Image image, final long position) throws IOException
    {
        final int termLength = image.termBufferLength();
        final int offset = (int)position & termLength - 1;
        final long place = (long)LogBufferDescriptor.indexByPosition(position, image.positionBitsToShift()) *
            termLength + offset;
        // What a publisher wrote is only believed as far as there is log.
        final long most = Math.min(image.endOfStreamPosition() - position, termLength - offset) & -ALIGNMENT;
        return position + length(image.fileChannel(), place, most);
    }

    private static long length(final FileChannel log, final long place, final long most) throws IOException
    {
        final ByteBuffer words = ByteBuffer.allocate((int)Math.min(most, LOOK_LENGTH)).order(ByteOrder.LITTLE_ENDIAN);
        for (long length = 0; length < most; length += words.limit())
        {
            read(log, place + length, words.clear().limit((int)Math.min(most - length, words.capacity())));
            for (int i = 0; i < words.limit(); i += ALIGNMENT)
            {
                final int word = words.getInt(i);
                if (0 == length + i && word < 0)
                {
                    return Math.min(most, BitUtil.align(-(long)word, ALIGNMENT));
                }
                if (0 != word)
                {
                    return length + i;
                }
            }
        }
        return most;
    }

    private static void read(final FileChannel log, final long place, final ByteBuffer target) throws IOException
    {
        while (target.hasRemaining())
        {
            if (log.read(target, place + target.position()) < 0)
            {
                throw new IOException("the file of the log of a publisher that is gone ends before byte " +
                    (place + target.limit()));
            }
        }
    }
}
