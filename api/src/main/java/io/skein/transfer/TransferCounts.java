package io.skein.transfer;

/**
 * What a subscriber has seen of payloads in slices.
 *
 * @param completed    delivered, or written to their target.
 * @param failed       begun, but not delivered, whatever the reason.
 * @param reaped       of these, because no slice came for too long.
 * @param refused      not begun: too large, too many, no memory, or not wanted.
 * @param missed       of which the beginning was never seen, because the subscriber came later.
 * @param bytes        of payload that arrived in slices.
 * @param duplicates   slices that had arrived before.
 * @param open         begun and not ended now.
 * @param memory       bytes that the subscriber has allocated for assembling now, in use or kept for the next.
 */
public record TransferCounts(
    long completed, long failed, long reaped, long refused, long missed, long bytes, long duplicates, long open,
    long memory)
{
    /**
     * Nothing yet.
     */
    public static final TransferCounts NONE = new TransferCounts(0, 0, 0, 0, 0, 0, 0, 0, 0);
}
