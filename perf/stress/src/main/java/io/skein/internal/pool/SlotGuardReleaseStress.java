package io.skein.internal.pool;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/**
 * What a holder reads comes before its release, and so before what the writer writes.
 */
@JCStressTest
@Outcome(id = {"0, 1, 1", "1, 1, 1"}, expect = Expect.ACCEPTABLE, desc = "Read what was held.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Read what was written after the release.")
@State
public class SlotGuardReleaseStress
{
    private final StressSlot slot = new StressSlot();

    /**
     * The holder has it.
     */
    public SlotGuardReleaseStress()
    {
        slot.guard.tryHold(5, StressSlot.GENERATION);
    }

    /**
     * Writer.
     *
     * @param result whether it took the slot.
     */
    @Actor
    public void write(final III_Result result)
    {
        if (slot.guard.tryBeginWrite())
        {
            result.r1 = 1;
            slot.write(2);
        }
    }

    /**
     * Holder.
     *
     * @param result what it read.
     */
    @Actor
    public void release(final III_Result result)
    {
        result.r2 = slot.second();
        result.r3 = slot.first();
        slot.guard.release(5);
    }
}
