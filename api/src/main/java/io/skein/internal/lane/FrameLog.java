package io.skein.internal.lane;

import io.skein.Outcome;
import io.skein.internal.link.PublicationLink;
import io.skein.internal.link.Reservation;
import io.skein.internal.wire.HeaderTemplate;
import io.skein.internal.wire.StampedMessage;
import io.skein.topic.Topic;
import org.agrona.concurrent.EpochNanoClock;

/**
 * The claim lane: messages that are encoded in frames of the log. A publisher of one thread and one channel takes them
 * from the {@link Reservation}; for others Aeron claims each one.
 */
abstract class FrameLog extends LogState
{
    private static final long NOTHING = 0;

    final FanOut fanOut;
    final EpochNanoClock clock;
    /**
     * One thread, one channel.
     */
    final boolean isPlain;

    private final Reservation room;
    private final boolean isNumbered;
    private final int openState;

    FrameLog(
        final Topic topic, final PublicationLink link, final FanOut fanOut, final PoolLane pool,
        final boolean isShared, final boolean isNumbered)
    {
        super(topic, link, pool, isShared);
        this.fanOut = fanOut;
        this.isNumbered = isNumbered;
        clock = topic.publishTime() && isNumbered ? PublishClock.ofThisHost() : null;
        isPlain = !isShared && null == fanOut;
        openState = LogClaim.OPEN | (null == clock ? 0 : LogClaim.TIMED) | (null == tracing ? 0 : LogClaim.TRACED);
        room = link.reservation();
    }

    /**
     * The critical path of a plain log. Nothing here throws but what is checked first.
     */
    final long claimFrame(final HeaderTemplate header, final int payloadLength, final LogClaim claim)
    {
        final long sequence = nextSequence;
        claim.sequence = sequence;
        final long payload = claim.tryTakeFrame(room, header, payloadLength, gate.isAlone());
        if (Reservation.NO_ROOM == payload)
        {
            return claimRoom(header, payloadLength, claim);
        }
        claim.beginFrame(openState, header, payload, payloadLength);
        nextSequence = sequence + 1;
        return claim.framePosition();
    }

    /**
     * The same for a message that is like the last one of the claim, and no other is open: what was found out for that
     * one is not asked again.
     *
     * @return a position, or 0 when {@link #claimFrame} must be asked.
     */
    final long claimLike(final LogClaim claim)
    {
        if (!gate.tryEnterAlone())
        {
            return NOTHING;
        }
        final long payload = claim.tryTakeLike(room);
        if (Reservation.NO_ROOM == payload)
        {
            gate.leaveOwn();
            return NOTHING;
        }
        final long sequence = nextSequence;
        claim.sequence = sequence;
        nextSequence = sequence + 1;
        claim.beginLike(payload);
        return claim.framePosition();
    }

    private long claimRoom(final HeaderTemplate header, final int payloadLength, final LogClaim claim)
    {
        final int limit = link.maxPayloadLength() - header.maxPayloadOffset();
        if (payloadLength > limit)
        {
            return claimLarge(header, payloadLength, limit, claim);
        }
        final long result = Frame.makeRoom(room, header, payloadLength, gate.isAlone());
        if (result > 0)
        {
            return claimFrame(header, payloadLength, claim);
        }
        final long refusal = countRefusal(result);
        gate.leave();
        return refusal;
    }

    final long claimLocked(final HeaderTemplate header, final int payloadLength, final LogClaim claim)
    {
        final int limit = link.maxPayloadLength() - header.maxPayloadOffset();
        if (payloadLength > limit)
        {
            return claimLarge(header, payloadLength, limit, claim);
        }
        long result = Outcome.CLOSED;
        lock();
        try
        {
            claim.sequence = nextSequence;
            result = null == fanOut ?
                ClaimLane.tryClaim(link.first(), header, payloadLength, claim.primary, nextSequence) :
                fanOut.tryClaim(header, payloadLength, claim, nextSequence);
            if (result > 0)
            {
                claim.beginPrimary(header, payloadLength, result);
                ++nextSequence;
            }
            else
            {
                result = countRefusal(result);
            }
        }
        finally
        {
            unlock();
            if (result <= 0)
            {
                gate.leave();
            }
        }
        return result;
    }

    /**
     * No frame holds it; leaves the gate.
     *
     * @param limit of a frame.
     */
    abstract long claimLarge(HeaderTemplate header, int payloadLength, int limit, LogClaim claim);

    /**
     * The critical path's other half: what is simply open.
     */
    final void commitShort(final LogClaim claim)
    {
        claim.commitShortFrame();
        room.openNext();
        ++claimed;
        bytes += claim.endShort();
        gate.leaveOwn();
        link.published();
    }

    final void commit(final LogClaim claim)
    {
        if (claim.is(LogClaim.TRACED))
        {
            tracing.stamp(claim.trace, claim.sequence, claim.isAlone());
            claim.putTrace();
        }
        if (claim.is(LogClaim.SHARED))
        {
            commitPrimary(claim);
        }
        else if (claim.is(LogClaim.STAMPED))
        {
            if (claim.is(LogClaim.TIMED))
            {
                StampedMessage.putTime(claim.message(), clock.nanoTime());
            }
            claim.commitFrame();
            room.openNext();
        }
        else
        {
            if (claim.is(LogClaim.TIMED))
            {
                claim.publishTime(clock.nanoTime());
            }
            claim.commitShortFrame();
            room.openNext();
        }
        lock();
        ++claimed;
        bytes += claim.end();
        unlock();
        gate.leave();
        link.published();
    }

    private void commitPrimary(final LogClaim claim)
    {
        if (null != clock)
        {
            final long nowNs = clock.nanoTime();
            StampedMessage.putTime(claim.primary.buffer(), claim.primary.offset(), nowNs);
            for (int i = 0; i < claim.copyCount; i++)
            {
                StampedMessage.putTime(claim.copies[i].buffer(), claim.copies[i].offset(), nowNs);
            }
        }
        if (0 != claim.copyCount)
        {
            claim.commitCopies();
        }
        claim.primary.commit();
    }

    final void abort(final LogClaim claim)
    {
        lock();
        ++aborted;
        // The newest number is taken back. An older one has messages behind it in the log, so its place says that
        // it is void; or a subscriber would report it as lost.
        final boolean isNewest = nextSequence - 1 == claim.sequence;
        if (isNewest)
        {
            --nextSequence;
        }
        unlock();

        final boolean isVoid = isNumbered && !isNewest;
        if (claim.is(LogClaim.SHARED))
        {
            claim.end();
            ClaimLane.abort(claim.primary, isVoid, claim.sequence);
            for (int i = 0; i < claim.copyCount; i++)
            {
                ClaimLane.abort(claim.copies[i], isVoid, claim.sequence);
            }
        }
        else
        {
            claim.end();
            claim.abortFrame(isVoid);
            room.openNext();
        }
        gate.leave();
        // What was committed behind it can be read now.
        link.published();
    }
}
