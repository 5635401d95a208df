package io.skein.internal.pool;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/**
 * The owner wants the slot, a holder takes it to change it. Whether the owner took it; whether the holder changes it;
 * whether it says at the end that it is stable.
 */
@JCStressTest
@Outcome(id = "1, 0, 0", expect = Expect.ACCEPTABLE, desc = "The owner writes it.")
@Outcome(id = "0, 1, 0", expect = Expect.ACCEPTABLE, desc = "The holder changes it.")
@Outcome(id = "0, 0, 1", expect = Expect.ACCEPTABLE, desc = "Each saw the other and stepped back.")
@Outcome(id = "0, 1, 1", expect = Expect.FORBIDDEN, desc = "The owner stepped back and said it is stable: it is not.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Two writers, or none and not stable.")
@State
public class SlotGuardChangeStress
{
    private final StressSlot slot = new StressSlot();

    /**
     * Owner.
     *
     * @param result whether it took the slot.
     */
    @Actor
    public void write(final III_Result result)
    {
        result.r1 = slot.guard.tryBeginWrite() ? 1 : 0;
    }

    /**
     * Holder.
     *
     * @param result whether it changes the slot.
     */
    @Actor
    public void change(final III_Result result)
    {
        result.r2 = slot.guard.tryHold(0, StressSlot.GENERATION) &&
            slot.guard.tryBeginChange(0, StressSlot.GENERATION) ? 1 : 0;
    }

    /**
     * Afterwards.
     *
     * @param result whether the slot is stable.
     */
    @Arbiter
    public void look(final III_Result result)
    {
        result.r3 = slot.guard.isStable(StressSlot.GENERATION) ? 1 : 0;
    }
}
