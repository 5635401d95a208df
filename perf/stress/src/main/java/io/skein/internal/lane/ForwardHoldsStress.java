package io.skein.internal.lane;

import io.skein.internal.pool.PoolReader;
import io.skein.internal.pool.StressReader;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.status.CountersManager;
import org.agrona.concurrent.status.CountersReader;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * A publisher forwards a slot and closes while the client's thread lets go of those that everybody has passed: each
 * hold ends once. Whether the slot was held when it was forwarded, and whether nobody holds it at the end.
 */
@JCStressTest
@Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "Held, and let go.")
@Outcome(id = "1, 0", expect = Expect.FORBIDDEN, desc = "Held for ever.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Let go twice, so that somebody else's hold was none.")
@State
public class ForwardHoldsStress
{
    // Nobody subscribes: everybody has passed everything.
    private static final CountersReader COUNTERS = new CountersManager(
        new UnsafeBuffer(BufferUtil.allocateDirectAligned(CountersReader.METADATA_LENGTH, 64)),
        new UnsafeBuffer(BufferUtil.allocateDirectAligned(CountersReader.COUNTER_LENGTH, 64)));

    private final PoolReader pool = StressReader.READER;
    private final int slot = StressReader.nextSlot();
    private final ForwardHolds holds = new ForwardHolds(5);

    /**
     * Publisher.
     *
     * @param result whether the slot was held.
     */
    @Actor
    public void forward(final II_Result result)
    {
        if (pool.tryHold(slot, pool.guard(slot).generation()))
        {
            result.r1 = 0 == pool.guard(slot).holders() ? 0 : 1;
            holds.add(pool, slot, 64, 7);
            holds.releaseAll();
        }
    }

    /**
     * Client's thread.
     */
    @Actor
    public void release()
    {
        holds.releasePassed(COUNTERS);
    }

    /**
     * Afterwards.
     *
     * @param result whether nobody holds the slot.
     */
    @Arbiter
    public void look(final II_Result result)
    {
        result.r2 = 0 == pool.guard(slot).holders() ? 1 : 0;
    }
}
