package io.skein.topic;

import io.aeron.ChannelUri;
import io.aeron.CommonContext;
import io.skein.internal.wire.StreamForm;

import java.util.List;

/**
 * What must hold for a topic that is a byte stream. It has one writer and one reader, who must hear each other: on IPC
 * they do, on UDP the reader answers on the port behind the one where it listens.
 */
final class StreamRules
{
    private static final int LAST_PORT = 65_535;
    private static final int FIRST_MULTICAST_OCTET = 224;
    private static final int LAST_MULTICAST_OCTET = 239;

    private StreamRules()
    {
    }

    static void addProblems(
        final List<TopicChannel> channels, final int streamId, final boolean publishTime, final boolean hasPool,
        final List<String> problems)
    {
        if (0 == StreamForm.signalStreamId(streamId) || 0 == StreamForm.feedbackStreamId(streamId))
        {
            problems.add("stream " + streamId + " can not be that of a byte stream, which needs two more " +
                "derived from it: give any other but 0");
        }
        if (publishTime)
        {
            problems.add("a byte stream has no messages to carry publishTime: leave publishTime off");
        }
        if (hasPool)
        {
            problems.add("a byte stream can have no pool: leave the pool out (pool: none)");
        }
        if (1 != channels.size())
        {
            problems.add("a byte stream has one channel, as it has one reader, and there are " + channels.size() +
                ": keep one");
        }
        for (final TopicChannel channel : channels)
        {
            addProblems(channel.publish(), problems);
            if (!channel.subscribe().equals(channel.publish()))
            {
                addProblems(channel.subscribe(), problems);
            }
        }
    }

    private static void addProblems(final String uri, final List<String> problems)
    {
        final ChannelUri parsed = ChannelUri.parse(uri);
        if (!parsed.prefix().isEmpty())
        {
            problems.add("channel '" + uri + "' is a spy, and a byte stream needs a reader that answers: " +
                "leave aeron-spy: out");
        }
        if (parsed.isIpc())
        {
            return;
        }
        final String endpoint = parsed.get(CommonContext.ENDPOINT_PARAM_NAME);
        final String need = ": give aeron:ipc, or unicast such as aeron:udp?endpoint=host:40123";
        if (null == endpoint || null != parsed.get(CommonContext.MDC_CONTROL_PARAM_NAME) ||
            null != parsed.get(CommonContext.MDC_CONTROL_MODE_PARAM_NAME))
        {
            problems.add("channel '" + uri + "' has no way back from the reader of a byte stream" + need);
            return;
        }
        final int colon = endpoint.lastIndexOf(':');
        final int port = Integer.parseInt(endpoint.substring(colon + 1));
        if (0 == port || LAST_PORT == port)
        {
            problems.add("endpoint=" + endpoint + " leaves no port for the reader of a byte stream to answer on, " +
                "which is the next one: give a port of 1 to " + (LAST_PORT - 1));
        }
        if (isMulticast(endpoint.substring(0, colon)))
        {
            problems.add("endpoint=" + endpoint + " is multicast, and a byte stream has one reader" + need);
        }
    }

    private static boolean isMulticast(final String host)
    {
        if (host.startsWith("["))
        {
            return host.regionMatches(true, 1, "ff", 0, 2);
        }
        final int dot = host.indexOf('.');
        if (dot < 1 || dot > 3 || !host.chars().allMatch((c) -> '.' == c || c >= '0' && c <= '9'))
        {
            return false;
        }
        final int octet = Integer.parseInt(host.substring(0, dot));
        return octet >= FIRST_MULTICAST_OCTET && octet <= LAST_MULTICAST_OCTET;
    }
}
