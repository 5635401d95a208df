package io.skein.internal.lane;

import io.skein.MessageTooLargeException;
import io.skein.topic.Topic;

/**
 * What is said when a message is too large for the log.
 */
final class MessageLimits
{
    private MessageLimits()
    {
    }

    static void check(final Topic topic, final int limit, final long payloadLength)
    {
        if (payloadLength > limit)
        {
            throw new MessageTooLargeException("a message of " + payloadLength + " bytes exceeds the " + limit +
                " that topic " + topic.name() + " carries: an Aeron message ends at an eighth of the term and at " +
                "16 MiB; " + (null == topic.chunk() ? "" : "publish it, or begin a transfer, which go in slices, or ") +
                "give the topic a pool, or raise the term length (term-length in the topic's channel, " +
                "aeron.ipc.term.buffer.length or aeron.term.buffer.length in the driver's profile)");
        }
    }

    static MessageTooLargeException tooLargeToClaim(final Topic topic, final int payloadLength, final int limit)
    {
        return new MessageTooLargeException("a claim of " + payloadLength + " bytes exceeds the " + limit +
            " that one frame of topic " + topic.name() + " holds: give the topic a pool, offer the message instead, " +
            "or raise the mtu (mtu in the topic's channel, aeron.ipc.mtu.length or aeron.mtu.length in the driver's " +
            "profile)");
    }
}
