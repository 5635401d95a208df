package io.skein.internal.link;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * A gate is lent, and borrowed while operations begin and end: whether both were ever behind it, and lost a change.
 */
@JCStressTest
@Outcome(id = "1, 0", expect = Expect.ACCEPTABLE, desc = "Borrowed.")
@Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "In use whenever somebody looked.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Both were in.")
@State
public class GateLendStress
{
    private final Gate gate = new Gate("stress", false);
    private int changes;
    private int borrowed;

    /**
     * Lent.
     */
    public GateLendStress()
    {
        gate.resume();
        operate();
    }

    private void operate()
    {
        if (gate.tryEnter())
        {
            ++changes;
            gate.lend();
            gate.leave();
        }
    }

    /**
     * Operations that lend it again.
     */
    @Actor
    public void operateTwice()
    {
        operate();
        operate();
    }

    /**
     * The client's thread.
     */
    @Actor
    public void borrow()
    {
        if (gate.tryBorrow())
        {
            ++changes;
            ++borrowed;
            gate.giveBack(false);
        }
    }

    /**
     * @param result whether it was borrowed, and changes that were lost.
     */
    @Arbiter
    public void count(final II_Result result)
    {
        result.r1 = borrowed;
        result.r2 = 3 + borrowed - changes;
    }
}
