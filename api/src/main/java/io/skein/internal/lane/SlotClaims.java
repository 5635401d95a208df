package io.skein.internal.lane;

import io.aeron.ExclusivePublication;
import io.aeron.Publication;
import io.skein.MessageTooLargeException;
import io.skein.Outcome;
import io.skein.WaitTimeoutException;
import io.skein.internal.link.Links;
import io.skein.internal.pool.SlotDescriptor;
import io.skein.internal.wire.HeaderTemplate;
import io.skein.internal.wire.StampedMessage;
import io.skein.internal.wire.TransferForm;
import io.skein.topic.BackPressure;
import io.skein.topic.Topic;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Claims whose message has memory of its own until it is committed: a slot of the pool; or, on a topic without a pool,
 * a buffer of the publisher's, as no frame holds the message.
 * <p>
 * What is in a slot goes to other hosts in slices when no message there holds it, and what is in a buffer to
 * everybody. Such a message takes its number, and a subscriber on this host is told of the slot, when the last slice is
 * in the log: all get it, or none.
 */
final class SlotClaims
{
    private final Links links;
    private final Topic topic;
    private final TopicLog log;
    private final PoolLane pool;
    private final ChunkLog chunks;
    private final ClaimMemory memory;

    /**
     * @param links  that the publisher is one of.
     * @param log    of the publisher.
     * @param pool   of the publisher, or null.
     * @param chunks of the publisher, or null.
     */
    SlotClaims(final Links links, final TopicLog log, final PoolLane pool, final ChunkLog chunks)
    {
        this.links = links;
        this.log = log;
        this.pool = pool;
        this.chunks = chunks;
        topic = log.topic;
        memory = null == chunks ? null : new ClaimMemory(topic.chunk().claimMemory());
    }

    /**
     * @param claim that may have memory of its own from now on.
     */
    void enable(final LogClaim claim)
    {
        if (null == claim.loan)
        {
            claim.loan = Loan.of(claim, pool, log.forwarding(), memory, links::reportError, topic.name());
            claim.wait = new Wait(topic, links);
        }
    }

    /**
     * @param header        of a message that no frame holds.
     * @param payloadLength in bytes.
     * @param limit         of a frame.
     * @throws MessageTooLargeException when no buffer holds it either.
     */
    void requireFits(final HeaderTemplate header, final int payloadLength, final int limit)
    {
        if (null == chunks)
        {
            throw MessageLimits.tooLargeToClaim(topic, payloadLength, limit);
        }
        if (chunks.mustSlice(header, payloadLength))
        {
            chunks.requireFits(payloadLength);
        }
        final long needed = bufferLength(header, payloadLength);
        if (needed > Math.min(topic.chunk().claimMemory(), Integer.MAX_VALUE - HeaderTemplate.PAYLOAD_ALIGNMENT))
        {
            throw new MessageTooLargeException("a claim of " + payloadLength + " bytes needs " + needed + " with its " +
                "header, and exceeds the " + topic.chunk().claimMemory() + " that a publisher of topic " +
                topic.name() + " has for claims: raise its chunk.claimMemory (a claim ends at 2 GiB in any case), " +
                "give it a pool, or publish a payload of your own memory");
        }
    }

    private static long bufferLength(final HeaderTemplate header, final int payloadLength)
    {
        return SlotDescriptor.MESSAGE_OFFSET + PoolLane.payloadOffset(header) + (long)payloadLength;
    }

    /**
     * Claim a buffer; within an operation of the gate. The log is not held while one is allocated.
     *
     * @param header        of the message.
     * @param payloadLength in bytes.
     * @param limit         of a frame.
     * @param claim         to open.
     * @return positive, or a refusal.
     */
    long claimBuffer(
        final HeaderTemplate header, final int payloadLength, final int limit, final LogClaim claim)
    {
        requireFits(header, payloadLength, limit);
        final long refusal = askForRoom();
        if (refusal < 0)
        {
            return refusal;
        }
        final UnsafeBuffer buffer = memory.tryTake(bufferLength(header, payloadLength));
        if (null == buffer)
        {
            log.lock();
            ++log.slotsExhausted;
            log.unlock();
            return Outcome.NO_SLOT;
        }
        enable(claim);
        header.stamp(buffer, SlotDescriptor.MESSAGE_OFFSET, 0, PoolLane.payloadOffset(header));
        claim.beginBuffer(header, payloadLength, buffer);
        return 1;
    }

