package io.skein.internal.pool;

/**
 * Layout of a pool's control file, {@code pool.dat}, which the owner and all readers map. Fields have the byte order of
 * the machine, as the file never leaves it; in another one the magic number does not match.
 * <pre>
 *    0  magic            int64     64  length of topic     int32
 *    8  layout version   int32     68  topic, UTF-8        400 bytes
 *   12  slot count       int32
 *   16  slot size        int64    512  64 holder records of 64 bytes
 *   24  pool id          int64           0  process id     int64, 0 = free
 *   32  owner pid        int64
 *   40  made at          int64   4608  a record of 128 bytes for each slot
 *       (epoch ns)                       0  state          int32, written by the owner, for display
 *   48  state            int32          64  holder word    int64, bit n: holder n retains the slot
 * </pre>
 */
public final class PoolDescriptor
{
    /**
     * {@code SKEINPOL} where the lowest byte comes first.
     */
    public static final long MAGIC = 0x4C4F504E49454B53L;
    /**
     * Of the layout of all files of a pool.
     */
    public static final int VERSION = 1;
    /**
     * Slots that a pool may have.
     */
    public static final int MAX_SLOTS = 1_024;
    /**
     * Payload bytes that a slot may have: with its header and padding it must fit into one mapping.
     */
    public static final long MAX_SLOT_SIZE = (2L << 30) - 8_192;
    /**
     * Attachments that may retain slots at a time.
     */
    public static final int MAX_HOLDERS = Long.SIZE;
    /**
     * Longest topic in bytes of UTF-8.
     */
    public static final int MAX_TOPIC_LENGTH = 400;

    /**
     * int64 {@link #MAGIC}.
     */
    public static final int MAGIC_OFFSET = 0;
    /**
     * int32 {@link #VERSION}.
     */
    public static final int VERSION_OFFSET = 8;
    /**
     * int32, 1 to {@link #MAX_SLOTS}.
     */
    public static final int SLOT_COUNT_OFFSET = 12;
    /**
     * int64, 1 to {@link #MAX_SLOT_SIZE}.
     */
    public static final int SLOT_SIZE_OFFSET = 16;
    /**
     * int64, never 0.
     */
    public static final int POOL_ID_OFFSET = 24;
    /**
     * int64, for display.
     */
    public static final int OWNER_PID_OFFSET = 32;
    /**
     * int64 nanoseconds since the epoch, for display.
     */
    public static final int CREATION_TIME_OFFSET = 40;
    /**
     * int32, one of {@link #BEING_MADE}, {@link #READY} and {@link #CLOSED}; release and acquire.
     */
    public static final int STATE_OFFSET = 48;
    /**
     * int32, bytes at {@link #TOPIC_OFFSET}.
     */
    public static final int TOPIC_LENGTH_OFFSET = 64;
    /**
     * UTF-8, for display.
     */
    public static final int TOPIC_OFFSET = 68;
    /**
     * {@link #MAX_HOLDERS} records of {@link #HOLDER_RECORD_LENGTH}.
     */
    public static final int HOLDER_RECORDS_OFFSET = 512;
    /**
     * Of a holder's record.
     */
    public static final int HOLDER_RECORD_LENGTH = 64;
    /**
     * A record of {@link #SLOT_RECORD_LENGTH} for each slot.
     */
    public static final int SLOT_RECORDS_OFFSET = HOLDER_RECORDS_OFFSET + MAX_HOLDERS * HOLDER_RECORD_LENGTH;
    /**
     * Of a slot's record: one cache line that the owner writes, and one that the holders write.
     */
    public static final int SLOT_RECORD_LENGTH = 128;

    /**
     * The owner is at it; or it died meanwhile.
     */
    public static final int BEING_MADE = 0;
    /**
     * In use.
     */
    public static final int READY = 1;
    /**
     * Nobody writes the slots any more: what is in them stays for as long as it is mapped.
     */
    public static final int CLOSED = 2;

    /**
     * Nothing of interest is in the slot.
     */
    public static final int SLOT_FREE = 0;
    /**
     * A publisher fills the slot.
     */
    public static final int SLOT_LOANED = 1;
    /**
     * Subscribers may see the slot.
     */
    public static final int SLOT_IN_FLIGHT = 2;

    private static final int PUBLISHED_GENERATION_OFFSET = 8;
    private static final int PUBLISHED_POSITION_OFFSET = 16;
    private static final int PUBLISHED_SESSION_OFFSET = 24;
    private static final int PUBLISHED_STREAM_OFFSET = 28;
    private static final int HOLDER_WORD_OFFSET = 64;
    private static final int PAGE_LENGTH = 4_096;

    private PoolDescriptor()
    {
    }

    /**
     * @param holder 0 to {@link #MAX_HOLDERS} - 1.
     * @return offset of the int64 process id.
     */
    public static int holderPidOffset(final int holder)
    {
        return HOLDER_RECORDS_OFFSET + holder * HOLDER_RECORD_LENGTH;
    }

    /**
     * @param slot below the slot count.
     * @return offset of the int32 state.
     */
    public static int slotStateOffset(final int slot)
    {
        return SLOT_RECORDS_OFFSET + slot * SLOT_RECORD_LENGTH;
    }

    /**
     * @param slot below the slot count.
     * @return offset of the int64 generation whose publishing the three fields below describe; written after them.
     */
    public static int publishedGenerationOffset(final int slot)
    {
        return slotStateOffset(slot) + PUBLISHED_GENERATION_OFFSET;
    }

    /**
     * @param slot below the slot count.
     * @return offset of the int64 position behind the descriptor.
     */
    public static int publishedPositionOffset(final int slot)
    {
        return slotStateOffset(slot) + PUBLISHED_POSITION_OFFSET;
    }

    /**
     * @param slot below the slot count.
     * @return offset of the int32 session id of the publication that carries the descriptor.
     */
    public static int publishedSessionOffset(final int slot)
    {
        return slotStateOffset(slot) + PUBLISHED_SESSION_OFFSET;
    }

    /**
     * @param slot below the slot count.
     * @return offset of the int32 stream id of that publication.
     */
    public static int publishedStreamOffset(final int slot)
    {
        return slotStateOffset(slot) + PUBLISHED_STREAM_OFFSET;
    }

    /**
     * @param slot below the slot count.
     * @return offset of the int64 holder word.
     */
    public static int holderWordOffset(final int slot)
    {
        return slotStateOffset(slot) + HOLDER_WORD_OFFSET;
    }

    /**
     * @param slotCount 1 to {@link #MAX_SLOTS}.
     * @return bytes of the control file: whole pages.
     */
    public static int controlLength(final int slotCount)
    {
        return (slotStateOffset(slotCount) + PAGE_LENGTH - 1) & -PAGE_LENGTH;
    }
}
