package io.skein.internal.lane;

import io.skein.Outcome;
import io.skein.internal.chunk.Answers;
import io.skein.internal.chunk.Pacer;
import io.skein.internal.trace.OutgoingTrace;
import io.skein.internal.wire.HeaderTemplate;
import io.skein.payload.Payload;
import org.agrona.concurrent.EpochNanoClock;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The chunk lane into a topic's logs: lets transfers in one at a time, for a turn each, and gives them their numbers.
 */
final class ChunkLog
{
    private static final long UNKNOWN_TIME = Long.MIN_VALUE;

    private final TopicLog log;
    private final ChunkLane lane;
    private final FeedbackIn feedback;
    private final EpochNanoClock clock;
    private final Set<OutgoingTransfer> open = ConcurrentHashMap.newKeySet();

    /**
     * @param log      of a topic with chunk options.
     * @param fanOut   when the topic has several channels, or null.
     * @param pacer    that says when a slice may go, or null when there is no limit.
     * @param feedback of subscribers, or null when they do not answer.
     */
    ChunkLog(final TopicLog log, final FanOut fanOut, final Pacer pacer, final FeedbackIn feedback)
    {
        this.log = log;
        this.feedback = feedback;
        lane = new ChunkLane(log.topic, log.link, fanOut, pacer, System::nanoTime, log.tracing);
        clock = log.clock;
        log.link.whileConnected((ignore) -> flushLate());
        log.link.whenClosing(this::sayLastWords);
        log.link.whenEnded(() -> open.forEach((transfer) -> transfer.end(Outcome.CLOSED)));
    }

    /**
     * @return for a transfer; null when the topic has none.
     */
    OutgoingTrace newTrace()
    {
        return Tracing.newTrace(log.topic);
    }

    /**
     * @param header        of a message that is offered and waited for.
     * @param payloadLength in bytes.
     * @return whether it goes in slices.
     * @throws io.skein.MessageTooLargeException when it does, and is too large for that.
     */
    boolean takes(final HeaderTemplate header, final long payloadLength)
    {
        if (null != log.pool && log.pool.takes(header, payloadLength) || !lane.takes(header, payloadLength))
        {
            return false;
        }
        lane.requireFits(payloadLength);
        return true;
    }

    /**
     * @param header        of a message that is in a buffer.
     * @param payloadLength in bytes.
     * @return whether it goes in slices.
     */
    boolean mustSlice(final HeaderTemplate header, final long payloadLength)
    {
        return lane.takes(header, payloadLength);
    }

    /**
     * @param payloadLength in bytes.
     * @throws io.skein.MessageTooLargeException when it is too large for slices.
     */
    void requireFits(final long payloadLength)
    {
        lane.requireFits(payloadLength);
    }

    /**
     * @param header    of the message; stays as it is.
     * @param payload   that belongs to the transfer.
     * @param contentId names the payload; 0 for none.
     * @return a transfer that has not begun.
     * @throws io.skein.MessageTooLargeException when it is too large.
     */
    OutgoingTransfer newTransfer(final HeaderTemplate header, final Payload payload, final long contentId)
    {
        lane.requireFits(payload.length());
        final OutgoingTransfer transfer = new OutgoingTransfer(this).begin(header, payload, true, contentId);
        open.add(transfer);
        return transfer;
    }

    /**
     * @param transfer to go on with, not done.
     * @return a position when it is complete, {@link Outcome#UNFINISHED}, {@link Outcome#PACED}, or a refusal.
     */
    long advance(final OutgoingTransfer transfer)
    {
        if (!log.gate.tryEnter())
        {
            return log.refused();
        }
        log.lock();
        try
        {
            final long nowNs = null == clock ? UNKNOWN_TIME : clock.nanoTime();
            final long result = lane.advance(transfer, log.nextSequence, nowNs);
            log.slices = lane.slices();
            log.nextSequence += transfer.takesNumber() ? 1 : 0;
            if (result > 0)
            {
                ++log.chunked;
                log.pooled += null != transfer.loan && result > SlotSender.PASSED_BY ? 1 : 0;
                log.bytes += transfer.length();
                return result;
            }
            return isRefusedByLog(result) ? log.countRefusal(result) : result;
        }
        finally
        {
            log.unlock();
            log.gate.leave();
            log.link.published();
        }
    }

    private static boolean isRefusedByLog(final long result)
    {
        return Outcome.UNFINISHED != result && Outcome.PACED != result && Outcome.UNANSWERED != result &&
            Outcome.REFUSED != result;
    }

    /**
     * @param contentId of a transfer that is about to begin; 0 for none.
     * @return what subscribers will say of it, or null when they do not answer.
     */
    Answers newAnswers(final long contentId)
    {
        if (null == feedback)
        {
            return null;
        }
        final Answers answers = new Answers(log.topic.name(), 0 != contentId);
        feedback.begin(answers);
        return answers;
    }

    /**
     * Tell the subscribers that a transfer ends before its end, if they know of it: at once, or, when the log is full,
     * from the client's thread as soon as it is not.
     *
     * @param transfer that is not done.
     * @param reason   code of {@link io.skein.sbe.AbortReason}.
     * @param text     in UTF-8.
     */
    void cancel(final OutgoingTransfer transfer, final int reason, final byte[] text)
    {
        if (log.gate.tryEnter())
        {
            log.lock();
            try
            {
                ++log.cancelled;
                lane.stopWaiting(transfer);
                lane.aborts().add(transfer, reason, text);
                if (lane.aborts().arePending())
                {
                    log.gate.lend();
                    log.link.stayAwake();
                }
            }
            finally
            {
                log.unlock();
                log.gate.leave();
                log.link.published();
            }
        }
    }

    /**
     * To be called before other messages are offered: none may overtake what could not be told before, or who offers
     * without a pause would leave no room for it.
     *
     * @return false when the log still has no room for it.
     */
    boolean tryFlush()
    {
        if (lane.aborts().arePending() && log.gate.tryEnter())
        {
            log.lock();
            try
            {
                lane.aborts().flush();
                return !lane.aborts().arePending();
            }
            finally
            {
                log.unlock();
                log.gate.leave();
                log.link.published();
            }
        }
        return true;
    }

    /**
     * On the client's thread, every few milliseconds.
     */
    private void flushLate()
    {
        if (log.gate.isShared() ? !tryFlush() : log.gate.tryBorrow() && !flushBorrowed())
        {
            log.link.stayAwake();
        }
    }

    private boolean flushBorrowed()
    {
        boolean isDone = false;
        try
        {
            isDone = flushLast();
            return isDone;
        }
        finally
        {
            log.gate.giveBack(!isDone);
        }
    }

    /**
     * On the client's thread, with no operation in flight.
     */
    private boolean flushLast()
    {
        lane.aborts().flush();
        log.link.published();
        return !lane.aborts().arePending();
    }

    /**
     * Called as {@link #flushLast} is: of a publisher that is closed.
     */
    private boolean sayLastWords()
    {
        lane.aborts().addAll();
        return flushLast();
    }

    void ended(final OutgoingTransfer transfer)
    {
        open.remove(transfer);
        if (null != transfer.answers)
        {
            feedback.end(transfer.answers);
        }
    }
}
