package io.skein.internal.stream;

import io.skein.ClosedException;
import io.skein.MessageTooLargeException;
import io.skein.Outcome;
import io.skein.internal.link.Gate;
import io.skein.internal.link.Links;
import io.skein.internal.link.PublicationLink;
import io.skein.internal.link.Timeouts;
import io.skein.stream.ByteStreamWriter;
import io.skein.stream.StreamInfo;
import io.skein.stream.StreamOptions;
import io.skein.topic.Topic;
import org.agrona.DirectBuffer;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Writes a byte stream into a log.
 */
public final class LogStreamWriter extends WaitingWriter implements ByteStreamWriter
{
    private static final String READ_SOONER =
        "the reader reads too slowly; give a longer timeout, or raise StreamOptions.maxBufferedBytes";
    private static final String START_READER = "nobody reads; start a reader, or give a longer timeout";

    private final StreamOptions options;
    private final PublicationLink bytes;
    private final PublicationLink signals;
    private final Gate gate;
    private final BytesOut out;
    private final ReentrantLock lock;
    private final ChannelWriter channel = new ChannelWriter(this);
    private volatile String abortReason;
    private volatile Throwable tornBy;

    private LogStreamWriter(
        final Links links, final Topic topic, final StreamOptions options, final WriterSession session,
        final PublicationLink signals, final PublicationLink bytes, final boolean isShared)
    {
        super(links, topic, session);
        this.options = options;
        this.signals = signals;
        this.bytes = bytes;
        gate = bytes.gate();
        out = new BytesOut(bytes, session, options);
        lock = isShared ? new ReentrantLock() : null;
        signals.whenClosing(() -> published(signals, session.tryAbort(signals.first(), abortReason)));
        bytes.whenClosing(
            () -> null != abortReason || published(bytes, session.tryEnd(bytes.first(), out.written())));
        bytes.whileConnected((ignore) -> tick());
    }

    /**
     * @param links    that it becomes one of.
     * @param topic    to write to.
     * @param isShared whether several threads may write.
     * @param options  how much may be buffered.
     * @return a new writer.
     */
    public static LogStreamWriter open(
        final Links links, final Topic topic, final boolean isShared, final StreamOptions options)
    {
        final Topic ofBytes = StreamChannels.bytes(topic, options.maxBufferedBytes());
        final WriterSession session = new WriterSession(links, topic, options.maxBufferedBytes());
        PublicationLink signals = null;
        PublicationLink bytes = null;
        try
        {
            signals = links.newPublication(StreamChannels.signals(topic), false);
            bytes = links.newPublication(ofBytes, false);
            return new LogStreamWriter(links, topic, options, session, signals, bytes, isShared);
        }
        finally
        {
            if (null == bytes)
            {
                if (null != signals)
                {
                    links.close(signals);
                }
                links.close(session.link());
            }
        }
    }

    private static boolean published(final PublicationLink link, final boolean isSaid)
    {
        link.published();
        return isSaid;
    }

    private void tick()
    {
        session.tick(bytes);
        out.checkLow();
    }

    @Override
    public void awaitConnected(final Duration timeout)
    {
        final Waiting waiting = newWaiting(nanos(timeout), "a reader of topic " + topic.name());
        while (!tryOpen())
        {
            waiting.once(START_READER);
        }
    }

    private boolean tryOpen()
    {
        lock();
        try
        {
            if (!gate.tryEnter())
            {
                requireOpen(refused());
                return false;
            }
            try
            {
                return hasReader();
            }
            finally
            {
                gate.leave();
                bytes.published();
            }
        }
        finally
        {
            unlock();
        }
    }

    private boolean hasReader()
    {
        return WriterSession.OPEN == session.state() || session.tryOpen(bytes.first());
    }

    @Override
    public long send(final ByteBuffer source)
    {
        final int length = source.remaining();
        final long result = trySend(source, null, source.position(), length);
        if (result > 0)
        {
            source.position(source.limit());
        }
        return result;
    }

    @Override
    public long send(final DirectBuffer source, final int offset, final int length)
    {
        source.boundsCheck(offset, length);
        return trySend(null, source, offset, length);
    }

    @Override
    public long send(final ByteBuffer source, final Duration timeout)
    {
        final long timeoutNs = nanos(timeout);
        long result = send(source);
        if (result > 0)
        {
            return result;
        }
        final Waiting waiting =
            newWaiting(timeoutNs, "room for " + source.remaining() + " bytes in topic " + topic.name());
        do
        {
            requireOpen(result);
            waiting.once(Outcome.BUSY == result ? READ_SOONER : START_READER + " (" + Outcome.name(result) + ")");
            result = send(source);
        }
        while (result <= 0);
        return result;
    }

    private long trySend(final ByteBuffer source, final DirectBuffer direct, final int offset, final int length)
    {
        if (length > options.maxBufferedBytes())
        {
            throw new MessageTooLargeException("a chunk of " + length + " bytes for topic " + topic.name() +
                ": the limit is maxBufferedBytes=" + options.maxBufferedBytes() +
                "; raise StreamOptions.maxBufferedBytes, or write it without boundaries");
        }
        try
        {
            return trySendWhole(source, direct, offset, length);
        }
        catch (final RuntimeException | Error ex)
        {
            if (ex == tornBy)
            {
                endTorn(ex);
            }
            throw ex;
        }
    }

