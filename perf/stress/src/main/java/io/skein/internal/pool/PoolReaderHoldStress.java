package io.skein.internal.pool;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/**
 * Two subscribers of one process retain and release the same slot: the process holds it while either does.
 */
@JCStressTest
@Outcome(id = "1, 1, 1", expect = Expect.ACCEPTABLE, desc = "Held while held, free afterwards.")
@Outcome(id = {"1, 1, 0"}, expect = Expect.FORBIDDEN, desc = "Still held when nobody holds it.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Refused, or released under a holder.")
@State
public class PoolReaderHoldStress
{
    private final int slot = StressReader.nextSlot();
    private final long generation = StressReader.READER.guard(slot).generation();

    /**
     * A subscriber.
     *
     * @param result whether it held the slot.
     */
    @Actor
    public void first(final III_Result result)
    {
        result.r1 = holdAndLook();
    }

    /**
     * Another one.
     *
     * @param result whether it held the slot.
     */
    @Actor
    public void second(final III_Result result)
    {
        result.r2 = holdAndLook();
    }

    /**
     * Afterwards.
     *
     * @param result whether nobody holds the slot.
     */
    @Arbiter
    public void look(final III_Result result)
    {
        result.r3 = 0 == StressReader.READER.guard(slot).holders() ? 1 : 0;
    }

    private int holdAndLook()
    {
        if (!StressReader.READER.tryHold(slot, generation))
        {
            return 0;
        }
        final long holders = StressReader.READER.guard(slot).holders();
        StressReader.READER.unhold(slot);
        return 0 == holders ? 9 : 1;
    }
}
