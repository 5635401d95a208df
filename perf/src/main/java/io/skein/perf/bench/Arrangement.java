package io.skein.perf.bench;

import io.skein.SkeinException;
import io.skein.driver.DriverProfile;
import io.skein.driver.EmbeddedDriver;
import io.skein.idle.CooperativeHook;
import io.skein.idle.WaitStrategy;
import io.skein.internal.wire.HeaderTemplate;
import io.skein.perf.bench.end.EndSpec;
import io.skein.perf.bench.end.Route;
import io.skein.perf.bench.end.Side;
import io.skein.tensor.DataType;
import io.skein.tensor.TensorType;
import org.agrona.SystemUtil;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.function.IntSupplier;

/**
 * The driver, the channels and the waiting that all systems of a run share.
 */
final class Arrangement implements AutoCloseable
{
    private static final int DATA_FRAME_HEADER = 32;

    private final BenchOptions options;
    private final EmbeddedDriver driver;
    private final CooperativeHook hook;
    private int nextStreamId = 1001;

    private Arrangement(final BenchOptions options, final EmbeddedDriver driver)
    {
        this.options = options;
        this.driver = driver;
        hook = driver.connection().hook();
    }

    static Arrangement launch(final BenchOptions options)
    {
        return new Arrangement(options, EmbeddedDriver.launch(DriverProfile.named(options.driver())));
    }

    /**
     * @return how an idle thread of this process runs the driver.
     */
    IntSupplier hook()
    {
        return hook::runDutyCycle;
    }

    /**
     * @param system that will be used.
     * @param size   of the payload in bytes.
     * @return what its near end must know; streams and ports that nobody else uses.
     */
    EndSpec newSpec(final String system, final int size)
    {
        final HeaderTemplate header = header(size);
        return new EndSpec(
            system,
            options.scenario(),
            Side.NEAR,
            driver.aeronDirectory().toString(),
            newRoute(),
            newRoute(),
            size,
            header.payloadOffset(0) + size,
            header.payloadOffset(DATA_FRAME_HEADER) + size,
            options.isTouched(),
            WaitStrategy.forThisMachine().name());
    }

    /**
     * Check that a message fits one frame, before anything runs.
     *
     * @param size of the payload in bytes.
     */
    void requireFits(final int size)
    {
        final String key = options.isIpc() ? "aeron.ipc.mtu.length" : "aeron.mtu.length";
        final long mtu = driver.profile().effective().stream()
            .filter((setting) -> setting.key().equals(key))
            .mapToLong((setting) -> SystemUtil.parseSize(key, setting.value()))
            .findFirst().orElse(Long.MAX_VALUE);
        final long limit = mtu - DATA_FRAME_HEADER - header(size).maxPayloadOffset();
        if (size > limit)
        {
            throw new SkeinException("a payload of " + size + " bytes exceeds the " + limit + " that one frame over " +
                options.channel() + " holds: give a smaller one in --sizes, or raise " + key + " in config/" +
                options.driver() + ".properties");
        }
    }

    private static HeaderTemplate header(final int size)
    {
        return HeaderTemplate.shortest(false).tensor(TensorType.of(DataType.UINT8, size), null, 0);
    }

    private Route newRoute()
    {
        final int streamId = nextStreamId++;
        if (options.isIpc())
        {
            return new Route("aeron:ipc", streamId);
        }
        try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)))
        {
            return new Route("aeron:udp?endpoint=127.0.0.1:" + socket.getLocalPort(), streamId);
        }
        catch (final IOException ex)
        {
            throw new SkeinException("no free UDP port on 127.0.0.1: " + ex.getMessage(), ex);
        }
    }

    @Override
    public void close()
    {
        driver.close();
    }
}
