package io.skein.message;

/**
 * What a publisher has done: how many messages took which lane, and how often it was refused.
 *
 * @param claimed        messages encoded in place in the log.
 * @param gathered       messages copied once into the log from the caller's segments.
 * @param bytes          payload bytes of both.
 * @param aborted        claims that were given back unsent.
 * @param backPressured  refusals because a subscriber was too far behind.
 * @param notConnected   refusals because nobody subscribed or the driver was away.
 * @param dropped        messages given up by the topic's {@code drop} policy.
 */
public record PublisherStats(
    long claimed, long gathered, long bytes, long aborted, long backPressured, long notConnected, long dropped)
{
}
