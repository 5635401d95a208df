package io.skein.internal.lane;

import io.skein.Outcome;
import io.skein.WaitTimeoutException;
import io.skein.internal.chunk.Pacer;
import io.skein.internal.link.Links;
import io.skein.internal.link.PublicationLink;
import io.skein.internal.pool.SlotDescriptor;
import io.skein.internal.trace.OutgoingTrace;
import io.skein.internal.view.KeptView;
import io.skein.internal.view.LogView;
import io.skein.internal.wire.HeaderTemplate;
import io.skein.message.Claim;
import io.skein.message.Publisher;
import io.skein.message.PublisherStats;
import io.skein.payload.Payload;
import io.skein.topic.BackPressure;
import io.skein.topic.Topic;
import io.skein.transfer.Transfer;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

/**
 * What publishers of all kinds do: wait, as told or as the topic's policy says, and be asked. The lanes are in
 * {@link TopicLog}, the headers in the subclasses.
 */
abstract class LogPublisher implements Publisher
{
    /**
     * Wait as the topic's policy says.
     */
    static final long BY_POLICY = -1;

    private final Topic topic;
    private final Links links;
    private final PublicationLink link;
    private final PoolLane pool;
    private final TopicLog log;
    private final ChunkLog chunks;
    private final SlotClaims slotClaims;
    private final AsyncQueue async;
    private final ThreadState ownState;
    private final ThreadLocal<ThreadState> sharedState;

    LogPublisher(final Links links, final Topic topic, final boolean isShared, final boolean isNumbered)
    {
        this.links = links;
        this.topic = topic;
        link = links.newPublication(topic, isShared);
        final FanOut fanOut = link.channelCount() > 1 ? new FanOut(link) : null;
        pool = null == topic.pool() ? null : newPool(fanOut);
        log = new TopicLog(topic, link, fanOut, pool, isShared, isNumbered);
        chunks = null == topic.chunk() ? null : new ChunkLog(
            log, fanOut, Pacer.of(topic.chunk(), links.options().transferRate(), System::nanoTime), newFeedback());
        slotClaims = new SlotClaims(links, log, pool, chunks);
        log.slotClaims(slotClaims);
        ownState = isShared ? null : newState();
        sharedState = isShared ? ThreadLocal.withInitial(this::newState) : null;
        async = isShared ? new AsyncQueue(links, topic.name(), link.gate()::isClosed) : null;
        if (isShared)
        {
            link.whenEnded(async::close);
        }
    }

    final ThreadState state()
    {
        return null != ownState ? ownState : sharedState.get();
    }

    /**
     * @return header of a message of its own.
     */
    final HeaderTemplate newHeader()
    {
        return HeaderTemplate.shortest(topic.publishTime()).traced(Tracing.room(topic));
    }

    final LogClaim newLogClaim()
    {
        final LogClaim claim = new LogClaim(log, topic);
        if (null != pool)
        {
            slotClaims.enable(claim);
        }
        return claim;
    }

    final long tryTakeOver(final KeptView view, final LogClaim claim)
    {
        claim.requireFree(log);
        view.requireOpen();
        slotClaims.enable(claim);
        return view.isOf(links) ? log.tryTakeOver(view, claim) : Outcome.NOT_SOLE;
    }

    /**
     * @param claim of this publisher.
     * @return the same.
     * @throws IllegalStateException when it is another's, or open.
     */
    final LogClaim requireFree(final Claim claim)
    {
        final LogClaim free = (LogClaim)claim;
        free.requireFree(log);
        return free;
    }

    /**
     * Claim room for a message that is like the last one of the claim.
     *
     * @param key           that its header is made from.
     * @param payloadLength in bytes.
     * @param claim         to open.
     * @return a position, or 0 when it is another, or can not be claimed: {@link #tryClaim} is to be asked.
     */
    final long tryClaimLike(final Object key, final int payloadLength, final LogClaim claim)
    {
        return claim.isReadyFor(key, payloadLength, log) ? log.claimLike(claim) : 0;
    }

    final long tryClaim(
        final Object key, final HeaderTemplate header, final int payloadLength, final LogClaim claim)
    {
        claim.requireFree(log);
        final long result = log.tryClaim(header, payloadLength, claim);
        if (result > 0)
        {
            claim.rememberAs(key);
        }
        return result;
    }

    final long offer(final HeaderTemplate header, final Gather source, final long payloadLength)
    {
        if (null != chunks && !chunks.tryFlush())
        {
            return log.countRefusal(Outcome.BACK_PRESSURED);
        }
        return log.offer(header, source, payloadLength);
    }

