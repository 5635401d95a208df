package io.skein.perf.bench.system;

import io.skein.perf.bench.end.EndSpec;
import io.skein.perf.bench.end.Route;
import org.agrona.BitUtil;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.function.IntSupplier;

/**
 * What the platform has for messages between processes of a host: a Unix-domain socket for each direction.
 * <ul>
 * <li>Not blocking, asked again and again as the other systems are: a thread that sleeps in the kernel would be woken
 * up for each message, which costs ten times the transfer;</li>
 * <li>buffers off the heap, which the platform hands to the kernel without a copy of its own;</li>
 * <li>as many messages in one read as there are, and a message that lies in the buffer whole is read there;</li>
 * <li>no length before a message: both ends know it, as they do with every other system;</li>
 * <li>kernel buffers of a megabyte, where the kernel lets them.</li>
 * </ul>
 */
final class SocketSystem implements BenchSystem
{
    static final String NAME = "socket";

    private static final int KERNEL_BUFFER = 1 << 20;

    @Override
    public String name()
    {
        return NAME;
    }

    @Override
    public Transport open(final EndSpec spec, final IntSupplier hook)
    {
        return new SocketTransport(spec, hook);
    }

    private static final class SocketTransport extends UnixTransport
    {
        private SocketTransport(final EndSpec spec, final IntSupplier hook)
        {
            super(spec, hook);
        }

        @Override
        public Sender newSender(final Route route, final Content content)
        {
            return new SocketSender(address(route), this, content);
        }

        @Override
        public Receiver newReceiver(
            final Route route, final Content content, final MessageSink sink, final int limit)
        {
            return new SocketReceiver(bind(route), this, content, sink);
        }
    }

    private static final class SocketSender implements Sender
    {
        private static final long NOTHING = -1;

        private final UnixDomainSocketAddress address;
        private final AbstractTransport transport;
        private final Content content;
        private final ByteBuffer source;
        private final UnsafeBuffer buffer;
        private SocketChannel channel;
        private long written = NOTHING;

        private SocketSender(
            final UnixDomainSocketAddress address, final AbstractTransport transport, final Content content)
        {
            this.address = address;
            this.transport = transport;
            this.content = content;
            source = BufferUtil.allocateDirectAligned(content.length(), BitUtil.CACHE_LINE_LENGTH);
            buffer = new UnsafeBuffer(source);
        }

        @Override
        public boolean isConnected()
        {
            if (null == channel && address.getPath().toFile().exists())
            {
                try
                {
                    final SocketChannel opened = transport.closedLater(SocketChannel.open(StandardProtocolFamily.UNIX));
                    opened.setOption(StandardSocketOptions.SO_SNDBUF, KERNEL_BUFFER);
                    opened.connect(address);
                    opened.configureBlocking(false);
                    channel = opened;
                }
                catch (final IOException ex)
                {
                    throw new UncheckedIOException(ex);
                }
            }
            return null != channel;
        }

        /**
         * Goes on where the kernel took no more.
         */
        @Override
        public boolean trySend(final long value)
        {
            if (written != value)
            {
                content.write(buffer, 0, value);
                written = value;
                source.clear();
            }
            try
            {
                while (source.hasRemaining() && channel.write(source) > 0)
                {
                    Thread.onSpinWait();
                }
            }
            catch (final IOException ex)
            {
                throw new UncheckedIOException(ex);
            }
            return !source.hasRemaining();
        }
    }

    private static final class SocketReceiver implements Receiver
    {
        private static final int MIN_BUFFER = 1 << 17;

        private final ServerSocketChannel server;
        private final AbstractTransport transport;
        private final Content content;
        private final MessageSink sink;
        private final ByteBuffer target;
        private final UnsafeBuffer buffer;
        private SocketChannel channel;

        private SocketReceiver(
            final ServerSocketChannel server,
            final AbstractTransport transport,
            final Content content,
            final MessageSink sink)
        {
            this.server = server;
            this.transport = transport;
            this.content = content;
            this.sink = sink;
            target = BufferUtil.allocateDirectAligned(
                Math.max(MIN_BUFFER / content.length(), 1) * content.length(), BitUtil.CACHE_LINE_LENGTH);
            buffer = new UnsafeBuffer(target);
        }

        /**
         * Bound, so that the other end can connect; it is accepted when it has.
         */
        @Override
        public boolean isConnected()
        {
            return true;
        }

        @Override
        public int poll()
        {
            try
            {
                return null == channel && !accept() ? 0 : read();
            }
            catch (final IOException ex)
            {
                throw new UncheckedIOException(ex);
            }
        }

        private boolean accept() throws IOException
        {
            channel = server.accept();
            if (null != channel)
            {
                transport.closedLater(channel);
                channel.setOption(StandardSocketOptions.SO_RCVBUF, KERNEL_BUFFER);
                channel.configureBlocking(false);
            }
            return null != channel;
        }

        private int read() throws IOException
        {
            final int length = content.length();
            int count = 0;
            int done = 0;
            channel.read(target);
            while (target.position() - done >= length)
            {
                sink.onMessage(content.read(buffer, done));
                done += length;
                ++count;
            }
            if (done > 0)
            {
                target.flip().position(done);
                target.compact();
            }
            return count;
        }

        @Override
        public long corrupted()
        {
            return content.corrupted();
        }
    }
}
