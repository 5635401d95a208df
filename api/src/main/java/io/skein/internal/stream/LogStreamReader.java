package io.skein.internal.stream;

import io.aeron.Image;
import io.skein.ClosedException;
import io.skein.MessageTooLargeException;
import io.skein.SkeinException;
import io.skein.internal.bell.ImagePeek;
import io.skein.internal.link.Links;
import io.skein.stream.ByteStreamReader;
import io.skein.stream.Chunk;
import io.skein.stream.StreamHandler;
import io.skein.stream.StreamInfo;
import io.skein.topic.Topic;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import java.nio.channels.WritableByteChannel;
import java.time.Duration;
import java.util.Iterator;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Reads a byte stream from a log. One operation at a time has the lock, and none waits while it has it.
 */
public final class LogStreamReader extends WaitingReader implements ByteStreamReader
{
    static final String WRITE_MORE = "the writer wrote nothing; give a longer timeout";

    private final BytesIn in;
    private final Pump pump;
    private final ChunkPublisher publisher;
    private final ChannelReader channel = new ChannelReader(this);
    private final ReentrantLock lock = new ReentrantLock();
    private final ImagePeek peek = new ImagePeek();
    private boolean isReading;
    private volatile boolean isClosed;

    private LogStreamReader(final Links links, final Topic topic)
    {
        super(links, topic);
        session = new ReaderSession(links, topic, this::onEnded);
        in = new BytesIn(session);
        pump = new Pump(links, this);
        publisher = new ChunkPublisher(links, pump);
    }

    /**
     * @param links that it becomes one of.
     * @param topic to read from.
     * @return a new reader.
     */
    public static LogStreamReader open(final Links links, final Topic topic)
    {
        final LogStreamReader reader = new LogStreamReader(links, topic);
        boolean isMade = false;
        try
        {
            reader.session.connect();
            isMade = true;
            return reader;
        }
        finally
        {
            if (!isMade)
            {
                reader.close();
            }
        }
    }

    @Override
    public boolean isReady()
    {
        lock.lock();
        try
        {
            if (null != reason())
            {
                return true;
            }
            final Image image = begin();
            final boolean isThere;
            try
            {
                isThere = null != image && (in.hasRest() || peek.isThere(image));
            }
            finally
            {
                end(image);
            }
            return isThere || atRest();
        }
        catch (final SkeinException ex)
        {
            // Whoever reads will hear of it.
            return true;
        }
        finally
        {
            lock.unlock();
        }
    }

    @Override
    public boolean isConnected()
    {
        return session.hasWriter();
    }

    @Override
    public void awaitConnected(final Duration timeout)
    {
        final Waiting waiting =
            newWaiting(LogStreamWriter.nanos(timeout), "a writer of topic " + topic.name());
        while (!isConnected())
        {
            requireGood();
            waiting.once("nobody writes; start a writer, or give a longer timeout");
        }
    }

    @Override
    public int poll(final StreamHandler handler, final int limit)
    {
        Objects.requireNonNull(handler, "handler");
        if (limit < 1)
        {
            throw new IllegalArgumentException(
                "limit " + limit + " of a poll of topic " + topic.name() + ": give 1 or more");
        }
        final int count;
        final Throwable thrown;
        lock.lock();
        try
        {
            final Image image = begin();
            try
            {
                count = null == image ? 0 : in.poll(image, handler, limit);
                thrown = in.takeThrown();
            }
            finally
            {
                end(image);
            }
            if (null == thrown && 0 == count)
            {
                return atRest() ? END : 0;
            }
        }
        finally
        {
            lock.unlock();
        }
        if (null != thrown)
        {
            LogStreamReader.<RuntimeException>raise(thrown);
        }
        return count;
    }

    @Override
    public Chunk tryReceive()
    {
        return receiveFor(null);
    }

    /**
     * @param taker who gets it if it still wants it, or null.
     * @return data, which the taker must get; or that there is none.
     */
    Chunk receiveFor(final Reception taker)
    {
        lock.lock();
        try
        {
            final Image image = begin();
            final Chunk chunk;
            try
            {
                chunk = null == image ? Chunk.EMPTY : in.receive(image, null, taker);
            }
            finally
            {
                end(image);
            }
            return chunk.isData() ? chunk : atRest() ? Chunk.CLOSED : Chunk.EMPTY;
        }
        finally
        {
            lock.unlock();
        }
    }

    @Override
    public int tryReceive(final ByteBuffer target)
    {
        requireWritable(target);
        lock.lock();
        try
        {
            final Image image = begin();
            final Chunk chunk;
            try
            {
                chunk = null == image ? Chunk.EMPTY : in.receive(image, target, null);
            }
            finally
            {
                end(image);
            }
            if (BytesIn.IN_TARGET == chunk)
            {
                return in.received();
            }
            if (null != image && in.tooLong() >= 0)
            {
                throw new MessageTooLargeException("a chunk of " + in.tooLong() + " bytes of topic " + topic.name() +
                    " is there: the limit is the target's room of " + target.remaining() +
                    "; give a larger buffer, up to info().maxBufferedBytes()");
            }
            return atRest() ? END : NOTHING;
        }
        finally
        {
            lock.unlock();
        }
    }

