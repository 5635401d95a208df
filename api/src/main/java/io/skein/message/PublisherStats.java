package io.skein.message;

/**
 * What a publisher has done: how many messages took which lane, and how often it was refused.
 *
 * @param claimed        messages encoded in place in the log.
 * @param gathered       messages copied once into the log from the caller's segments, or from a claim's buffer.
 * @param pooled         messages that subscribers see in a slot of the pool.
 * @param chunked        messages that went in slices; those too that went so only to other hosts, and are also pooled.
 * @param slices         of these, and of those that were given up.
 * @param cancelled      messages in slices that were given up.
 * @param forwarded      received messages published onward without copying them.
 * @param bytes          payload bytes of all of these but the forwarded.
 * @param aborted        claims that were given back unsent.
 * @param backPressured  refusals because a subscriber was too far behind.
 * @param notConnected   refusals because nobody subscribed or the driver was away.
 * @param dropped        messages given up by the topic's {@code drop} policies.
 * @param slotsExhausted refusals because no slot of the pool, or none of {@code chunk.claimMemory}, was free.
 * @param overwritten    slots taken, by the pool's policy, before all subscribers had passed them.
 */
public record PublisherStats(
    long claimed, long gathered, long pooled, long chunked, long slices, long cancelled, long forwarded, long bytes,
    long aborted, long backPressured, long notConnected, long dropped, long slotsExhausted, long overwritten)
{
}
