package io.skein.examples.pingpong;

import io.skein.MessageTooLargeException;
import io.skein.tensor.TensorClaim;
import io.skein.tensor.TensorPublisher;
import io.skein.tensor.TensorType;
import org.agrona.DirectBuffer;

/**
 * Publishes a tensor in the cheapest way it fits: written in place into a claim, or offered when it is larger than one
 * frame. Belongs to one thread.
 */
final class TensorSender
{
    private final TensorPublisher publisher;
    private final TensorClaim claim;
    private TensorType offeredType;

    TensorSender(final TensorPublisher publisher)
    {
        this.publisher = publisher;
        claim = publisher.newClaim();
    }

    /**
     * Publish at once or not at all. Does not allocate, but for the first tensor of a type that needs an offer.
     *
     * @param type   of the tensor; give the same object while it stays the same.
     * @param source with its bytes.
     * @param offset of the first byte.
     * @param length in bytes.
     * @return a position, or a refusal.
     */
    long trySend(final TensorType type, final DirectBuffer source, final int offset, final int length)
    {
        if (type != offeredType)
        {
            try
            {
                return tryClaim(type, source, offset, length);
            }
            catch (final MessageTooLargeException tooLargeForOneFrame)
            {
                offeredType = type;
            }
        }
        return publisher.offer(type, source, offset, length);
    }

    private long tryClaim(final TensorType type, final DirectBuffer source, final int offset, final int length)
    {
        final long outcome = publisher.tryClaim(type, claim);
        if (outcome <= 0)
        {
            return outcome;
        }
        try (claim)
        {
            claim.data().putBytes(0, source, offset, length);
            return claim.commit();
        }
    }
}