    @Override
    public Chunk receive()
    {
        return receive(Waiting.FOR_EVER);
    }

    @Override
    public Chunk receive(final Duration timeout)
    {
        return receive(LogStreamWriter.nanos(timeout));
    }

    private Chunk receive(final long timeoutNs)
    {
        Chunk chunk = tryReceive();
        if (Chunk.EMPTY == chunk)
        {
            final Waiting waiting = newWaiting(timeoutNs, "a chunk of topic " + topic.name());
            do
            {
                waiting.once(WRITE_MORE);
                chunk = tryReceive();
            }
            while (Chunk.EMPTY == chunk);
        }
        return chunk;
    }

    @Override
    public CompletableFuture<Chunk> receiveAsync()
    {
        requireGood();
        return pump.receive(Waiting.FOR_EVER);
    }

    @Override
    public CompletableFuture<Chunk> receiveAsync(final Duration timeout)
    {
        requireGood();
        return pump.receive(LogStreamWriter.nanos(timeout));
    }

    @Override
    public Flow.Publisher<ByteBuffer> publisher()
    {
        return publisher;
    }

    @Override
    public Iterator<ByteBuffer> iterator()
    {
        return new ChunkIterator(this);
    }

    @Override
    public int read(final ByteBuffer target) throws IOException
    {
        return channel.read(target);
    }

    @Override
    public long read(final ByteBuffer[] targets) throws IOException
    {
        return channel.read(targets, 0, targets.length);
    }

    @Override
    public long read(final ByteBuffer[] targets, final int offset, final int length) throws IOException
    {
        return channel.read(targets, offset, length);
    }

    @Override
    public long transferTo(final WritableByteChannel target) throws IOException
    {
        return channel.transferTo(target);
    }

    /**
     * Read what fits.
     *
     * @param target with room.
     * @return how many bytes, or {@link #NOTHING} or {@link #END}.
     */
    int tryRead(final ByteBuffer target)
    {
        lock.lock();
        try
        {
            final Image image = begin();
            final int count;
            try
            {
                count = null == image ? 0 : in.copy(image, target);
            }
            finally
            {
                end(image);
            }
            return count > 0 ? count : atRest() ? END : NOTHING;
        }
        finally
        {
            lock.unlock();
        }
    }

    /**
     * Begin an operation, with the lock.
     *
     * @return the log to read, with its gate entered; or null when there is none, or the stream is at its end.
     */
    private Image begin()
    {
        requireGood();
        if (isReading)
        {
            throw new IllegalStateException("a handler of topic " + topic.name() + " reads from its own reader");
        }
        if (session.isEnded() || !session.bytes().gate().tryEnter())
        {
            return null;
        }
        final Image image = session.image();
        if (null == image)
        {
            session.bytes().gate().leave();
        }
        else
        {
            isReading = true;
        }
        return image;
    }

    private void end(final Image image)
    {
        if (null != image)
        {
            isReading = false;
            session.bytes().gate().leave();
            session.onRead(in.read(), in.seen());
        }
    }

    /**
     * Nothing came.
     *
     * @return whether nothing will.
     */
    private boolean atRest()
    {
        session.onRest();
        requireGood();
        return session.isEnded();
    }

    void requireOpen()
    {
        if (isClosed())
        {
            throw reason();
        }
    }

    private void requireGood()
    {
        final SkeinException reason = reason();
        if (null != reason)
        {
            throw reason;
        }
    }

    /**
     * @return why nothing can be read, or null.
     */
    SkeinException reason()
    {
        if (isClosed())
        {
            return new ClosedException(
                "the reader of topic " + topic.name() + " is closed, after " + session.read() + " bytes");
        }
        final Failure failure = session.failure();
        return null == failure ? null : failure.exception();
    }

    private boolean isClosed()
    {
        return isClosed || session.bytes().gate().isClosed() && null == session.failure();
    }

    private void onEnded()
    {
        // After a failure somebody may still want to hear of it.
        if (null == session.failure())
        {
            pump.close();
        }
    }

    static void requireWritable(final ByteBuffer target)
    {
        if (target.isReadOnly())
        {
            throw new ReadOnlyBufferException();
        }
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void raise(final Throwable thrown) throws T
    {
        throw (T)thrown;
    }

    @Override
    public boolean isOpen()
    {
        return !isClosed;
    }

    @Override
    public StreamInfo info()
    {
        final long read = session.read();
        final long seen = Math.max(read, session.seen());
        return new StreamInfo(seen - read, session.maxBufferedBytes(), seen, read,
            isClosed || session.isEnded() || null != session.failure());
    }

    @Override
    public void abort(final String reason)
    {
        Objects.requireNonNull(reason, "reason");
        close(reason.isBlank() ? "no reason given" : reason);
    }

    @Override
    public void close()
    {
        close("");
    }

    private void close(final String reason)
    {
        isClosed = true;
        session.close(reason);
        pump.close();
    }
}
