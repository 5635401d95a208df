package io.skein.perf.bench.end;

/**
 * One direction of a conversation.
 *
 * @param channel        URI.
 * @param streamId       of its own.
 * @param lane           that messages take; null where there are none.
 * @param poolThreshold  payloads of more bytes take a slot of the sender's pool; {@link #NO_POOL} for no pool.
 * @param payloadLength  in bytes, 8 or more.
 * @param lineLength     of a message, header and padding included, whose frame begins on a 64-byte boundary of the log.
 * @param halfLineLength of a message whose frame begins 32 bytes past such a boundary.
 */
public record Route(
    String channel,
    int streamId,
    Lane lane,
    int poolThreshold,
    int payloadLength,
    int lineLength,
    int halfLineLength)
{
    /**
     * The sender has no pool.
     */
    public static final int NO_POOL = -1;
}
