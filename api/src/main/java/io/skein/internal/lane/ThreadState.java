package io.skein.internal.lane;

import io.skein.internal.wire.HeaderTemplate;

/**
 * What a thread needs to publish: an exclusive publisher has one, a shared one has one per thread.
 */
final class ThreadState
{
    final HeaderTemplate claimHeader;
    final HeaderTemplate offerHeader;
    final Gather gather = new Gather();
    final LogClaim claim;
    final Wait wait;
    Object claimHeaderKey;
    int claimHeaderAttachment;
    /**
     * For payloads that are published in a slot, apart from the user's claim; null until it is needed.
     */
    LogClaim sendingClaim;

    private OutgoingTransfer transfer;

    ThreadState(final LogClaim claim, final Wait wait, final boolean hasTime)
    {
        claimHeader = HeaderTemplate.shortest(hasTime);
        offerHeader = HeaderTemplate.shortest(hasTime);
        this.claim = claim;
        this.wait = wait;
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
