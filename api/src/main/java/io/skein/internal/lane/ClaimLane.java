package io.skein.internal.lane;

import io.aeron.ExclusivePublication;
import io.aeron.Publication;
import io.aeron.logbuffer.BufferClaim;
import io.skein.internal.wire.HeaderTemplate;
import io.skein.internal.wire.StampedMessage;

/**
 * The claim lane: room in one channel's log, with the header already in it.
 */
final class ClaimLane
{
    private ClaimLane()
    {
    }

    /**
     * Claim and stamp. Where the payload begins is what the header says for the frame the claim got:
     * {@link #payloadOffset}.
     *
     * @param publication   to claim from.
     * @param header        of the message.
     * @param payloadLength in bytes; header and payload fit the longest claim.
     * @param target        to fill.
     * @param sequence      of the message.
     * @return a position, or a refusal, never {@code ADMIN_ACTION}.
     */
    static long tryClaim(
        final ExclusivePublication publication, final HeaderTemplate header, final int payloadLength,
        final BufferClaim target, final long sequence)
    {
        long result;
        int payloadOffset;
        do
        {
            payloadOffset = header.payloadOffset(publication.termOffset());
            result = publication.tryClaim(payloadOffset + payloadLength, target);
        }
        while (Publication.ADMIN_ACTION == result);

        if (result > 0)
        {
            header.stamp(target.buffer(), target.offset(), sequence, payloadOffset);
        }
        return result;
    }

    /**
     * @param claim         that was stamped.
     * @param payloadLength in bytes.
     * @return where the payload begins, from the start of the message.
     */
    static int payloadOffset(final BufferClaim claim, final int payloadLength)
    {
        return claim.length() - payloadLength;
    }

    /**
     * Give room back.
     *
     * @param claim    to end.
     * @param isVoid   whether the sequence number must still arrive.
     * @param sequence of the message.
     */
    static void abort(final BufferClaim claim, final boolean isVoid, final long sequence)
    {
        if (isVoid)
        {
            StampedMessage.makeVoid(claim.buffer(), claim.offset(), sequence);
            claim.commit();
        }
        else
        {
            claim.abort();
        }
    }
}
