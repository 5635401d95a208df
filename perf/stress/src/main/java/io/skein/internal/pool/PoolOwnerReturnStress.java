package io.skein.internal.pool;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * A slot comes back from another thread while the publisher looks for one. How many it got at once, and how many were
 * left for later.
 */
@JCStressTest
@Outcome(id = "0, 1", expect = Expect.ACCEPTABLE, desc = "Came too late, and is there the next time.")
@Outcome(id = "1, 0", expect = Expect.ACCEPTABLE, desc = "Came in time.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Lost, or lent twice.")
@State
public class PoolOwnerReturnStress
{
    private final StressPool pool = new StressPool(1);
    private final int lent = pool.tryLoan();

    /**
     * Whoever has the slot.
     */
    @Actor
    public void giveBack()
    {
        pool.owner.returnLate(lent);
    }

    /**
     * Publisher.
     *
     * @param result slots that it got.
     */
    @Actor
    public void loan(final II_Result result)
    {
        result.r1 = loanAll();
    }

    /**
     * Afterwards.
     *
     * @param result slots that were left.
     */
    @Arbiter
    public void loanRest(final II_Result result)
    {
        result.r2 = loanAll();
    }

    private int loanAll()
    {
        int count = 0;
        while (PoolOwner.NONE != pool.tryLoan())
        {
            ++count;
        }
        return count;
    }
}
