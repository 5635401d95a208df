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
 * @param payloadLength  in bytes, 8 or more.
 * @param lineLength     of a message, header and padding included, whose frame begins on a 64-byte boundary of the log.
 * @param halfLineLength of a message whose frame begins 32 bytes past such a boundary.
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
    int payloadLength,
    int lineLength,
    int halfLineLength,
    boolean isTouched,
    String waitStrategy)
{
    /**
     * @param value side of the copy.
     * @return the same for the other end.
     */
    public EndSpec withSide(final Side value)
    {
        return new EndSpec(system, scenario, value, aeronDirectory, there, back, payloadLength, lineLength,
            halfLineLength, isTouched, waitStrategy);
    }
}
