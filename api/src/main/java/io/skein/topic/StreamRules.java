package io.skein.topic;

import io.skein.internal.wire.StreamForm;

import java.util.List;

/**
 * What must hold for a topic that is a byte stream. It has one writer and one reader, who must hear each other: on IPC
 * they do, on UDP the reader answers on the port behind the one where it listens.
 */
final class StreamRules
{
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
        WayBackRules.addProblems(channels, "a byte stream", "reader", problems);
    }
}
