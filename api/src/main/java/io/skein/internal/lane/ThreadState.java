package io.skein.internal.lane;

import io.skein.internal.wire.HeaderTemplate;

import java.util.function.Supplier;

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

    private OutgoingTransfer transfer;
    private LogClaim sendingClaim;

    ThreadState(final LogClaim claim, final Wait wait, final boolean hasTime)
    {
        claimHeader = HeaderTemplate.shortest(hasTime);
        offerHeader = HeaderTemplate.shortest(hasTime);
        this.claim = claim;
        this.wait = wait;
    }

    /**
     * @param maker of claims.
     * @return the thread's own for a payload that is published in a slot, apart from the user's.
     */
    LogClaim sendingClaim(final Supplier<LogClaim> maker)
    {
        if (null == sendingClaim)
        {
            sendingClaim = maker.get();
        }
        return sendingClaim;
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
