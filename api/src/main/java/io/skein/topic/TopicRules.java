package io.skein.topic;

import io.skein.internal.wire.StreamForm;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What must hold between the parts of a topic, and between topics.
 */
final class TopicRules
{
    private TopicRules()
    {
    }

    static List<String> problems(
        final TopicKind kind, final List<TopicChannel> channels, final int streamId, final boolean publishTime,
        final boolean hasPool, final ChunkOptions chunk, final boolean isTraced)
    {
        final List<String> problems = new ArrayList<>();
        if (streamId == 0)
        {
            problems.add("stream 0 is reserved for 'not set': give any other stream");
        }
        if (kind == TopicKind.RAW && publishTime)
        {
            problems.add("a raw topic has no header to carry publishTime: leave publishTime off, or use kind message");
        }
        if (null != chunk && (kind == TopicKind.RAW || kind == TopicKind.STREAM))
        {
            problems.add((kind == TopicKind.RAW ?
                "a raw topic can not be cut into slices, for its messages have no header" :
                "a byte stream has no messages to cut into slices") +
                ": use kind message, or leave chunk out (chunk: none)");
        }
        if (isTraced && (kind == TopicKind.RAW || kind == TopicKind.STREAM))
        {
            problems.add((kind == TopicKind.RAW ?
                "a raw topic has no header for a trace to travel with" :
                "a byte stream has no messages to trace") +
                ": use kind message, or leave trace out (trace: none)");
        }
        if (kind == TopicKind.STREAM)
        {
            StreamRules.addProblems(channels, streamId, publishTime, hasPool, problems);
        }
        else if (hasPool)
        {
            addPoolProblems(kind, channels, problems);
        }
        if (null != chunk && chunk.feedback())
        {
            addFeedbackProblems(channels, streamId, problems);
        }
        if (channels.isEmpty())
        {
            problems.add("no channel: give at least one, such as aeron:ipc");
        }
        final Map<String, Integer> seen = new HashMap<>();
        for (int i = 0; i < channels.size(); i++)
        {
            final TopicChannel channel = channels.get(i);
            problems.addAll(ChannelRules.streamProblems(channel, streamId));
            for (final String address : addresses(channel))
            {
                final Integer other = seen.putIfAbsent(address, i);
                if (null != other && other != i)
                {
                    problems.add("channels " + (other + 1) + " and " + (i + 1) + " are both " + address +
                        ", so each message would arrive twice: remove one");
                }
            }
        }
        return problems;
    }

    private static void addPoolProblems(
        final TopicKind kind, final List<TopicChannel> channels, final List<String> problems)
    {
        if (kind == TopicKind.RAW)
        {
            problems.add("a raw topic can have no pool, for its messages have no header: " +
                "use kind message, or leave the pool out (pool: none)");
        }
        final long ipcChannels = channels.stream().filter(TopicChannel::isIpc).count();
        if (1 != ipcChannels)
        {
            problems.add("a pool needs exactly one channel on IPC, on which its descriptors travel, and there are " +
                ipcChannels + ": give one channel aeron:ipc, or leave the pool out (pool: none)");
        }
    }

    private static void addFeedbackProblems(
        final List<TopicChannel> channels, final int streamId, final List<String> problems)
    {
        if (channels.size() > 1)
        {
            problems.add("chunk.feedback needs one channel, for the subscribers of all must agree, and there are " +
                channels.size() + ": keep one, or leave feedback out");
        }
        if (0 == StreamForm.feedbackStreamId(streamId))
        {
            problems.add("stream " + streamId + " can not have chunk.feedback, which needs another derived from it: " +
                "give any other");
        }
        WayBackRules.addProblems(channels, "chunk.feedback", "subscriber", problems);
    }

    /**
     * @param channel of a topic.
     * @return what tells the channel from others, once for publishers and subscribers if they agree.
     */
    static Set<String> addresses(final TopicChannel channel)
    {
        final Set<String> addresses = new HashSet<>();
        addresses.add(ChannelRules.address(channel.publish()));
        addresses.add(ChannelRules.address(channel.subscribe()));
        return addresses;
    }

    /**
     * Finds topics that would receive each other's messages. Hosts are compared by name, not looked up.
     */
    static final class Occupancy
    {
        private final Map<String, Topic> topicByPlace = new HashMap<>();

        /**
         * @param topic that claims its channels and stream.
         * @return the first topic that has one of them already, or null; then they are this topic's.
         */
        Topic claim(final Topic topic)
        {
            Topic holder = null;
            for (final TopicChannel channel : topic.channels())
            {
                for (final String address : addresses(channel))
                {
                    holder = claim(topic, topic.streamId(), address, holder);
                    if (TopicKind.STREAM == topic.kind())
                    {
                        holder = claim(topic, StreamForm.signalStreamId(topic.streamId()), address, holder);
                    }
                    if (TopicKind.STREAM == topic.kind() || null != topic.chunk() && topic.chunk().feedback())
                    {
                        holder = claim(topic, StreamForm.feedbackStreamId(topic.streamId()), address, holder);
                    }
                }
            }
            return holder;
        }

        private Topic claim(final Topic topic, final int streamId, final String address, final Topic holder)
        {
            final Topic other = topicByPlace.putIfAbsent(streamId + " " + address, topic);
            return null == holder && other != topic ? other : holder;
        }

        static String problem(final Topic topic, final Topic holder, final String where)
        {
            final Set<String> shared = new HashSet<>();
            holder.channels().forEach((channel) -> shared.addAll(addresses(channel)));
            final String address = topic.channels().stream().flatMap((channel) -> addresses(channel).stream())
                .filter(shared::contains).findFirst().orElse("");
            return "topic '" + topic.name() + "' has the channel and stream of topic '" + holder.name() + "'" + where +
                ": " + address + ", stream " + topic.streamId() + "; give one of them another stream";
        }
    }
}
