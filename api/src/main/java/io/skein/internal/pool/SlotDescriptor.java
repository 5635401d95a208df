package io.skein.internal.pool;

/**
 * Layout of a slot file, {@code slot-N.dat}, which the owner maps to write and readers map to read.
 * <pre>
 *    0  generation       int64, odd while the owner writes the slot, even when it is stable
 *    8  message length   int64
 *   16  pool id          int64
 *   24  slot index       int64
 *   32  message: as it would stand in the log
 * </pre>
 * So a message with a header of 32 bytes has its payload at 64.
 */
public final class SlotDescriptor
{
    /**
     * int64; release and acquire.
     */
    public static final int GENERATION_OFFSET = 0;
    /**
     * int64, bytes at {@link #MESSAGE_OFFSET}.
     */
    public static final int MESSAGE_LENGTH_OFFSET = 8;
    /**
     * int64, the pool that the slot belongs to.
     */
    public static final int POOL_ID_OFFSET = 16;
    /**
     * int64, the slot's number in the pool.
     */
    public static final int SLOT_INDEX_OFFSET = 24;
    /**
     * The message.
     */
    public static final int MESSAGE_OFFSET = 32;
    /**
     * Bits that a generation has: those that a pooled message has room for. After the last comes 0.
     */
    public static final long GENERATION_MASK = (1L << 48) - 1;
    /**
     * Bytes of a message that a slot holds beside the payload that its size promises: header, attachment, padding.
     */
    public static final int HEADROOM = 4_064;

    private static final long PAGE_LENGTH = 4_096;

    private SlotDescriptor()
    {
    }

    /**
     * @param slotSize of payload, 1 to {@link PoolDescriptor#MAX_SLOT_SIZE}.
     * @return longest message, header and all, that every slot of this size has room for.
     */
    public static long maxMessageLength(final long slotSize)
    {
        return HEADROOM + slotSize;
    }

    /**
     * @param slotSize of payload, 1 to {@link PoolDescriptor#MAX_SLOT_SIZE}.
     * @return bytes that a slot's file has at least: whole pages, and never more than one mapping can have.
     */
    public static long length(final long slotSize)
    {
        return (MESSAGE_OFFSET + maxMessageLength(slotSize) + PAGE_LENGTH - 1) & -PAGE_LENGTH;
    }
}
