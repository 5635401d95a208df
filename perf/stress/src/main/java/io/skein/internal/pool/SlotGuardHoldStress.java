package io.skein.internal.pool;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * Writer and holder meet: Dekker. The first number says whether the writer took the slot, the second whether the holder
 * has it.
 */
@JCStressTest
@Outcome(id = "1, 0", expect = Expect.ACCEPTABLE, desc = "The writer has it.")
@Outcome(id = "0, 1", expect = Expect.ACCEPTABLE, desc = "The holder has it.")
@Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "Each saw the other and stepped back.")
@Outcome(id = "1, 1", expect = Expect.FORBIDDEN, desc = "Both have it.")
@Outcome(expect = Expect.FORBIDDEN, desc = "What is held was written.")
@State
public class SlotGuardHoldStress
{
    private final StressSlot slot = new StressSlot();

    /**
     * Writer.
     *
     * @param result whether it took the slot.
     */
    @Actor
    public void write(final II_Result result)
    {
        if (slot.guard.tryBeginWrite())
        {
            result.r1 = 1;
            slot.write(2);
        }
    }

    /**
     * Holder, who needs no second look.
     *
     * @param result whether it has the slot, or 9 when what it has is not what was there.
     */
    @Actor
    public void hold(final II_Result result)
    {
        if (slot.guard.tryHold(0, StressSlot.GENERATION))
        {
            result.r2 = StressSlot.OLD == slot.first() && StressSlot.OLD == slot.second() ? 1 : 9;
        }
    }
}
