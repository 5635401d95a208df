package io.skein.internal.stream;

import io.skein.SkeinException;
import io.skein.stream.ByteStreamReader;
import io.skein.stream.StreamHandler;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.Objects;

/**
 * A reader as {@code java.nio} wants it.
 */
final class ChannelReader
{
    private static final int TRANSFER_VIEWS = 16;

    private final LogStreamReader reader;

    ChannelReader(final LogStreamReader reader)
    {
        this.reader = reader;
    }

    int read(final ByteBuffer target) throws IOException
    {
        LogStreamReader.requireWritable(target);
        try
        {
            reader.requireOpen();
            if (!target.hasRemaining())
            {
                return 0;
            }
            int count = reader.tryRead(target);
            if (ByteStreamReader.NOTHING == count)
            {
                final Waiting waiting = newWaiting();
                do
                {
                    waiting.once(LogStreamReader.WRITE_MORE);
                    count = reader.tryRead(target);
                }
                while (ByteStreamReader.NOTHING == count);
            }
            return count;
        }
        catch (final SkeinException ex)
        {
            throw IoExceptions.of(ex);
        }
    }

    long read(final ByteBuffer[] targets, final int offset, final int length) throws IOException
    {
        Objects.checkFromIndexSize(offset, length, targets.length);
        long total = 0;
        for (int i = 0; i < length; i++)
        {
            final ByteBuffer target = targets[offset + i];
            LogStreamReader.requireWritable(target);
            while (target.hasRemaining())
            {
                final int count = 0 == total ? read(target) : tryReadMore(target);
                if (count <= 0)
                {
                    return total > 0 ? total : count;
                }
                total += count;
            }
        }
        return total;
    }

    /**
     * Some bytes were read: what comes now is for the next time, errors too.
     */
    private int tryReadMore(final ByteBuffer target)
    {
        try
        {
            return reader.tryRead(target);
        }
        catch (final SkeinException ex)
        {
            return ByteStreamReader.NOTHING;
        }
    }

    long transferTo(final WritableByteChannel target) throws IOException
    {
        Objects.requireNonNull(target, "target");
        final StreamHandler handler = (view) ->
        {
            try
            {
                final ByteBuffer bytes = view.byteBuffer();
                while (bytes.hasRemaining())
                {
                    target.write(bytes);
                }
            }
            catch (final IOException ex)
            {
                throw new UncheckedIOException(ex);
            }
        };
        final long start = reader.info().readBytes();
        try
        {
            Waiting waiting = null;
            int count;
            while (ByteStreamReader.END != (count = reader.poll(handler, TRANSFER_VIEWS)))
            {
                waiting = count > 0 ? null : await(waiting);
            }
        }
        catch (final UncheckedIOException ex)
        {
            throw ex.getCause();
        }
        catch (final SkeinException ex)
        {
            throw IoExceptions.of(ex);
        }
        return reader.info().readBytes() - start;
    }

    private Waiting await(final Waiting waiting)
    {
        final Waiting current = null != waiting ? waiting : newWaiting();
        current.once(LogStreamReader.WRITE_MORE);
        return current;
    }

    private Waiting newWaiting()
    {
        return reader.newWaiting(Waiting.FOR_EVER, "bytes of topic " + reader.topic().name());
    }
}
