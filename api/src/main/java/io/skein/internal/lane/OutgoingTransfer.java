package io.skein.internal.lane;

import io.aeron.ExclusivePublication;
import io.skein.Outcome;
import io.skein.internal.chunk.Pacer;
import io.skein.internal.chunk.Slicer;
import io.skein.internal.wire.HeaderTemplate;
import io.skein.payload.Payload;
import io.skein.sbe.AbortReason;
import io.skein.transfer.Transfer;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A payload on its way into the log. What a waiting publish has for itself is used again and again.
 */
final class OutgoingTransfer implements Transfer
{
    final Slicer slicer = new Slicer();
    ExclusivePublication publication;
    long id;

    private final ChunkLog log;
    private final AtomicLong outcome = new AtomicLong();
    private HeaderTemplate header;
    private Payload owned;
    private Pacer pacer;
    private long length;
    private volatile long sent;

    OutgoingTransfer(final ChunkLog log)
    {
        this.log = log;
    }

    /**
     * @param newHeader  of the message; stays as it is until the transfer is done.
     * @param newPayload of the message.
     * @param isOwner    whether the payload is closed with the transfer.
     * @return this.
     */
    OutgoingTransfer begin(final HeaderTemplate newHeader, final Payload newPayload, final boolean isOwner)
    {
        header = newHeader;
        owned = isOwner ? newPayload : null;
        length = newPayload.length();
        slicer.wrap(newPayload);
        publication = null;
        sent = 0;
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

    boolean hasBegun()
    {
        return null != publication;
    }

    void restart()
    {
        publication = null;
        slicer.rewind();
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
            sent = slicer.position();
            isGood = true;
            if (result > 0 || Outcome.CLOSED == result)
            {
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