    /**
     * Claim room in the thread's own claim, waiting.
     *
     * @param key           that the header is made from.
     * @param header        of the message.
     * @param payloadLength in bytes.
     * @param state         of the calling thread.
     * @param timeoutNs     longest wait, or {@link #BY_POLICY} for what the topic's policy says.
     * @return the thread's own claim, open.
     */
    final LogClaim claim(
        final Object key, final HeaderTemplate header, final int payloadLength, final ThreadState state,
        final long timeoutNs)
    {
        return claim(key, header, payloadLength, state.claim, state.wait, timeoutNs);
    }

    private LogClaim claim(
        final Object key, final HeaderTemplate header, final int payloadLength, final LogClaim claim,
        final Wait wait, final long timeoutNs)
    {
        long outcome = tryClaim(key, header, payloadLength, claim);
        if (outcome > 0)
        {
            return claim;
        }
        if (BY_POLICY == timeoutNs && isDropped(outcome))
        {
            log.requireClaimable(header, payloadLength);
            claim.discard(payloadLength, header.attachmentLength());
            return claim;
        }
        wait.start(BY_POLICY == timeoutNs ? timeoutNs() : timeoutNs);
        do
        {
            wait.once(outcome);
            outcome = tryClaim(key, header, payloadLength, claim);
        }
        while (outcome <= 0);
        return claim;
    }

    /**
     * Gather a message into the log, waiting.
     *
     * @param header    of the message; its attachment included.
     * @param payload   of the message.
     * @param state     of the calling thread.
     * @param timeoutNs longest wait, or {@link #BY_POLICY} for what the topic's policy says.
     * @return a position, or {@link Outcome#DROPPED}.
     */
    final long offer(
        final HeaderTemplate header, final Payload payload, final ThreadState state, final long timeoutNs)
    {
        if (null != chunks && chunks.takes(header, payload.length()))
        {
            return sendSlices(header, payload, state, timeoutNs);
        }
        if (null != pool && link.channelCount() > 1 &&
            header.maxAssembledPayloadOffset() + payload.length() > link.maxMessageLength())
        {
            return sendSlot(header, payload, state, timeoutNs);
        }
        final Gather source = state.gather.payload(payload);
        long outcome = offer(header, source, payload.length());
        if (outcome > 0)
        {
            return outcome;
        }
        if (BY_POLICY == timeoutNs && isDropped(outcome))
        {
            source.forgetTrace();
            return Outcome.DROPPED;
        }
        state.wait.start(BY_POLICY == timeoutNs ? timeoutNs() : timeoutNs);
        do
        {
            state.wait.once(outcome);
            outcome = offer(header, source, payload.length());
        }
        while (outcome <= 0);
        return outcome;
    }

    /**
     * What some channel may not carry in one message is claimed, so that it can go there in slices.
     */
    private long sendSlot(
        final HeaderTemplate header, final Payload payload, final ThreadState state, final long timeoutNs)
    {
        pool.requireFits(header, payload.length());
        if (null == state.sendingClaim)
        {
            state.sendingClaim = newLogClaim();
        }
        final LogClaim claim = state.sendingClaim;
        claim(null, header, (int)payload.length(), claim, state.wait, timeoutNs);
        try
        {
            if (!claim.isDiscarded())
            {
                claim.copyTrace(state.gather.trace);
                state.gather.payload(payload)
                    .copyTo(header, claim.loan.memory(), SlotDescriptor.MESSAGE_OFFSET, PoolLane.payloadOffset(header));
                state.gather.forgetLarge();
            }
            final long outcome = BY_POLICY == timeoutNs ? claim.commit() : slotClaims.commit(claim, timeoutNs, false);
            state.gather.forgetTrace();
            return outcome;
        }
        finally
        {
            claim.abort();
        }
    }

    /**
     * A transfer that has begun is not dropped as soon as the log is full, as it would never be complete then; it is
     * when nothing has been accepted for as long as other publishers would wait.
     */
    private long sendSlices(
        final HeaderTemplate header, final Payload payload, final ThreadState state, final long timeoutNs)
    {
        final OutgoingTransfer transfer = state.transfer(chunks).begin(header, payload, false, 0);
        transfer.copyTrace(state.gather.trace);
        try
        {
            long outcome = transfer.advance();
            if (BY_POLICY == timeoutNs && outcome <= 0 && !transfer.hasBegun() && isDropped(outcome))
            {
                state.gather.forgetTrace();
                return Outcome.DROPPED;
            }
            state.wait.start(BY_POLICY == timeoutNs ? timeoutNs() : timeoutNs);
            while (outcome <= 0)
            {
                if (Outcome.REFUSED == outcome)
                {
                    throw transfer.refusal();
                }
                state.wait.once(outcome, transfer.goesOn());
                outcome = transfer.advance();
            }
            state.gather.forgetTrace();
            return outcome;
        }
        catch (final WaitTimeoutException ex)
        {
            transfer.timedOut(ex.getMessage());
            if (BY_POLICY == timeoutNs && BackPressure.Policy.DROP == topic.backPressure().policy())
            {
                log.countDropped();
                state.gather.forgetTrace();
                return Outcome.DROPPED;
            }
            throw ex;
        }
        finally
        {
            transfer.close();
        }
    }