    private long trySendWhole(final ByteBuffer source, final DirectBuffer direct, final int offset, final int length)
    {
        lock();
        try
        {
            if (!gate.tryEnter())
            {
                return refused();
            }
            try
            {
                return hasReader() ?
                    out.send(source, direct, offset, length) : Outcome.NOT_CONNECTED;
            }
            catch (final RuntimeException | Error ex)
            {
                closeIfTorn(ex, length);
                throw ex;
            }
            finally
            {
                gate.leave();
                bytes.published();
            }
        }
        finally
        {
            unlock();
        }
    }

    /**
     * The begin of a chunk was sent, and there is no end that would be true: nobody else may send anything behind it.
     * Within an operation, which the gate is closed from without waiting.
     */
    private void closeIfTorn(final Throwable ex, final int length)
    {
        if (out.isTorn())
        {
            abortReason = "a chunk of " + length + " bytes could not be sent to its end";
            tornBy = ex;
            links.close(bytes);
        }
    }

    /**
     * Tell the reader. Here, where nothing is held, the exception may be asked what it is.
     */
    private void endTorn(final Throwable ex)
    {
        try
        {
            abortReason = abortReason + ": " + ex;
        }
        finally
        {
            close();
        }
    }

    /**
     * Write what goes into one frame.
     *
     * @param source of at least one byte.
     * @return how many bytes were taken, or a refusal.
     */
    long writePiece(final ByteBuffer source)
    {
        lock();
        try
        {
            if (!gate.tryEnter())
            {
                return refused();
            }
            try
            {
                if (!hasReader())
                {
                    return Outcome.NOT_CONNECTED;
                }
                final int length = (int)Math.min(out.room(), Math.min(source.remaining(), out.longestPiece()));
                if (0 == length)
                {
                    return Outcome.BUSY;
                }
                final long result = out.send(source, null, source.position(), length);
                if (result > 0)
                {
                    source.position(source.position() + length);
                }
                return result > 0 ? length : result;
            }
            finally
            {
                gate.leave();
                bytes.published();
            }
        }
        finally
        {
            unlock();
        }
    }

    /**
     * Write bytes of a file that go into one frame.
     *
     * @return how many bytes were taken, 0 at the end of the file, or a refusal.
     */
    long writePiece(final FileChannel file, final long position, final long most) throws IOException
    {
        lock();
        try
        {
            if (!gate.tryEnter())
            {
                return refused();
            }
            try
            {
                if (!hasReader())
                {
                    return Outcome.NOT_CONNECTED;
                }
                final long length = Math.min(out.room(), most);
                return 0 == length ? Outcome.BUSY : out.sendFrom(file, position, length);
            }
            finally
            {
                gate.leave();
                bytes.published();
            }
        }
        finally
        {
            unlock();
        }
    }

    private long refused()
    {
        if (gate.isClosed())
        {
            return Outcome.CLOSED;
        }
        session.onDriverLost();
        session.throwFailure();
        return Outcome.DISCONNECTED;
    }

    /**
     * @param outcome that was refused.
     * @throws ClosedException when it is that this is closed.
     */
    void requireOpen(final long outcome)
    {
        if (Outcome.CLOSED == outcome)
        {
            throw new ClosedException("the writer of topic " + topic.name() + " is closed, after " + out.written() +
                " bytes");
        }
    }

    private void lock()
    {
        if (null != lock)
        {
            lock.lock();
        }
    }

    private void unlock()
    {
        if (null != lock)
        {
            lock.unlock();
        }
    }

    static long nanos(final Duration timeout)
    {
        return Timeouts.nanos(Objects.requireNonNull(timeout, "timeout"));
    }

    @Override
    public int write(final ByteBuffer source) throws IOException
    {
        return (int)channel.write(source);
    }

    @Override
    public long write(final ByteBuffer[] sources) throws IOException
    {
        return channel.write(sources, 0, sources.length);
    }

    @Override
    public long write(final ByteBuffer[] sources, final int offset, final int length) throws IOException
    {
        return channel.write(sources, offset, length);
    }

    @Override
    public long transferFrom(final FileChannel file, final long position, final long count) throws IOException
    {
        return channel.transferFrom(file, position, count);
    }

    @Override
    public OutputStream asOutputStream()
    {
        return new StreamOutput(this);
    }

    @Override
    public void awaitRead(final Duration timeout)
    {
        final Waiting waiting =
            newWaiting(nanos(timeout), "the reader of topic " + topic.name() + " to read everything");
        while (out.buffered() > 0)
        {
            session.poll();
            if (out.buffered() > 0)
            {
                requireOpen(gate.isClosed() ? Outcome.CLOSED : Outcome.BUSY);
                session.throwFailure();
                waiting.once(READ_SOONER);
            }
        }
    }

    @Override
    public boolean isOpen()
    {
        return !gate.isClosed();
    }

    @Override
    public StreamInfo info()
    {
        final long written = out.written();
        final long read = Math.min(written, session.read());
        return new StreamInfo(written - read, options.maxBufferedBytes(), written, read,
            gate.isClosed() || null != session.failure());
    }

    @Override
    public void abort(final String reason)
    {
        Objects.requireNonNull(reason, "reason");
        if (!gate.isClosed())
        {
            abortReason = reason.isBlank() ? "no reason given" : reason;
            close();
        }
    }

    @Override
    public void close()
    {
        links.close(bytes);
        links.awaitGone(bytes);
        links.close(signals);
        links.awaitGone(signals);
        links.close(session.link());
    }
}
