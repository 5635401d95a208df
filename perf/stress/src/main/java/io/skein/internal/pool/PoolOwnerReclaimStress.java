package io.skein.internal.pool;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * A subscriber retains and then moves on; the publisher looks at positions first and at holders after. So a slot that
 * is retained in time is never lent, and retaining never fails.
 */
@JCStressTest
@Outcome(id = "-1, 1", expect = Expect.ACCEPTABLE, desc = "Retained, and not lent.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Lent under the holder, or lent before the subscriber had passed.")
@State
public class PoolOwnerReclaimStress
{
    private final StressPool pool = new StressPool(1);
    private final SlotGuard guard;
    private final long generation;

    /**
     * The one slot is on its way.
     */
    public PoolOwnerReclaimStress()
    {
        final int slot = pool.tryLoan();
        generation = pool.owner.endWrite(slot, 100);
        pool.owner.onPublished(slot, generation, StressPool.POSITION, StressPool.SESSION, StressPool.STREAM);
        guard = pool.guard(slot);
    }

    /**
     * Publisher.
     *
     * @param result the slot, or {@link PoolOwner#NONE}.
     */
    @Actor
    public void publish(final II_Result result)
    {
        result.r1 = pool.tryLoan();
    }

    /**
     * Subscriber.
     *
     * @param result whether it retains the slot.
     */
    @Actor
    public void retain(final II_Result result)
    {
        result.r2 = guard.tryHold(0, generation) ? 1 : 0;
        // As an image does when its handler has returned.
        pool.counters.setCounterValue(pool.position, StressPool.POSITION);
    }
}
