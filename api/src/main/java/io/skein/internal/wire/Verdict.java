package io.skein.internal.wire;

/**
 * What a frame turned out to be.
 */
public enum Verdict
{
    /**
     * A message of the expected kind.
     */
    ACCEPTED,
    /**
     * A sequence number that carries nothing.
     */
    VOID,
    /**
     * A message that lies in a slot of a pool.
     */
    POOLED,
    /**
     * A part of a transfer, for {@link TransferReader} to read.
     */
    TRANSFER,
    /**
     * Of another schema, or of a kind that is not expected here.
     */
    FOREIGN,
    /**
     * Not well-formed; {@link MessageReader#reason()} tells why.
     */
    REJECTED
}
