package io.skein.internal.wire;

import io.skein.sbe.MessageHeaderEncoder;
import io.skein.sbe.PooledEncoder;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

import java.nio.ByteOrder;

/**
 * Layout of the message that says in which slot of which pool a message lies, as four words: message header, sequence,
 * pool id, and slot (lower 16 bits) with generation (upper 48). Together with the frame's own header it is one cache
 * line.
 */
public final class PooledForm
{
    /**
     * Bytes of the message.
     */
    public static final int LENGTH = MessageHeaderEncoder.ENCODED_LENGTH + PooledEncoder.BLOCK_LENGTH;

    static final int POOL_ID = 16;
    static final int SLOT_AND_GENERATION = 24;
    static final long WORD_0 = PooledEncoder.BLOCK_LENGTH | (long)PooledEncoder.TEMPLATE_ID << 16 |
        (long)PooledEncoder.SCHEMA_ID << 32 | (long)PooledEncoder.SCHEMA_VERSION << 48;

    private static final int GENERATION_SHIFT = 16;
    private static final int SLOT_MASK = 0xFFFF;

    private PooledForm()
    {
    }

    /**
     * Write the message.
     *
     * @param message           memory that begins with it, 32 bytes.
     * @param offset            of the message.
     * @param sequence          of the message.
     * @param poolId            of the pool.
     * @param slotAndGeneration from {@link #slotAndGeneration}.
     */
    public static void stamp(
        final MutableDirectBuffer message, final int offset,
        final long sequence, final long poolId, final long slotAndGeneration)
    {
        ShortForm.put(message.addressOffset() + offset, WORD_0, sequence, poolId, slotAndGeneration);
    }

    /**
     * @param buffer  with the message.
     * @param message its offset.
     * @return bytes of its header and block, which may have grown; may be anything.
     */
    public static int length(final DirectBuffer buffer, final int message)
    {
        return MessageHeaderEncoder.ENCODED_LENGTH + (0xFFFF & buffer.getShort(
            message + MessageHeaderEncoder.blockLengthEncodingOffset(), ByteOrder.LITTLE_ENDIAN));
    }

    /**
     * @param slot       index, 0 to 65,535.
     * @param generation of the slot, below 2^48.
     * @return both in one word.
     */
    public static long slotAndGeneration(final int slot, final long generation)
    {
        return generation << GENERATION_SHIFT | slot;
    }

    /**
     * @param slotAndGeneration both in one word.
     * @return index of the slot, 0 to 65,535.
     */
    public static int slot(final long slotAndGeneration)
    {
        return (int)slotAndGeneration & SLOT_MASK;
    }

    /**
     * @param slotAndGeneration both in one word.
     * @return its generation.
     */
    public static long generation(final long slotAndGeneration)
    {
        return slotAndGeneration >>> GENERATION_SHIFT;
    }
}
