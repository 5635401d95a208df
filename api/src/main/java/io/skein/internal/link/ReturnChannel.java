package io.skein.internal.link;

import io.aeron.ChannelUri;
import io.aeron.CommonContext;
import io.skein.topic.BackPressure;
import io.skein.topic.Topic;
import io.skein.topic.TopicChannel;
import io.skein.topic.TopicKind;

import java.util.List;

/**
 * The way from a topic's subscribers back to its publishers, and other streams for a few small messages beside those of
 * a topic: on IPC another stream; on UDP the subscriber publishes from the port behind the one where it listens, to
 * which the publisher comes.
 */
public final class ReturnChannel
{
    private static final String TERM = "64k";
    private static final String MTU = "1408";
    private static final List<String> OF_THE_TOPIC_ALONE = List.of(
        CommonContext.INITIAL_TERM_ID_PARAM_NAME, CommonContext.TERM_ID_PARAM_NAME,
        CommonContext.TERM_OFFSET_PARAM_NAME, CommonContext.SESSION_ID_PARAM_NAME, CommonContext.TAGS_PARAM_NAME,
        CommonContext.ALIAS_PARAM_NAME, CommonContext.STREAM_ID_PARAM_NAME,
        CommonContext.PUBLICATION_WINDOW_LENGTH_PARAM_NAME, CommonContext.EOS_PARAM_NAME);

    private ReturnChannel()
    {
    }

    /**
     * @param topic    with one channel, on IPC or unicast UDP.
     * @param streamId of what goes back.
     * @return where subscribers of the topic publish, and publishers subscribe.
     */
    public static Topic of(final Topic topic, final int streamId)
    {
        final TopicChannel channel = topic.channels().get(0);
        if (channel.isIpc())
        {
            return beside(topic, streamId);
        }
        final String mdc = "|control-mode=dynamic";
        final String there = nextPort(channel.publish());
        final String any = there.startsWith("[") ? "[::]:0" : "0.0.0.0:0";
        return derived(topic, streamId,
            "aeron:udp?control=" + nextPort(channel.subscribe()) + mdc + "|term-length=" + TERM + "|mtu=" + MTU,
            "aeron:udp?endpoint=" + any + "|control=" + there + mdc);
    }

    /**
     * @param topic    with one channel.
     * @param streamId of what goes beside it.
     * @return the same way as the topic, for small messages.
     */
    public static Topic beside(final Topic topic, final int streamId)
    {
        final TopicChannel channel = topic.channels().get(0);
        return derived(topic, streamId, small(channel.publish(), true), small(channel.subscribe(), false));
    }

    /**
     * @param topic     whose name it has.
     * @param streamId  of it.
     * @param publish   URI for its publishers.
     * @param subscribe URI for its subscribers.
     * @return a topic of bytes without header.
     */
    public static Topic derived(
        final Topic topic, final int streamId, final String publish, final String subscribe)
    {
        return new Topic(topic.name(), TopicKind.RAW, List.of(new TopicChannel(publish, subscribe)), streamId,
            BackPressure.DEFAULT, false, null, null, null);
    }

    private static String small(final String channel, final boolean isPublished)
    {
        final ChannelUri uri = ChannelUri.parse(channel);
        OF_THE_TOPIC_ALONE.forEach(uri::remove);
        uri.remove(CommonContext.TERM_LENGTH_PARAM_NAME);
        uri.remove(CommonContext.MTU_LENGTH_PARAM_NAME);
        if (isPublished)
        {
            uri.put(CommonContext.TERM_LENGTH_PARAM_NAME, TERM);
            uri.put(CommonContext.MTU_LENGTH_PARAM_NAME, MTU);
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
