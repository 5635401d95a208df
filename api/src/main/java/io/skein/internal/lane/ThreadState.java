package io.skein.internal.lane;

import io.skein.internal.wire.HeaderTemplate;
import io.skein.topic.Topic;

/**
 * What a thread needs to publish: an exclusive publisher has one, a shared one has one per thread.
 */
final class ThreadState
{
    final HeaderTemplate claimHeader;
    final HeaderTemplate offerHeader;
    final Gather gather;
    final LogClaim claim;
    final Wait wait;
    Object claimHeaderKey;
    int claimHeaderAttachment;
    /**
     * For payloads that are published in a slot, apart from the user's claim; null until it is needed.
     */
    LogClaim sendingClaim;

    private OutgoingTransfer transfer;

    ThreadState(final Topic topic, final Tracing tracing, final LogClaim claim, final Wait wait)
    {
        claimHeader = HeaderTemplate.shortest(topic.publishTime()).traced(Tracing.room(topic));
        offerHeader = HeaderTemplate.shortest(topic.publishTime()).traced(Tracing.room(topic));
        gather = new Gather(tracing, Tracing.newTrace(topic));
        this.claim = claim;
        this.wait = wait;
    }

    /**
     * @param key              that stands for a header.
     * @param attachmentLength in bytes.
     * @param traceRoom        in bytes.
     * @return whether {@link #claimHeader} is another.
     */
    boolean isOtherClaimHeader(final Object key, final int attachmentLength, final int traceRoom)
    {
        return claimHeaderKey != key || claimHeaderAttachment != attachmentLength ||
            claimHeader.traceRoom() != traceRoom;
    }

    /**
     * @param log of the publisher.
     * @return the thread's own, for as long as it waits for the end of it.
     */
    OutgoingTransfer transfer(final ChunkLog log)
    {
        if (null == transfer)
        {
            transfer = new OutgoingTransfer(log);
        }
        return transfer;
    }
}
