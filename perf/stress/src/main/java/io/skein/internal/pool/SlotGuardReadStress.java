package io.skein.internal.pool;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * A slot is overwritten while somebody reads it who does not hold it.
 */
@JCStressTest
@Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "Read before it was overwritten.")
@Outcome(id = "-1, -1", expect = Expect.ACCEPTABLE, desc = "Overwritten while it was read, and told so.")
@Outcome(id = "-2, -2", expect = Expect.ACCEPTABLE, desc = "Overwritten before it was read, and told so.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Taken for what the descriptor says, and is not.")
@State
public class SlotGuardReadStress
{
    private final StressSlot slot = new StressSlot();

    /**
     * Writer.
     */
    @Actor
    public void write()
    {
        if (slot.guard.tryBeginWrite())
        {
            slot.write(2);
            slot.guard.endWrite(100);
        }
    }

    /**
     * Reader.
     *
     * @param result what was read.
     */
    @Actor
    public void read(final II_Result result)
    {
        result.r1 = -2;
        result.r2 = -2;
        if (slot.guard.isStable(StressSlot.GENERATION))
        {
            final int first = slot.first();
            final int second = slot.second();
            final boolean isGood = slot.guard.isStillStable(StressSlot.GENERATION);
            result.r1 = isGood ? first : -1;
            result.r2 = isGood ? second : -1;
        }
    }
}
