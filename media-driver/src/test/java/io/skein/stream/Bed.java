package io.skein.stream;

import io.skein.Sharing;
import io.skein.Skein;
import io.skein.SkeinOptions;
import io.skein.driver.EmbeddedDriver;
import io.skein.topic.Topic;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * A driver, a connection, and streams on topics that nobody else has.
 */
final class Bed implements AutoCloseable
{
    static final Duration LONG = Duration.ofSeconds(30);

    private static final long DEADLINE_NS = TimeUnit.SECONDS.toNanos(60);
    private static final AtomicInteger NEXT_STREAM = new AtomicInteger(3_000);

    private final List<Throwable> errors = new CopyOnWriteArrayList<>();
    private final EmbeddedDriver driver = EmbeddedDriver.launch();
    private final Skein skein;

    Bed()
    {
        skein = Skein.connect(driver.connection(), SkeinOptions.DEFAULTS.withErrorHandler(errors::add)
            .withConnectTimeout(LONG).withCloseTimeout(LONG));
    }

    Skein skein()
    {
        return skein;
    }

    EmbeddedDriver driver()
    {
        return driver;
    }

    List<Throwable> errors()
    {
        return errors;
    }

    static Topic topic(final String medium)
    {
        final int stream = NEXT_STREAM.getAndIncrement();
        return Topic.byteStream("stream/" + stream).stream(stream)
            .channel("udp".equals(medium) ? "aeron:udp?endpoint=127.0.0.1:" + freePort() : "aeron:ipc");
    }

    ByteStreamWriter writer(final Topic topic, final long maxBufferedBytes)
    {
        return skein.addByteStreamWriter(topic, Sharing.EXCLUSIVE, StreamOptions.of(maxBufferedBytes));
    }

    ByteStreamReader reader(final Topic topic)
    {
        return skein.addByteStreamReader(topic);
    }

    static ByteBuffer bytes(final int length, final int seed)
    {
        final ByteBuffer bytes = ByteBuffer.allocate(length);
        for (int i = 0; i < length; i++)
        {
            bytes.put(i, (byte)(i * 31 + seed));
        }
        return bytes;
    }

    static void until(final String what, final BooleanSupplier condition)
    {
        final long startNs = System.nanoTime();
        while (!condition.getAsBoolean())
        {
            if (System.nanoTime() - startNs > DEADLINE_NS)
            {
                throw new AssertionError("gave up waiting until " + what);
            }
            LockSupport.parkNanos(100_000);
        }
    }

    /**
     * @return a port that was free a moment ago, and the next one too.
     */
    private static int freePort()
    {
        while (true)
        {
            try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
                DatagramSocket next = new DatagramSocket(socket.getLocalPort() + 1, InetAddress.getLoopbackAddress()))
            {
                return Math.min(socket.getLocalPort(), next.getLocalPort());
            }
            catch (final IOException | IllegalArgumentException ignore)
            {
                // The next one is taken, or there is none.
            }
        }
    }

    @Override
    public void close()
    {
        skein.close();
        driver.close();
    }
}
