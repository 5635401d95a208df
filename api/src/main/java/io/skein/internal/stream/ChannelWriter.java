package io.skein.internal.stream;

import io.skein.Outcome;
import io.skein.SkeinException;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A writer as {@code java.nio} wants it: all bytes, however long it takes. One write at a time; the others wait.
 */
final class ChannelWriter
{
    private final LogStreamWriter writer;
    private final ReentrantLock lock = new ReentrantLock();

    ChannelWriter(final LogStreamWriter writer)
    {
        this.writer = writer;
    }

    long write(final ByteBuffer source) throws IOException
    {
        lock.lock();
        try
        {
            return writeAll(source);
        }
        catch (final SkeinException ex)
        {
            throw IoExceptions.of(ex);
        }
        finally
        {
            lock.unlock();
        }
    }

    long write(final ByteBuffer[] sources, final int offset, final int length) throws IOException
    {
        Objects.checkFromIndexSize(offset, length, sources.length);
        long count = 0;
        lock.lock();
        try
        {
            for (int i = 0; i < length; i++)
            {
                count += writeAll(sources[offset + i]);
            }
        }
        catch (final SkeinException ex)
        {
            throw IoExceptions.of(ex);
        }
        finally
        {
            lock.unlock();
        }
        return count;
    }

    private long writeAll(final ByteBuffer source)
    {
        final int length = source.remaining();
        if (0 == length)
        {
            writer.requireOpen(writer.isOpen() ? Outcome.BUSY : Outcome.CLOSED);
        }
        Waiting waiting = null;
        while (source.hasRemaining())
        {
            final long result = writer.writePiece(source);
            waiting = result > 0 ? null : await(waiting, result);
        }
        return length;
    }

    long transferFrom(final FileChannel file, final long position, final long count) throws IOException
    {
        if (position < 0 || count < 0)
        {
            throw new IllegalArgumentException("position " + position + " and count " + count +
                " of a transfer to topic " + writer.topic().name() + ": give 0 or more");
        }
        long done = 0;
        lock.lock();
        try
        {
            Waiting waiting = null;
            while (done < count)
            {
                final long result = writer.writePiece(file, position + done, count - done);
                if (0 == result)
                {
                    break;
                }
                waiting = result > 0 ? null : await(waiting, result);
                done += Math.max(0, result);
            }
        }
        catch (final SkeinException ex)
        {
            throw IoExceptions.of(ex);
        }
        finally
        {
            lock.unlock();
        }
        return done;
    }

    private Waiting await(final Waiting waiting, final long refusal)
    {
        writer.requireOpen(refusal);
        final Waiting current = null != waiting ? waiting :
            writer.newWaiting(Waiting.FOR_EVER, "room in topic " + writer.topic().name());
        current.once(Outcome.name(refusal));
        return current;
    }
}
