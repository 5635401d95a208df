package io.skein.perf.bench.system;

import io.skein.SkeinException;
import io.skein.perf.bench.end.EndSpec;
import io.skein.perf.bench.end.Route;
import org.agrona.BitUtil;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.function.IntSupplier;

/**
 * What the platform has for bytes between two threads or processes: a Unix-domain socket, blocking, read as much as
 * there is at a time, as long as it is no more than an iteration.
 */
final class PipeSystem implements BenchSystem
{
    static final String NAME = "pipe";

    @Override
    public String name()
    {
        return NAME;
    }

    @Override
    public Transport open(final EndSpec spec, final IntSupplier hook)
    {
        return new PipeTransport(spec, hook);
    }

    private static final class PipeTransport extends UnixTransport
    {
        private PipeTransport(final EndSpec spec, final IntSupplier hook)
        {
            super(spec, hook);
        }

        @Override
        public Sender newSender(final Route route, final Content content)
        {
            try
            {
                final SocketChannel channel = closedLater(SocketChannel.open(address(route)));
                return new PipeSender(channel, (StreamContent)content);
            }
            catch (final IOException ex)
            {
                throw new SkeinException("no Unix-domain socket: " + ex.getMessage(), ex);
            }
        }

        @Override
        public Receiver newReceiver(
            final Route route, final Content content, final MessageSink sink, final int limit)
        {
            return new PipeReceiver(bind(route), this, (StreamContent)content, sink);
        }
    }

    private static final class PipeSender implements Sender
    {
        private final SocketChannel channel;
        private final StreamContent content;
        private final ByteBuffer source;

        private PipeSender(final SocketChannel channel, final StreamContent content)
        {
            this.channel = channel;
            this.content = content;
            source = content.source().byteBuffer().duplicate();
        }

        @Override
        public boolean isConnected()
        {
            return channel.isConnected();
        }

        @Override
        public boolean trySend(final long value)
        {
            final int offset = content.source().wrapAdjustment() + content.stamp(value);
            source.limit(offset + content.length()).position(offset);
            try
            {
                while (source.hasRemaining())
                {
                    channel.write(source);
                }
            }
            catch (final IOException ex)
            {
                throw new UncheckedIOException(ex);
            }
            return true;
        }
    }

    private static final class PipeReceiver implements Receiver
    {
        private final ServerSocketChannel server;
        private final AbstractTransport transport;
        private final StreamContent content;
        private final MessageSink sink;
        private final ByteBuffer target;
        private final UnsafeBuffer buffer;
        private SocketChannel channel;

        private PipeReceiver(
            final ServerSocketChannel server, final AbstractTransport transport, final StreamContent content,
            final MessageSink sink)
        {
            this.server = server;
            this.transport = transport;
            this.content = content;
            this.sink = sink;
            target = BufferUtil.allocateDirectAligned(
                Math.max(StreamContent.ITERATION, content.length()), BitUtil.CACHE_LINE_LENGTH);
            buffer = new UnsafeBuffer(target);
        }

        @Override
        public boolean isConnected()
        {
            try
            {
                if (null == channel)
                {
                    channel = server.accept();
                    if (null != channel)
                    {
                        transport.closedLater(channel);
                    }
                }
                return null != channel;
            }
            catch (final IOException ex)
            {
                throw new UncheckedIOException(ex);
            }
        }

        @Override
        public int poll()
        {
            try
            {
                channel.read(target);
            }
            catch (final IOException ex)
            {
                throw new UncheckedIOException(ex);
            }
            final int length = content.length();
            int done = 0;
            while (target.position() - done >= length)
            {
                content.readPiece(buffer, done, length);
                sink.onMessage(content.value());
                done += length;
            }
            target.flip().position(done);
            target.compact();
            return 1;
        }

        @Override
        public long corrupted()
        {
            return content.corrupted();
        }
    }
}
