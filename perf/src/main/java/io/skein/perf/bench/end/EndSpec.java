package io.skein.perf.bench.end;

/**
 * Everything that an end must know. Immutable; plain enough to be sent to another process.
 *
 * @param system         that carries the messages.
 * @param scenario       that is played.
 * @param side           of the end.
 * @param aeronDirectory where the driver is.
 * @param there          from near to far.
 * @param back           from far to near.
 * @param slots          of a pool, and buffers of a system that has no pool.
 * @param isTouched      whether every byte is written and verified, or only the first 8.
 * @param waitStrategy   name of how idle threads wait.
 */
public record EndSpec(
    String system,
    String scenario,
    Side side,
    String aeronDirectory,
    Route there,
    Route back,
    int slots,
    boolean isTouched,
    String waitStrategy)
{
    /**
     * @return of a message from near to far, in bytes.
     */
    public int payloadLength()
    {
        return there.payloadLength();
    }

    /**
     * @param value side of the copy.
     * @return the same for the other end.
     */
    public EndSpec withSide(final Side value)
    {
        return new EndSpec(system, scenario, value, aeronDirectory, there, back, slots, isTouched, waitStrategy);
    }
}