    /**
     * Before a buffer is written, and not after.
     */
    private long askForRoom()
    {
        log.lock();
        try
        {
            final long outcome = ask();
            return outcome < 0 ? log.countRefusal(outcome) : outcome;
        }
        finally
        {
            log.unlock();
        }
    }

    private long ask()
    {
        if (null != log.fanOut)
        {
            return log.fanOut.ask(TransferForm.LENGTH);
        }
        final ExclusivePublication publication = log.link.first();
        if (!publication.isConnected())
        {
            return publication.isClosed() ? Publication.CLOSED : Publication.NOT_CONNECTED;
        }
        return publication.positionLimit() > publication.position() ? 1 : Publication.BACK_PRESSURED;
    }

    /**
     * Publish what a claim has; waits, as the topic's policy says, while the log has no room for it.
     *
     * @param claim that has a slot or a buffer.
     * @return a position, or a refusal: the claim has ended, unless this throws.
     */
    long commit(final LogClaim claim)
    {
        final long timeoutNs = topic.backPressure().timeoutNs();
        return commit(claim, timeoutNs > 0 ? timeoutNs : BackPressure.DEFAULT.timeoutNs(),
            BackPressure.Policy.DROP == topic.backPressure().policy());
    }

    /**
     * Publish what a claim has, waiting.
     *
     * @param claim      that has a slot or a buffer.
     * @param timeoutNs  longest wait, counted from the last slice.
     * @param isDropping whether the message is dropped when it can not begin at once, or not go on for so long.
     * @return a position, or a refusal: the claim has ended, unless this throws.
     */
    long commit(final LogClaim claim, final long timeoutNs, final boolean isDropping)
    {
        long outcome = tryCommit(claim);
        if (!isPending(outcome))
        {
            return outcome;
        }
        if (isDropping && Outcome.BACK_PRESSURED == outcome && !hasBegun(claim))
        {
            return drop(claim);
        }
        claim.wait.start(timeoutNs);
        try
        {
            do
            {
                claim.wait.once(outcome, hasBegun(claim) && claim.slices.transfer.goesOn());
                outcome = tryCommit(claim);
            }
            while (isPending(outcome));
            return outcome;
        }
        catch (final WaitTimeoutException ex)
        {
            if (hasBegun(claim))
            {
                claim.slices.transfer.timedOut(ex.getMessage());
            }
            if (isDropping)
            {
                return drop(claim);
            }
            throw ex;
        }
        finally
        {
            if (isPending(outcome))
            {
                endSlices(claim);
            }
        }
    }

    private static boolean isPending(final long outcome)
    {
        return Outcome.BACK_PRESSURED == outcome || Outcome.UNFINISHED == outcome || Outcome.PACED == outcome;
    }

    private static boolean hasBegun(final LogClaim claim)
    {
        return null != claim.slices && claim.slices.areUnderWay() && claim.slices.transfer.hasBegun();
    }

    private static void endSlices(final LogClaim claim)
    {
        if (null != claim.slices)
        {
            claim.slices.end();
        }
    }

    private long drop(final LogClaim claim)
    {
        endSlices(claim);
        log.countDropped();
        claim.loan.returnLate();
        claim.end();
        return Outcome.DROPPED;
    }

