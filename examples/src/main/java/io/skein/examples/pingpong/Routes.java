package io.skein.examples.pingpong;

import io.skein.ConfigurationException;
import io.skein.tensor.TensorType;
import io.skein.topic.Topic;
import org.agrona.BitUtil;

/**
 * The two topics: ping's direction and the way back. Immutable.
 *
 * @param channel      {@code ipc}, {@code udp} or an Aeron URI, from ping to pong.
 * @param replyChannel an Aeron URI for the way back; null for what goes with the channel.
 */
record Routes(String channel, String replyChannel)
{
    static final String IPC = "ipc";
    static final String UDP = "udp";

    /**
     * The largest Aeron message.
     */
    static final int MAX_MESSAGE_BYTES = 16 << 20;

    /**
     * Room for a tensor's header and the padding behind it.
     */
    static final int HEADER_BYTES = 256;

    private static final int PING_STREAM = 24_325;
    private static final int PONG_STREAM = 24_326;
    private static final String LOOPBACK = "aeron:udp?endpoint=127.0.0.1:";
    private static final int MESSAGES_PER_TERM = 8;
    private static final int PROFILE_TERM_BYTES = 4 << 20;

    /**
     * @param channel      see above.
     * @param replyChannel see above.
     * @throws ConfigurationException when the way back is missing or has no meaning.
     */
    Routes
    {
        final boolean isWord = IPC.equals(channel) || UDP.equals(channel);
        if (isWord && null != replyChannel)
        {
            throw new ConfigurationException("--reply-channel has no meaning with --channel " + channel +
                ": give both as URIs, or neither");
        }
        if (!isWord && null == replyChannel)
        {
            replyChannel = replyTo(channel);
        }
    }

    /**
     * @param type of the tensors; null for the driver's own term length.
     * @return from ping to pong.
     */
    Topic ping(final TensorType type)
    {
        return topic("ping", channel, PING_STREAM, type);
    }

    /**
     * @param type of the tensors; null for the driver's own term length.
     * @return from pong to ping.
     */
    Topic pong(final TensorType type)
    {
        return topic("pong", null == replyChannel ? channel : replyChannel, PONG_STREAM, type);
    }

    /**
     * @return whether both sides must use one driver.
     */
    boolean isIpc()
    {
        return IPC.equals(channel) || channel.startsWith("aeron:ipc");
    }

    /**
     * @param type of the tensors.
     * @return bytes of the logs that tensors of this type need, there and back, on the side of sender and receiver; 0
     *     when the driver's own term length will do.
     */
    long logBytes(final TensorType type)
    {
        return 3L * termBytes(type) * (isIpc() ? 2 : 4);
    }

    private static Topic topic(final String name, final String channel, final int stream, final TensorType type)
    {
        final Topic topic = Topic.tensor(name).stream(stream);
        final int termBytes = null == type ? 0 : termBytes(type);
        final String term = 0 == termBytes ? "" : "term-length=" + (termBytes >> 20) + "m";
        return switch (channel)
        {
            case IPC -> topic.channel("aeron:ipc" + (term.isEmpty() ? "" : "?" + term));
            case UDP -> topic.channel(LOOPBACK + stream + (term.isEmpty() ? "" : "|" + term));
            default -> topic.channel(channel);
        };
    }

    /**
     * An Aeron message is at most an eighth of its term.
     */
    private static int termBytes(final TensorType type)
    {
        final long wantedBytes = MESSAGES_PER_TERM *
            Math.min(MAX_MESSAGE_BYTES, type.sizeBytes() + HEADER_BYTES);
        return wantedBytes <= PROFILE_TERM_BYTES ? 0 : (int)BitUtil.findNextPositivePowerOfTwo(wantedBytes);
    }

    private static String replyTo(final String channel)
    {
        final String media = channel.startsWith("aeron:udp") ? "udp" : channel.startsWith("aeron:ipc") ? "ipc" : "";
        if (media.isEmpty())
        {
            throw new ConfigurationException("channel '" + channel + "' is no Aeron URI: give ipc, udp, or such as " +
                "aeron:udp?endpoint=HOST:PORT");
        }
        if ("udp".equals(media))
        {
            throw new ConfigurationException("the way back is missing: --channel " + channel + " leads to pong, give " +
                "--reply-channel aeron:udp?endpoint=HOST:PORT with an address of ping's host, the same two to both");
        }
        return channel;
    }
}
