package io.skein.internal.pool;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/**
 * The owner writes a slot, by its own mapping, that a process holds twice, once, and no more.
 */
@JCStressTest
@Outcome(id = {"0, 1, 1", "1, 0, 1", "1, 1, 1"}, expect = Expect.ACCEPTABLE, desc = "One of them, or both in turn.")
@Outcome(id = "0, 0, 1", expect = Expect.ACCEPTABLE, desc = "Each saw the other and stepped back.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Written while it was held, or held for ever.")
@State
public class PoolReaderWriteStress
{
    private final int slot = StressReader.nextSlot();
    private final SlotGuard writer = StressReader.writer(slot);

    /**
     * Owner.
     *
     * @param result whether it wrote.
     */
    @Actor
    public void write(final III_Result result)
    {
        if (writer.tryBeginWrite())
        {
            StressReader.write(slot, writer.generation());
            writer.endWrite(100);
            result.r1 = 1;
        }
    }

    /**
     * A process that reads.
     *
     * @param result whether it held the slot, or 9 when that was of no use.
     */
    @Actor
    public void hold(final III_Result result)
    {
        final PoolReader reader = StressReader.READER;
        final long generation = reader.guard(slot).generation() & ~1L;
        if (reader.tryHold(slot, generation))
        {
            final boolean isHeldTwice = reader.tryHold(slot, generation);
            reader.unhold(slot);
            result.r2 = isHeldTwice && !StressReader.isTorn(slot) && reader.isStillStable(slot, generation) ? 1 : 9;
            if (isHeldTwice)
            {
                reader.unhold(slot);
            }
        }
    }

    /**
     * Afterwards.
     *
     * @param result whether nobody holds the slot.
     */
    @Arbiter
    public void look(final III_Result result)
    {
        result.r3 = 0 == writer.holders() ? 1 : 0;
    }
}
