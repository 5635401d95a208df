package io.skein.internal.stream;

import io.aeron.ChannelUri;
import io.aeron.CommonContext;
import io.skein.ConfigurationException;
import io.skein.internal.wire.StreamForm;
import io.skein.topic.BackPressure;
import io.skein.topic.Topic;
import io.skein.topic.TopicChannel;
import io.skein.topic.TopicKind;
import org.agrona.BitUtil;
import org.agrona.SystemUtil;

import java.util.List;

/**
 * Where the bytes of a topic travel, and what both ends tell each other: on the stream behind that of the bytes, from
 * the writer on the same channel, from the reader on IPC or on the port behind the one where it listens, to which the
 * writer comes.
 */
final class StreamChannels
{
    /**
     * A log has so many times what may be buffered: a writer has half of it, and the driver moves the limit in steps.
     */
    private static final int LOG_FACTOR = 4;
    private static final int SHORTEST_LOG = 1 << 20;
    private static final String CONTROL_TERM = "64k";
    private static final String CONTROL_MTU = "1408";
    private static final List<String> OF_BYTES_ALONE = List.of(
        CommonContext.INITIAL_TERM_ID_PARAM_NAME, CommonContext.TERM_ID_PARAM_NAME,
        CommonContext.TERM_OFFSET_PARAM_NAME, CommonContext.SESSION_ID_PARAM_NAME, CommonContext.TAGS_PARAM_NAME,
        CommonContext.ALIAS_PARAM_NAME, CommonContext.STREAM_ID_PARAM_NAME,
        CommonContext.PUBLICATION_WINDOW_LENGTH_PARAM_NAME, CommonContext.EOS_PARAM_NAME);

    private StreamChannels()
    {
    }

    /**
     * @param topic            of the stream.
     * @param maxBufferedBytes that the log must hold.
     * @return for the writer of the bytes.
     */
    static Topic bytes(final Topic topic, final long maxBufferedBytes)
    {
        final ChannelUri uri = ChannelUri.parse(channel(topic).publish());
        final String term = uri.get(CommonContext.TERM_LENGTH_PARAM_NAME);
        final long need = Math.max(SHORTEST_LOG, BitUtil.findNextPositivePowerOfTwo(maxBufferedBytes * LOG_FACTOR));
        if (null == term)
        {
            uri.put(CommonContext.TERM_LENGTH_PARAM_NAME, Long.toString(need));
        }
        else
        {
            final long length = SystemUtil.parseSize(CommonContext.TERM_LENGTH_PARAM_NAME, term);
            if (length < maxBufferedBytes * LOG_FACTOR)
            {
                throw new ConfigurationException("topic " + topic.name() + " may buffer maxBufferedBytes=" +
                    maxBufferedBytes + ", for which the log needs term-length=" + need + " and has " + term +
                    ": leave term-length out of the channel, or lower StreamOptions.maxBufferedBytes");
            }
        }
        return derived(topic, topic.streamId(), uri.toString(), channel(topic).subscribe());
    }

    /**
     * @param topic of the stream.
     * @return from the writer to the reader, beside the bytes.
     */
    static Topic signals(final Topic topic)
    {
        return derived(topic, StreamForm.signalStreamId(topic.streamId()),
            small(channel(topic).publish(), true), small(channel(topic).subscribe(), false));
    }

    /**
     * @param topic of the stream.
     * @return from the reader to the writer.
     */
    static Topic feedback(final Topic topic)
    {
        final TopicChannel channel = channel(topic);
        final int streamId = StreamForm.feedbackStreamId(topic.streamId());
        if (channel.isIpc())
        {
            return derived(topic, streamId, small(channel.publish(), true), small(channel.subscribe(), false));
        }
        final String mdc = "|control-mode=dynamic";
        final String there = nextPort(channel.publish());
        final String any = there.startsWith("[") ? "[::]:0" : "0.0.0.0:0";
        return derived(topic, streamId,
            "aeron:udp?control=" + nextPort(channel.subscribe()) + mdc + "|term-length=" + CONTROL_TERM + "|mtu=" +
                CONTROL_MTU,
            "aeron:udp?endpoint=" + any + "|control=" + there + mdc);
    }

    private static TopicChannel channel(final Topic topic)
    {
        return topic.channels().get(0);
    }

    private static Topic derived(final Topic topic, final int streamId, final String publish, final String subscribe)
    {
        return new Topic(topic.name(), TopicKind.RAW, List.of(new TopicChannel(publish, subscribe)), streamId,
            BackPressure.DEFAULT, false, null, null);
    }

    private static String small(final String channel, final boolean isPublished)
    {
        final ChannelUri uri = ChannelUri.parse(channel);
        OF_BYTES_ALONE.forEach(uri::remove);
        uri.remove(CommonContext.TERM_LENGTH_PARAM_NAME);
        uri.remove(CommonContext.MTU_LENGTH_PARAM_NAME);
        if (isPublished)
        {
            uri.put(CommonContext.TERM_LENGTH_PARAM_NAME, CONTROL_TERM);
            uri.put(CommonContext.MTU_LENGTH_PARAM_NAME, CONTROL_MTU);
        }
        return uri.toString();
    }

    private static String nextPort(final String channel)
    {
        final String endpoint = ChannelUri.parse(channel).get(CommonContext.ENDPOINT_PARAM_NAME);
        final int colon = endpoint.lastIndexOf(':') + 1;
        return endpoint.substring(0, colon) + (Integer.parseInt(endpoint.substring(colon)) + 1);
    }
}
