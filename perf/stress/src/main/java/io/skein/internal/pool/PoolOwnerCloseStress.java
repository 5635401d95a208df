package io.skein.internal.pool;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * A pool is closed while a slot is lent: the memory stays until the slot is back, and not longer. Whether it was there
 * to be written, and whether it was given back at the end.
 */
@JCStressTest
@Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "There as long as needed.")
@Outcome(id = "0, 1", expect = Expect.FORBIDDEN, desc = "Unmapped under whoever writes the slot.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Never given back.")
@State
public class PoolOwnerCloseStress
{
    private final StressPool pool = new StressPool(2);
    private final int lent = pool.tryLoan();

    /**
     * Whoever has the slot.
     *
     * @param result whether it was there.
     */
    @Actor
    public void giveBack(final II_Result result)
    {
        result.r1 = pool.owner.slot(lent).capacity() > 0 ? 1 : 0;
        pool.owner.returnLate(lent);
    }

    /**
     * Whoever closes.
     */
    @Actor
    public void close()
    {
        pool.owner.close();
    }

    /**
     * Afterwards.
     *
     * @param result whether the memory was given back.
     */
    @Arbiter
    public void look(final II_Result result)
    {
        result.r2 = 0 == pool.owner.slot(lent).capacity() ? 1 : 0;
    }
}
