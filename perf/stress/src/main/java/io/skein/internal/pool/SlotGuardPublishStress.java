package io.skein.internal.pool;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * A slot is written and found by its generation alone: whoever sees that sees what was written, all of it. That a
 * pooled message comes through a log as well can only help.
 */
@JCStressTest
@Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "Not written yet.")
@Outcome(id = "2, 2", expect = Expect.ACCEPTABLE, desc = "Written.")
@Outcome(expect = Expect.FORBIDDEN, desc = "The generation was seen, the bytes were not.")
@State
public class SlotGuardPublishStress
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
        if (slot.guard.isStable(StressSlot.GENERATION + 2))
        {
            result.r1 = slot.first();
            result.r2 = slot.second();
        }
    }
}
