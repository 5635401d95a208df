package io.skein.perf.bench.system;

import io.skein.perf.bench.end.EndSpec;
import io.skein.perf.bench.end.Route;
import io.skein.perf.bench.end.Side;
import org.agrona.BitUtil;
import org.agrona.concurrent.UnsafeBuffer;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/**
 * JeroMQ over TCP loopback, as its own latency and throughput samples have it:
 * <ul>
 * <li>a {@code PUSH} and a {@code PULL} socket for each direction: the cheapest pattern that is one way and waits when
 * the other end is slow;</li>
 * <li>TCP, which between processes is the only fast transport that it has; its {@code ipc} is TCP by another name;</li>
 * <li>a high-water mark of messages that holds some megabytes and not more, so that a stream is limited by the
 * receiver and not by the heap;</li>
 * <li>one array for each message: a sent array belongs to the library until it has left, and there is no way to
 * know when. It is what its samples do, and it allocates;</li>
 * <li>who waits for a message blocks, a millisecond at most: on two cores a thread that asks again and again takes
 * the processor from the library's own, and a round trip then takes twice as long and more. Who has nothing to wait for
 * but the time of the next message, or has to send one in less than that millisecond, asks without blocking:
 * a shorter wait it does not know.</li>
 * </ul>
 */
final class JeromqSystem implements BenchSystem
{
    static final String NAME = "jeromq";

    private static final int FIRST_PORT = 12_000;
    private static final int PORTS = 20_000;
    private static final int WINDOW_BYTES = 8 << 20;
    private static final int MIN_WINDOW = 2;
    private static final int MAX_WINDOW = 10_000;
    private static final int BLOCK_MS = 1;
    private static final long BLOCK_NS = TimeUnit.MILLISECONDS.toNanos(BLOCK_MS);
    // One connection in a hundred stops in the middle of its handshake, and is made anew after this time, or 30 s.
    private static final int HANDSHAKE_MS = 1_000;

    @Override
    public String name()
    {
        return NAME;
    }

    @Override
    public Transport open(final EndSpec spec, final IntSupplier hook)
    {
        return new JeromqTransport(spec, hook);
    }

    /**
     * Both ends must know the port before either has one: it follows from the driver's directory, which no other run
     * has, and the stream.
     */
    static int port(final EndSpec spec, final Route route)
    {
        return FIRST_PORT + Math.floorMod(31 * spec.aeronDirectory().hashCode() + route.streamId(), PORTS);
    }

    private static int window(final Route route)
    {
        return Math.max(MIN_WINDOW, Math.min(MAX_WINDOW, WINDOW_BYTES / route.payloadLength()));
    }

    private static final class JeromqTransport extends AbstractTransport
    {
        private final ZContext context = closedLater(new ZContext(1));
        private final UnderWay underWay;

        private JeromqTransport(final EndSpec spec, final IntSupplier hook)
        {
            super(spec, hook);
            underWay = new UnderWay(Side.FAR == spec.side());
            context.setLinger(0);
        }

        @Override
        public Sender newSender(final Route route, final Content content)
        {
            final ZMQ.Socket socket = context.createSocket(SocketType.PUSH);
            socket.setSndHWM(window(route));
            socket.setHandshakeIvl(HANDSHAKE_MS);
            socket.connect("tcp://127.0.0.1:" + port(spec(), route));
            return new PushSender(socket, content, underWay);
        }

        @Override
        public Receiver newReceiver(
            final Route route, final Content content, final MessageSink sink, final int limit)
        {
            final ZMQ.Socket socket = context.createSocket(SocketType.PULL);
            socket.setRcvHWM(window(route));
            socket.setReceiveTimeOut(BLOCK_MS);
            socket.setHandshakeIvl(HANDSHAKE_MS);
            socket.bind("tcp://127.0.0.1:" + port(spec(), route));
            return new PullReceiver(socket, content, sink, limit, underWay);
        }
    }

    /**
     * What an end has sent and got no answer to.
     */
    private static final class UnderWay
    {
        private final boolean isAlways;
        private long count;

        private UnderWay(final boolean isAlways)
        {
            this.isAlways = isAlways;
        }

        private int flags()
        {
            return isAlways || count > 0 ? 0 : ZMQ.DONTWAIT;
        }
    }

    private static final class PushSender implements Sender
    {
        private static final long NOTHING = -1;

        private final ZMQ.Socket socket;
        private final Content content;
        private final UnsafeBuffer buffer = new UnsafeBuffer(0, 0);
        private final UnderWay underWay;
        private byte[] message;
        private long written = NOTHING;

        private PushSender(final ZMQ.Socket socket, final Content content, final UnderWay underWay)
        {
            this.socket = socket;
            this.content = content;
            this.underWay = underWay;
        }

        /**
         * A socket that connects takes messages before it has: it keeps them until the other end is there.
         */
        @Override
        public boolean isConnected()
        {
            return true;
        }

        @Override
        public boolean trySend(final long value)
        {
            if (written != value)
            {
                message = new byte[content.length()];
                buffer.wrap(message);
                content.write(buffer, 0, value);
                written = value;
            }
            if (!socket.send(message, ZMQ.DONTWAIT))
            {
                return false;
            }
            ++underWay.count;
            return true;
        }
    }

    private static final class PullReceiver implements Receiver
    {
        private final ZMQ.Socket socket;
        private final Content content;
        private final MessageSink sink;
        private final int limit;
        private final UnderWay underWay;
        private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[BitUtil.CACHE_LINE_LENGTH]);

        private PullReceiver(
            final ZMQ.Socket socket,
            final Content content,
            final MessageSink sink,
            final int limit,
            final UnderWay underWay)
        {
            this.socket = socket;
            this.underWay = underWay;
            this.content = content;
            this.sink = sink;
            this.limit = limit;
        }

        @Override
        public boolean isConnected()
        {
            return true;
        }

        @Override
        public int poll()
        {
            return poll(underWay.flags());
        }

        @Override
        public int poll(final long dueNs)
        {
            return poll(dueNs < BLOCK_NS ? ZMQ.DONTWAIT : underWay.flags());
        }

        private int poll(final int flags)
        {
            int count = 0;
            byte[] message;
            while (count < limit && null != (message = socket.recv(0 == count ? flags : ZMQ.DONTWAIT)))
            {
                --underWay.count;
                buffer.wrap(message);
                sink.onMessage(content.read(buffer, 0));
                ++count;
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
