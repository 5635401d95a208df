package io.skein.internal.lane;

import io.skein.LeakException;
import io.skein.internal.pool.PoolOwner;
import io.skein.internal.pool.PoolReader;
import org.agrona.ErrorHandler;
import org.agrona.concurrent.UnsafeBuffer;

import java.lang.ref.Cleaner;

/**
 * The slot that a claim object has on loan, apart from the object, so that it can be given back when the object was
 * lost. A slot of the publisher's own pool; or one of anybody's pool, which this process alone holds and changes in
 * place; or a buffer of the publisher's, which has no pool.
 */
final class Loan implements Runnable
{
    private static final Cleaner CLEANER = Cleaner.create();

    private final PoolLane own;
    private final ForwardLane forwarding;
    private final ClaimMemory claimMemory;
    private final ErrorHandler errorHandler;
    private final String topic;
    private PoolReader foreign;
    private UnsafeBuffer buffer;
    private int slot = PoolOwner.NONE;

    private Loan(
        final PoolLane own, final ForwardLane forwarding, final ClaimMemory claimMemory,
        final ErrorHandler errorHandler, final String topic)
    {
        this.own = own;
        this.forwarding = forwarding;
        this.claimMemory = claimMemory;
        this.errorHandler = errorHandler;
        this.topic = topic;
    }

    /**
     * @param claim        that will have the slot; when it is lost, the slot comes back.
     * @param own          lane of the publisher; null when it has no pool and the claim only changes others' slots.
     * @param forwarding   lane of the publisher.
     * @param claimMemory  of the publisher; null when it has none.
     * @param errorHandler is told of a claim that was lost.
     * @param topic        of the publisher.
     * @return a loan without a slot.
     */
    static Loan of(
        final Object claim,
        final PoolLane own,
        final ForwardLane forwarding,
        final ClaimMemory claimMemory,
        final ErrorHandler errorHandler,
        final String topic)
    {
        final Loan loan = new Loan(own, forwarding, claimMemory, errorHandler, topic);
        CLEANER.register(claim, loan);
        return loan;
    }

    boolean isOpen()
    {
        return PoolOwner.NONE != slot || null != buffer;
    }

    boolean isBuffer()
    {
        return null != buffer;
    }

    void begin(final int newSlot)
    {
        slot = newSlot;
    }

    void beginBuffer(final UnsafeBuffer newBuffer)
    {
        buffer = newBuffer;
    }

    void beginChange(final PoolReader pool, final int newSlot)
    {
        foreign = pool;
        slot = newSlot;
    }

    void end()
    {
        slot = PoolOwner.NONE;
        foreign = null;
        buffer = null;
    }

    UnsafeBuffer memory()
    {
        return null != buffer ? buffer : null == foreign ? own.slot(slot) : foreign.writableSlot(slot);
    }

    /**
     * Within the gate.
     *
     * @return whether the message goes to another host in slices.
     */
    boolean isTooLongElsewhere(final int messageLength)
    {
        return null == foreign ? own.isTooLongElsewhere(messageLength) : forwarding.isTooLongElsewhere(messageLength);
    }

    /**
     * Within the gate, by the thread that has the log.
     *
     * @return a position: the slot is not lent any more. Or a refusal: it still is.
     */
    long publish(final int messageLength, final long sequence)
    {
        return null == foreign ? own.publish(slot, messageLength, sequence, false) :
            forwarding.publishChanged(foreign, slot, messageLength, sequence);
    }

    /**
     * Like {@link #publish}, when the bytes have gone to other hosts.
     *
     * @param elsewhere position on another channel, or 0 or less.
     */
    long publishHere(final int messageLength, final long sequence, final long elsewhere)
    {
        return null == foreign ? own.publishHere(slot, messageLength, sequence, elsewhere) :
            forwarding.publishChangedHere(foreign, slot, messageLength, sequence, elsewhere);
    }

    /**
     * Unsent, within the gate, by the thread that has the log.
     */
    void giveBack()
    {
        if (null == foreign && null == buffer)
        {
            own.giveBack(slot);
        }
        else
        {
            returnLate();
        }
    }

    /**
     * Unsent, from any thread.
     */
    void returnLate()
    {
        if (null != buffer)
        {
            claimMemory.giveBack(buffer);
        }
        else if (null == foreign)
        {
            own.returnLate(slot);
        }
        else
        {
            foreign.endChange(slot, 0);
            foreign.unhold(slot);
        }
    }

    /**
     * The claim object was lost.
     */
    @Override
    public void run()
    {
        if (isOpen())
        {
            returnLate();
            errorHandler.onError(new LeakException("a claim of topic " + topic + " was lost while it had a slot or a " +
                "buffer: commit or abort every claim; it has been given back", null));
        }
    }
}