    /**
     * @param payload to close when it is in the log or failed; stays the caller's if this throws.
     * @param publish puts it into the log, waiting.
     * @return completed then.
     */
    final CompletableFuture<Long> publishLater(final Payload payload, final LongSupplier publish)
    {
        Objects.requireNonNull(payload, "payload");
        if (null == async)
        {
            throw new IllegalStateException("the publisher of topic " + topic.name() + " belongs to one thread at a " +
                "time, and publishAsync publishes on a thread of its own: add it with Sharing.SHARED");
        }
        // Throws when it is closed already.
        payload.length();
        return async.add(payload, publish);
    }

    final Transfer newTransfer(final HeaderTemplate header, final Payload payload, final long contentId)
    {
        if (null == chunks)
        {
            throw new IllegalStateException("topic " + topic.name() + " sends no payloads in slices: give it other " +
                "chunk options than none");
        }
        final OutgoingTransfer transfer = chunks.newTransfer(header, payload, contentId);
        transfer.copyTrace(state().gather.trace);
        state().gather.forgetTrace();
        return transfer;
    }

    /**
     * @param contentId that a payload is to have.
     */
    final void requireNamed(final long contentId)
    {
        if (0 == contentId)
        {
            throw new IllegalArgumentException("content id 0 stands for none: give another, or none");
        }
        if (null == chunks || !topic.chunk().feedback())
        {
            throw new IllegalStateException("the subscribers of topic " + topic.name() + " do not answer, so no " +
                "content can be resumed: give it chunk.feedback");
        }
    }

    final long forward(final LogView view)
    {
        return log.forward(view);
    }

    final void continueTrace(final LogView view)
    {
        view.requireOpen();
        final OutgoingTrace trace = state().gather.trace;
        if (null != trace)
        {
            trace.continueFrom(view.stageTrace());
        }
    }

    private boolean isDropped(final long outcome)
    {
        final boolean isDropped = log.isDropping(outcome);
        if (isDropped)
        {
            log.countDropped();
        }
        return isDropped;
    }

    private PoolLane newPool(final FanOut fanOut)
    {
        boolean isMade = false;
        try
        {
            final PoolLane lane = PoolLane.create(links, topic, link, fanOut);
            isMade = true;
            return lane;
        }
        finally
        {
            if (!isMade)
            {
                links.close(link);
            }
        }
    }

    private FeedbackIn newFeedback()
    {
        if (!topic.chunk().feedback())
        {
            return null;
        }
        boolean isMade = false;
        try
        {
            final FeedbackIn feedback = new FeedbackIn(links, topic);
            link.whenEnded(feedback::close);
            isMade = true;
            return feedback;
        }
        finally
        {
            if (!isMade)
            {
                links.close(link);
            }
        }
    }

    /**
     * A pool may block where the log drops: then the default counts.
     */
    private long timeoutNs()
    {
        final long timeoutNs = topic.backPressure().timeoutNs();
        return timeoutNs > 0 ? timeoutNs : BackPressure.DEFAULT.timeoutNs();
    }

    private ThreadState newState()
    {
        return new ThreadState(topic, log.tracing, newLogClaim(), new Wait(topic, links));
    }

    @Override
    public final Topic topic()
    {
        return topic;
    }

    @Override
    public final boolean isConnected()
    {
        return link.isConnected();
    }

    @Override
    public final void awaitConnected(final Duration timeout)
    {
        links.await(link, this::isConnected, timeout, "a subscriber of topic " + topic.name());
    }

    @Override
    public final int maxMessageLength()
    {
        return null == pool ? link.maxMessageLength() :
            (int)Math.max(link.maxMessageLength(), topic.pool().slotSize());
    }

    @Override
    public final PublisherStats stats()
    {
        return log.stats();
    }

    @Override
    public final boolean isClosed()
    {
        return link.gate().isClosed();
    }

    @Override
    public final void close()
    {
        links.close(link);
        if (null != async)
        {
            async.close();
            async.awaitEnd();
        }
    }
}
