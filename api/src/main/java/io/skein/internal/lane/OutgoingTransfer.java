package io.skein.internal.lane;

import io.aeron.ExclusivePublication;
import io.skein.Outcome;
import io.skein.internal.chunk.Answers;
import io.skein.internal.chunk.Pacer;
import io.skein.internal.chunk.Slicer;
import io.skein.internal.trace.OutgoingTrace;
import io.skein.internal.wire.HeaderTemplate;
import io.skein.payload.Payload;
import io.skein.sbe.AbortReason;
import io.skein.transfer.Transfer;
import io.skein.transfer.TransferException;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A payload on its way into the log. What a waiting publish has for itself is used again and again.
 */
final class OutgoingTransfer implements Transfer
{
    static final long NO_ID = -1;

    final Slicer slicer = new Slicer();
    ExclusivePublication publication;
    long id;
    /**
     * What subscribers say of it; null when they do not answer.
     */
    Answers answers;
    long contentId;
    /**
     * Position behind its end, in the log for subscribers to confirm; 0 while that is not there.
     */
    long endPosition;
    /**
     * Slot with the message, which goes in slices only to other hosts; null when it goes so to all.
     */
    Loan loan;
    /**
     * Of the message in the slot, in bytes.
     */
    int messageLength;

    /**
     * What its message goes on with, or null when the topic has no trace.
     */
    final OutgoingTrace trace;

    private final ChunkLog log;
    // Where it has begun last; it may have to begin again there.
    private ExclusivePublication known;
    private boolean isStamped;
    private long publishTimeNs;
    private final AtomicLong outcome = new AtomicLong();
    private HeaderTemplate header;
    private Payload owned;
    private Pacer pacer;
    private long length;
    private long sentBefore;
    private volatile long sent;
    private volatile long skipped;
    private boolean isNumbered;
    private boolean isProbing;
    private TransferException refusal;

    OutgoingTransfer(final ChunkLog log)
    {
        this.log = log;
        trace = log.newTrace();
    }

    /**
     * Go on as the thread's next message would. Before it has begun.
     *
     * @param next null if the topic has no trace.
     */
    void copyTrace(final OutgoingTrace next)
    {
        if (null != trace)
        {
            trace.continueFrom(next);
        }
    }

    /**
     * What it is about to begin with lies in a slot or a buffer of a claim's.
     *
     * @param newLoan          of the slot; null when it is a buffer.
     * @param newMessageLength in bytes.
     * @param newTimeNs        publish time that the message has.
     */
    void slot(final Loan newLoan, final int newMessageLength, final long newTimeNs)
    {
        loan = newLoan;
        messageLength = newMessageLength;
        publishTimeNs = newTimeNs;
        isStamped = true;
    }

    /**
     * @param nowNs time now.
     * @return publish time of the message.
     */
    long publishTimeNs(final long nowNs)
    {
        return isStamped ? publishTimeNs : nowNs;
    }

    /**
     * @param newHeader  of the message; stays as it is until the transfer is done.
     * @param newPayload of the message.
     * @param isOwner    whether the payload is closed with the transfer.
     * @param content    id that names the payload; 0 for none.
     * @return this.
     */
    OutgoingTransfer begin(
        final HeaderTemplate newHeader, final Payload newPayload, final boolean isOwner, final long content)
    {
        if (null != trace)
        {
            trace.start();
        }
        contentId = content;
        answers = log.newAnswers(content);
        header = newHeader;
        owned = isOwner ? newPayload : null;
        length = newPayload.length();
        slicer.wrap(newPayload);
        restart();
        sent = 0;
        sentBefore = 0;
        skipped = 0;
        refusal = null;
        outcome.set(Outcome.UNFINISHED);
        return this;
    }

    /**
     * @throws IllegalStateException when somebody else has closed the payload.
     */
    void requireOpen()
    {
        slicer.payload().length();
    }

    HeaderTemplate header()
    {
        return header;
    }

    boolean isNamed()
    {
        return 0 != contentId;
    }

    boolean hasBegun()
    {
        return null != publication;
    }

