package io.skein.internal.link;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * {@link GateCloseStress} without the heavy fence, to see that the test could tell.
 */
@JCStressTest
@Outcome(id = "1, 0", expect = Expect.ACCEPTABLE, desc = "In, and waited for.")
@Outcome(id = "0, 1", expect = Expect.ACCEPTABLE, desc = "Turned away.")
@Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "Turned away while the other looked.")
@Outcome(
    id = "1, 1", expect = Expect.ACCEPTABLE_INTERESTING, desc = "In, and unmapped under it: so much for the fence.")
@State
public class GateFenceStress
{
    private final Gate gate = new Gate("stress", false);

    /**
     * Open.
     */
    public GateFenceStress()
    {
        gate.resume();
    }

    /**
     * An operation that takes long.
     *
     * @param result whether it is in.
     */
    @Actor
    public void operate(final II_Result result)
    {
        result.r1 = gate.tryEnter() ? 1 : 0;
    }

    /**
     * Whoever closes.
     *
     * @param result whether nothing is in flight.
     */
    @Actor
    public void close(final II_Result result)
    {
        gate.close();
        result.r2 = gate.isBusy() ? 0 : 1;
    }
}
