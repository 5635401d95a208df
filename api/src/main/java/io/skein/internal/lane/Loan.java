package io.skein.internal.lane;

import io.skein.LeakException;
import io.skein.internal.link.Links;
import io.skein.internal.pool.PoolOwner;

import java.lang.ref.Cleaner;

/**
 * The slot that a claim object has on loan, apart from the object, so that it can be given back when the object was
 * lost.
 */
final class Loan implements Runnable
{
    private static final Cleaner CLEANER = Cleaner.create();

    private final PoolLane pool;
    private final Links links;
    private final String topic;
    private int slot = PoolOwner.NONE;

    private Loan(final PoolLane pool, final Links links, final String topic)
    {
        this.pool = pool;
        this.links = links;
        this.topic = topic;
    }

    static Loan of(final LogClaim claim, final PoolLane pool, final Links links, final String topic)
    {
        final Loan loan = new Loan(pool, links, topic);
        CLEANER.register(claim, loan);
        return loan;
    }

    int slot()
    {
        return slot;
    }

    void begin(final int newSlot)
    {
        slot = newSlot;
    }

    void end()
    {
        slot = PoolOwner.NONE;
    }

    /**
     * The claim object was lost.
     */
    @Override
    public void run()
    {
        if (PoolOwner.NONE != slot)
        {
            pool.returnLate(slot);
            links.reportError(new LeakException("a claim of topic " + topic +
                " was lost while it had a slot: commit or abort every claim; the slot has been given back", null));
        }
    }
}
