package io.skein.internal.stream;

import io.aeron.ChannelUri;
import io.aeron.CommonContext;
import io.skein.ConfigurationException;
import io.skein.internal.link.ReturnChannel;
import io.skein.internal.wire.StreamForm;
import io.skein.topic.Topic;
import io.skein.topic.TopicChannel;
import org.agrona.BitUtil;
import org.agrona.SystemUtil;

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
        return ReturnChannel.derived(topic, topic.streamId(), uri.toString(), channel(topic).subscribe());
    }

    /**
     * @param topic of the stream.
     * @return from the writer to the reader, beside the bytes.
     */
    static Topic signals(final Topic topic)
    {
        return ReturnChannel.beside(topic, StreamForm.signalStreamId(topic.streamId()));
    }

    /**
     * @param topic of the stream.
     * @return from the reader to the writer.
     */
    static Topic feedback(final Topic topic)
    {
        return ReturnChannel.of(topic, StreamForm.feedbackStreamId(topic.streamId()));
    }

    private static TopicChannel channel(final Topic topic)
    {
        return topic.channels().get(0);
    }
}
