package io.skein.perf.bench;

import io.aeron.logbuffer.FrameDescriptor;
import io.skein.SkeinException;
import io.skein.driver.DriverProfile;
import io.skein.internal.wire.HeaderTemplate;
import io.skein.perf.bench.end.Lane;
import io.skein.perf.bench.end.Route;
import io.skein.tensor.DataType;
import io.skein.tensor.TensorType;
import io.skein.topic.PoolOptions;
import org.agrona.BitUtil;
import org.agrona.SystemUtil;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * Which way messages go: the lane that fits system and size, and a channel and a stream that nobody else uses.
 */
final class Routing
{
    private static final int DATA_FRAME_HEADER = 32;
    private static final int MESSAGES_IN_TERM = 8;
    private static final int FIRST_STREAM_ID = 1001;
    private static final int ACKNOWLEDGEMENT = Long.BYTES;

    private final BenchOptions options;
    private final DriverProfile profile;
    private final long maxFrame;
    private int nextStreamId = FIRST_STREAM_ID;

    Routing(final BenchOptions options, final DriverProfile profile)
    {
        this.options = options;
        this.profile = profile;
        maxFrame = (0 == options.mtu() ? setting(mtuKey()) : options.mtu()) - DATA_FRAME_HEADER;
    }

    /**
     * Check that a message fits one frame if the log is all there is, before anything runs.
     *
     * @param size of the payload in bytes.
     */
    void requireFits(final int size)
    {
        if (!options.isStream() && BenchOptions.CLAIM.equals(options.lane()) && options.systems().contains("skein") &&
            !fitsFrame(size))
        {
            final String other =
                options.isIpc() ? "choose --lane auto, " : options.isThroughput() ? "choose --lane offer, " : "";
            throw new SkeinException("a payload of " + size + " bytes exceeds the " +
                (maxFrame - header(size).maxPayloadOffset()) + " that one frame over " + options.channel() +
                " holds: give a smaller one in --sizes, " + other +
                "or raise " + mtuKey() + " in config/" + options.driver() + ".properties");
        }
    }

    /**
     * @param system that would carry messages.
     * @param size   of the payload in bytes.
     * @return why it does not; null when it does.
     */
    String obstacle(final String system, final int size)
    {
        if (options.isStream() && "aeron".equals(system) && size > longestOffer())
        {
            return "the longest message of a log of the profile's length has " + longestOffer() + " B";
        }
        final Lane lane = lane(system, size);
        if (Lane.OFFER == lane && !fitsMessage(size))
        {
            return "its longest message has " + maxMessage() + " B, header included";
        }
        return Lane.POOL == lane && size > PoolOptions.MAX_SLOT_SIZE ?
            "a slot has at most " + PoolOptions.MAX_SLOT_SIZE + " B" : null;
    }

    Route newRouteThere(final String system, final int size)
    {
        return newRoute(lane(system, size), poolThreshold(system), size);
    }

    Route newRouteBack(final String system, final int size)
    {
        return options.isHop() ?
            newRoute(Lane.CLAIM, Route.NO_POOL, ACKNOWLEDGEMENT) : newRouteThere(system, size);
    }

    private Lane lane(final String system, final int size)
    {
        if (options.isStream())
        {
            return null;
        }
        if (options.isWork())
        {
            return BenchOptions.OFFER.equals(system) || "read".equals(system) ? Lane.OFFER : null;
        }
        switch (system)
        {
            case "skein":
                return BenchOptions.OFFER.equals(options.lane()) ? fitsMessage(size) ? Lane.OFFER : Lane.CHUNK :
                    BenchOptions.POOL.equals(options.lane()) || !fitsFrame(size) ? Lane.POOL : Lane.CLAIM;
            case "aeron":
                return options.isThroughput() && !fitsMessage(size) ? Lane.CHUNK :
                    fitsFrame(size) && !BenchOptions.OFFER.equals(options.lane()) ? Lane.CLAIM : Lane.OFFER;
            default:
                return null;
        }
    }

    private int poolThreshold(final String system)
    {
        return !"skein".equals(system) || !options.hasPool() ? Route.NO_POOL :
            BenchOptions.POOL.equals(options.lane()) ? 0 : PoolOptions.DEFAULT_THRESHOLD;
    }

    private Route newRoute(final Lane lane, final int poolThreshold, final int size)
    {
        if (options.isStream())
        {
            return new Route(newChannel(null, size), nextStreamId++, null, Route.NO_POOL, size, size, size);
        }
        return new Route(
            newChannel(lane, size),
            nextStreamId++,
            lane,
            poolThreshold,
            size,
            lineLength(size),
            header(size).payloadOffset(DATA_FRAME_HEADER) + size);
    }

    private String newChannel(final Lane lane, final int size)
    {
        if (options.isIpc())
        {
            return "aeron:ipc" + (Lane.OFFER == lane ? "?term-length=" + termLength(size) : "");
        }
        try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)))
        {
            return "aeron:udp?endpoint=127.0.0.1:" + socket.getLocalPort() +
                (0 == options.mtu() ? "" : "|mtu=" + options.mtu());
        }
        catch (final IOException ex)
        {
            throw new SkeinException("no free UDP port on 127.0.0.1: " + ex.getMessage(), ex);
        }
    }

    private long termLength(final int size)
    {
        return Math.max(
            setting("aeron.ipc.term.buffer.length"),
            BitUtil.findNextPositivePowerOfTwo((long)lineLength(size) * MESSAGES_IN_TERM));
    }

    /**
     * The log is as long as a message asks for in shared memory, and what the driver makes it over UDP.
     */
    private long maxMessage()
    {
        return options.isIpc() ? FrameDescriptor.MAX_MESSAGE_LENGTH :
            FrameDescriptor.computeMaxMessageLength((int)setting("aeron.term.buffer.length"));
    }

    private int longestOffer()
    {
        return FrameDescriptor.computeMaxMessageLength((int)setting(
            options.isIpc() ? "aeron.ipc.term.buffer.length" : "aeron.term.buffer.length"));
    }

    private boolean fitsMessage(final int size)
    {
        return header(size).maxAssembledPayloadOffset() + size <= maxMessage();
    }

    private boolean fitsFrame(final int size)
    {
        return size <= maxFrame - header(size).maxPayloadOffset();
    }

    private static int lineLength(final int size)
    {
        return header(size).payloadOffset(0) + size;
    }

    private static HeaderTemplate header(final int size)
    {
        return HeaderTemplate.shortest(false).tensor(TensorType.of(DataType.UINT8, size), null, 0);
    }

    private String mtuKey()
    {
        return options.isIpc() ? "aeron.ipc.mtu.length" : "aeron.mtu.length";
    }

    private long setting(final String key)
    {
        return profile.effective().stream()
            .filter((setting) -> setting.key().equals(key))
            .mapToLong((setting) -> SystemUtil.parseSize(key, setting.value()))
            .findFirst().orElseThrow(() -> new SkeinException(key + " is not set in the profile"));
    }
}