    /**
     * Its begin is in the log.
     *
     * @param newPublication of the first channel.
     * @param newId          that it has there.
     */
    void begun(final ExclusivePublication newPublication, final long newId)
    {
        id = newId;
        publication = newPublication;
        known = newPublication;
    }

    /**
     * @param current publication of the first channel.
     * @return whether its subscribers may have seen something of this.
     */
    boolean isKnownTo(final ExclusivePublication current)
    {
        return known == current;
    }

    /**
     * Whoever reads from now on has seen nothing of it.
     */
    void restart()
    {
        id = NO_ID;
        known = null;
        beginAgain();
    }

    /**
     * Some of those who read may have seen something of it.
     */
    void beginAgain()
    {
        publication = null;
        rewind();
    }

    /**
     * Ask what they have, for nothing was heard of its end; until they answer, they may have all of it.
     */
    void probe()
    {
        publication = null;
        isProbing = true;
    }

    boolean isProbing()
    {
        return isProbing;
    }

    /**
     * They do not have all of it.
     */
    void rewind()
    {
        isProbing = false;
        endPosition = 0;
        skipped = 0;
        slicer.rewind();
    }

    void skipped(final int bytes)
    {
        skipped += bytes;
    }

    /**
     * Its end is in the log, with a number.
     */
    void numbered()
    {
        isNumbered = true;
    }

    /**
     * @return whether it has taken a number since this was asked last.
     */
    boolean takesNumber()
    {
        final boolean wasNumbered = isNumbered;
        isNumbered = false;
        return wasNumbered;
    }

    /**
     * It is about to begin, and its slices are paced.
     */
    void pace(final Pacer newPacer)
    {
        if (null == pacer)
        {
            pacer = newPacer;
            newPacer.begin();
        }
    }

    @Override
    public long advance()
    {
        final long before = outcome.get();
        if (Outcome.UNFINISHED != before)
        {
            return before;
        }
        boolean isGood = false;
        try
        {
            final long result = log.advance(this);
            sent = result > 0 ? length : slicer.position();
            isGood = true;
            if (result > 0 || Outcome.CLOSED == result || Outcome.REFUSED == result)
            {
                refusal = Outcome.REFUSED == result ? answers.refusal() : null;
                end(result);
            }
            return result;
        }
        finally
        {
            if (!isGood)
            {
                cancel("its publisher failed");
            }
        }
    }

    /**
     * @return whether slices were accepted since this was asked last.
     */
    boolean goesOn()
    {
        final long before = sentBefore;
        sentBefore = sent;
        return sentBefore > before;
    }

    /**
     * Whoever is first says how it ended, and lets everything go.
     */
    void end(final long newOutcome)
    {
        if (outcome.compareAndSet(Outcome.UNFINISHED, newOutcome))
        {
            if (null != pacer)
            {
                pacer.end();
                pacer = null;
            }
            log.ended(this);
            slicer.end();
            final Payload last = owned;
            owned = null;
            if (null != last)
            {
                last.close();
            }
        }
    }

    @Override
    public void cancel(final String reason)
    {
        cancel(AbortReason.CANCELLED, reason);
    }

    void timedOut(final String reason)
    {
        cancel(AbortReason.TIMED_OUT, reason);
    }

    private void cancel(final AbortReason reason, final String text)
    {
        if (!isDone())
        {
            log.cancel(this, reason.value(), text.getBytes(StandardCharsets.UTF_8));
            end(Outcome.CANCELLED);
        }
    }

    @Override
    public void close()
    {
        cancel("closed before it was complete");
    }

    @Override
    public long sentBytes()
    {
        return sent;
    }

    @Override
    public long skippedBytes()
    {
        return skipped;
    }

    @Override
    public TransferException refusal()
    {
        return refusal;
    }

    @Override
    public long length()
    {
        return length;
    }

    @Override
    public boolean isDone()
    {
        return Outcome.UNFINISHED != outcome.get();
    }

    @Override
    public long outcome()
    {
        return outcome.get();
    }
}