    /**
     * @return what is pending, so that the claim is still open; or a position or refusal, and it has ended.
     */
    private long tryCommit(final LogClaim claim)
    {
        if (null != claim.slices && claim.slices.areUnderWay())
        {
            return advance(claim);
        }
        final Loan loan = claim.loan;
        if (!log.gate.tryEnter())
        {
            loan.returnLate();
            claim.end();
            return log.refused();
        }
        log.lock();
        try
        {
            if (null != log.clock && StampedMessage.hasTime(loan.memory(), SlotDescriptor.MESSAGE_OFFSET))
            {
                StampedMessage.putTime(loan.memory(), SlotDescriptor.MESSAGE_OFFSET, log.clock.nanoTime());
            }
            if (!isSliced(claim))
            {
                return loan.isBuffer() ? gather(claim) : publish(claim);
            }
        }
        finally
        {
            log.unlock();
            log.gate.leave();
            log.link.published();
        }
        slices(claim).begin(loan, claim.messageLength);
        claim.slices.transfer.copyTrace(claim.trace);
        return advance(claim);
    }

    private boolean isSliced(final LogClaim claim)
    {
        final Loan loan = claim.loan;
        if (loan.isBuffer())
        {
            final SlotSlices slices = slices(claim);
            return chunks.mustSlice(slices.header(), slices.read(loan, claim.messageLength));
        }
        if (null == chunks || !loan.isTooLongElsewhere(claim.messageLength))
        {
            return false;
        }
        slices(claim).read(loan, claim.messageLength);
        return true;
    }

    private SlotSlices slices(final LogClaim claim)
    {
        if (null == claim.slices)
        {
            claim.slices = new SlotSlices(chunks, topic, log.tracing);
        }
        return claim.slices;
    }

    private long publish(final LogClaim claim)
    {
        log.traceWith(claim.trace);
        final long result = claim.loan.publish(claim.messageLength, log.nextSequence);
        if (result > 0)
        {
            ++log.nextSequence;
            ++log.pooled;
            log.bytes += claim.end();
            return result;
        }
        return refused(claim, result);
    }

    private long gather(final LogClaim claim)
    {
        final SlotSlices slices = claim.slices;
        final HeaderTemplate header = slices.header();
        final Gather source = slices.gather(claim.loan);
        final int length = claim.data().capacity();
        if (null != log.tracing)
        {
            log.tracing.use(claim.trace);
            log.tracing.begin(log.nextSequence, header);
        }
        final long result = null == log.fanOut ?
            source.offer(log.link.first(), header, log.nextSequence, slices.publishTimeNs(), length) :
            log.fanOut.offer(source, header, log.nextSequence, slices.publishTimeNs(), length);
        source.forgetLarge();
        if (result > 0)
        {
            ++log.nextSequence;
            ++log.gathered;
            claim.loan.giveBack();
            log.bytes += claim.end();
            return result;
        }
        return refused(claim, result);
    }

    private long refused(final LogClaim claim, final long result)
    {
        final long refusal = log.countRefusal(result);
        if (Outcome.BACK_PRESSURED != refusal)
        {
            claim.loan.giveBack();
            claim.end();
        }
        return refusal;
    }

    /**
     * The transfer enters the gate by itself, and takes the number.
     */
    private long advance(final LogClaim claim)
    {
        final OutgoingTransfer transfer = claim.slices.transfer;
        final long outcome = transfer.advance();
        if (isPending(outcome))
        {
            return outcome;
        }
        claim.slices.end();
        if (Outcome.REFUSED == outcome)
        {
            throw transfer.refusal();
        }
        if (outcome > 0)
        {
            if (claim.loan.isBuffer())
            {
                claim.loan.returnLate();
            }
            claim.end();
            return outcome;
        }
        if (Outcome.NOT_CONNECTED == outcome && !claim.loan.isBuffer())
        {
            // Nobody on other hosts any more.
            return tryCommit(claim);
        }
        claim.loan.returnLate();
        claim.end();
        return outcome;
    }

    void abort(final LogClaim claim)
    {
        log.lock();
        ++log.aborted;
        log.unlock();
        endSlices(claim);
        claim.loan.returnLate();
        claim.end();
    }
}
