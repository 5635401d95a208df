package io.skein.topic;

import io.aeron.ChannelUri;
import io.skein.ConfigurationException;

import java.util.ArrayList;
import java.util.List;

/**
 * Where a topic travels: the Aeron channel on which it is published and the one on which it is subscribed. They are the
 * same for IPC, unicast and multicast, and differ for multi-destination-cast. Immutable.
 * <p>
 * URIs are checked when the channel is made: media {@code ipc} or {@code udp}, parameters that Aeron knows, values in
 * range, and a UDP channel says where to. Names of hosts are not looked up. The strings go to Aeron as they are.
 *
 * @param publish   URI for publishers.
 * @param subscribe URI for subscribers; may be a spy ({@code aeron-spy:aeron:udp?...}).
 */
public record TopicChannel(String publish, String subscribe)
{
    /**
     * Shared memory of one host, with the driver's own MTU and term length.
     */
    public static final TopicChannel IPC = new TopicChannel("aeron:ipc", "aeron:ipc");

    /**
     * @param publish   URI for publishers.
     * @param subscribe URI for subscribers.
     * @throws ConfigurationException when a URI can not be used; one line per reason.
     */
    public TopicChannel
    {
        final List<String> problems = new ArrayList<>(ChannelRules.problems(publish, ChannelRules.Side.PUBLISH));
        for (final String problem : ChannelRules.problems(subscribe, ChannelRules.Side.SUBSCRIBE))
        {
            if (!problems.contains(problem))
            {
                problems.add(problem);
            }
        }
        if (!problems.isEmpty())
        {
            throw new ConfigurationException(String.join("\n", problems));
        }
    }

    /**
     * @param uri for publishers and subscribers.
     * @return the channel.
     * @throws ConfigurationException when the URI can not be used; one line per reason.
     */
    public static TopicChannel of(final String uri)
    {
        return new TopicChannel(uri, uri);
    }

    /**
     * @return whether it stays on one host, in shared memory.
     */
    public boolean isIpc()
    {
        return ChannelUri.parse(publish).isIpc();
    }
}
