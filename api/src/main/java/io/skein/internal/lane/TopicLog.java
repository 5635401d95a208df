package io.skein.internal.lane;

import io.skein.Outcome;
import io.skein.internal.link.PublicationLink;
import io.skein.internal.pool.PoolOwner;
import io.skein.internal.pool.SlotDescriptor;
import io.skein.internal.view.KeptView;
import io.skein.internal.view.LogView;
import io.skein.internal.wire.HeaderTemplate;
import io.skein.internal.wire.StampedMessage;
import io.skein.topic.Topic;

/**
 * The logs of a topic's channels, and the lanes into them. Chooses the lane for each message, gives out the numbers,
 * and counts. Belongs to one thread, unless it is shared: then a spin lock is around what touches the logs.
 */
final class TopicLog extends FrameLog
{
    private static final long UNKNOWN_TIME = Long.MIN_VALUE;

    private final ForwardLane forwarding;
    private SlotClaims slotClaims;

    TopicLog(
        final Topic topic, final PublicationLink link, final FanOut fanOut, final PoolLane pool,
        final boolean isShared, final boolean isNumbered)
    {
        super(topic, link, fanOut, pool, isShared, isNumbered);
        forwarding = isNumbered ? new ForwardLane(topic, link, fanOut, tracing) : null;
        if (null != pool)
        {
            pool.traceWith(tracing);
        }
    }

    /**
     * Claim room for a message with a header.
     *
     * @param header        of the message.
     * @param payloadLength in bytes.
     * @param claim         to open.
     * @return a position, or a refusal.
     */
    long tryClaim(final HeaderTemplate header, final int payloadLength, final LogClaim claim)
    {
        if (payloadLength < 0)
        {
            throw new IllegalArgumentException("a payload of " + payloadLength + " bytes: give 0 or more");
        }
        if (!gate.tryEnter())
        {
            return refused();
        }
        if (null != pool && pool.takes(header, payloadLength))
        {
            return claimSlot(header, payloadLength, claim);
        }
        return isPlain ? claimFrame(header, payloadLength, claim) : claimLocked(header, payloadLength, claim);
    }

    /**
     * A message that can never be claimed is no message to drop.
     */
    void requireClaimable(final HeaderTemplate header, final int payloadLength)
    {
        if (null != pool)
        {
            pool.requireFits(header, payloadLength);
            return;
        }
        final int limit = link.lastMaxPayloadLength() - header.maxPayloadOffset();
        if (payloadLength > limit)
        {
            slotClaims.requireFits(header, payloadLength, limit);
        }
    }

    private long claimSlot(final HeaderTemplate header, final int payloadLength, final LogClaim claim)
    {
        lock();
        try
        {
            final long outcome = pool.ask(header, payloadLength);
            if (outcome <= 0)
            {
                return countRefusal(outcome);
            }
            final int slot = pool.tryLoan(header);
            if (PoolOwner.NONE == slot)
            {
                ++slotsExhausted;
                return Outcome.NO_SLOT;
            }
            claim.beginSlot(header, payloadLength, pool.slot(slot), slot);
            return outcome;
        }
        finally
        {
            unlock();
            // A lent slot is no memory of Aeron's: it may outlive the connection to the driver.
            gate.leave();
        }
    }

    @Override
    long claimLarge(final HeaderTemplate header, final int payloadLength, final int limit, final LogClaim claim)
    {
        try
        {
            return slotClaims.claimBuffer(header, payloadLength, limit, claim);
        }
        finally
        {
            // A buffer is no memory of Aeron's, either.
            gate.leave();
        }
    }

    /**
     * @param claims that are not in a frame.
     */
    void slotClaims(final SlotClaims claims)
    {
        slotClaims = claims;
    }

    /**
     * @return claims that are not in a frame.
     */
    SlotClaims slotClaims()
    {
        return slotClaims;
    }

    /**
     * Gather a message into the log.
     *
     * @param header        of the message; its attachment included.
     * @param source        of the payload.
     * @param payloadLength in bytes.
     * @return a position, or a refusal.
     */
    long offer(final HeaderTemplate header, final Gather source, final long payloadLength)
    {
        if (!gate.tryEnter())
        {
            return refused();
        }

        long result;
        lock();
        try
        {
            traceWith(source.trace);
            if (null != pool && pool.takes(header, payloadLength))
            {
                return offerSlot(header, source, payloadLength);
            }
            MessageLimits.check(topic, link.maxMessageLength() - header.maxAssembledPayloadOffset(), payloadLength);
            final long nowNs = null == clock ? UNKNOWN_TIME : clock.nanoTime();
            if (null != tracing)
            {
                tracing.begin(nextSequence, header);
            }
            result = null == fanOut ?
                source.offer(link.first(), header, nextSequence, nowNs, payloadLength) :
                fanOut.offer(source, header, nextSequence, nowNs, payloadLength);
            if (result > 0)
            {
                ++nextSequence;
                ++gathered;
                bytes += payloadLength;
                source.forgetLarge();
                endTrace();
            }
            else
            {
                result = countRefusal(result);
            }
        }
        finally
        {
            unlock();
            gate.leave();
            link.published();
        }
        return result;
    }

    private long offerSlot(final HeaderTemplate header, final Gather source, final long payloadLength)
    {
        final long outcome = pool.ask(header, payloadLength);
        if (outcome <= 0)
        {
            return countRefusal(outcome);
        }
        final int slot = pool.tryLoan(header);
        if (PoolOwner.NONE == slot)
        {
            ++slotsExhausted;
            return Outcome.NO_SLOT;
        }
        long result = 0;
        try
        {
            final int payloadOffset = PoolLane.payloadOffset(header);
            source.copyTo(header, pool.slot(slot), SlotDescriptor.MESSAGE_OFFSET, payloadOffset);
            if (null != clock)
            {
                StampedMessage.putTime(pool.slot(slot), SlotDescriptor.MESSAGE_OFFSET, clock.nanoTime());
            }
            result = pool.publish(slot, (int)(payloadOffset + payloadLength), nextSequence, true);
        }
        finally
        {
            // Also when it throws, as it does for what other hosts' channels can not carry.
            if (result <= 0)
            {
                pool.giveBack(slot);
            }
        }
        if (result <= 0)
        {
            return countRefusal(result);
        }
        ++nextSequence;
        ++pooled;
        bytes += payloadLength;
        source.forgetLarge();
        endTrace();
        return result;
    }

    /**
     * Publish onward what was received.
     *
     * @param view   in its handler, or retained.
     * @return a position, or a refusal.
     */
    long forward(final LogView view)
    {
        view.requireOpen();
        if (!gate.tryEnter())
        {
            return refused();
        }
        lock();
        try
        {
            if (null != tracing)
            {
                tracing.follow(view);
            }
            final long result = forwarding.forward(view, nextSequence);
            if (result > 0)
            {
                ++nextSequence;
                ++forwarded;
                return result;
            }
            return Outcome.LAPPED == result ? result : countRefusal(result);
        }
        finally
        {
            unlock();
            gate.leave();
            link.published();
        }
    }

    /**
     * Open a claim on a received message, to change it in place.
     *
     * @param view  retained.
     * @param claim to open.
     * @return positive, or a refusal.
     */
    long tryTakeOver(final KeptView view, final LogClaim claim)
    {
        if (!gate.tryEnter())
        {
            return refused();
        }
        lock();
        try
        {
            return forwarding.tryTakeOver(view, claim);
        }
        finally
        {
            unlock();
            gate.leave();
        }
    }

    ForwardLane forwarding()
    {
        return forwarding;
    }
}
