package io.skein.internal.wire;

import io.skein.internal.memory.LittleEndian;
import io.skein.sbe.MessageHeaderEncoder;
import io.skein.sbe.ShortDataEncoder;
import io.skein.sbe.ShortTensorEncoder;
import io.skein.tensor.TensorType;
import org.agrona.UnsafeApi;

/**
 * Layout of the short headers as four words: message header, sequence, and two more. Data: publish time; payload length
 * and payload offset, 32 bits each. Tensor: data type 8, rank 8, payload offset 16, first dim 32; second and third dim.
 */
public final class ShortForm
{
    /**
     * Bytes of the message, up to its padding.
     */
    public static final int LENGTH = MessageHeaderEncoder.ENCODED_LENGTH + ShortTensorEncoder.BLOCK_LENGTH;
    static final int SEQUENCE = 8;
    static final int WORD_2 = 16;
    static final int WORD_3 = 24;
    static final int MAX_RANK = 3;
    static final long UINT32_MASK = 0xFFFF_FFFFL;
    static final long DATA_WORD_0 = word0(ShortDataEncoder.BLOCK_LENGTH, ShortDataEncoder.TEMPLATE_ID);
    static final long TENSOR_WORD_0 = word0(ShortTensorEncoder.BLOCK_LENGTH, ShortTensorEncoder.TEMPLATE_ID);

    /**
     * No third word of a tensor is this without its offset, not even that of a hostile one.
     */
    static final long NO_WORD = -1;

    private static final int TENSOR_RANK_SHIFT = 8;
    private static final int TENSOR_OFFSET_SHIFT = 16;
    private static final long TENSOR_OFFSET_MASK = 0xFFFFL << TENSOR_OFFSET_SHIFT;
    private static final int UPPER_SHIFT = 32;

    private ShortForm()
    {
    }

    static boolean fits(final TensorType type)
    {
        boolean fits = type.isDense() && type.rank() <= MAX_RANK;
        for (int i = 0; fits && i < type.rank(); i++)
        {
            fits = type.dim(i) <= UINT32_MASK;
        }
        return fits;
    }

    static long tensorWord2(final TensorType type)
    {
        return type.dataType().code() | (long)type.rank() << TENSOR_RANK_SHIFT | dim(type, 0) << UPPER_SHIFT;
    }

    static long tensorWord3(final TensorType type)
    {
        return dim(type, 1) | dim(type, 2) << UPPER_SHIFT;
    }

    static long withTensorOffset(final long word2, final int payloadOffset)
    {
        return word2 | (long)payloadOffset << TENSOR_OFFSET_SHIFT;
    }

    static long withDataOffset(final long word3, final int payloadOffset)
    {
        return word3 | (long)payloadOffset << UPPER_SHIFT;
    }

    static long withoutTensorOffset(final long word2)
    {
        return word2 & ~TENSOR_OFFSET_MASK;
    }

    static int tensorOffset(final long word2)
    {
        return (int)((word2 & TENSOR_OFFSET_MASK) >>> TENSOR_OFFSET_SHIFT);
    }

    static int tensorCode(final long word2)
    {
        return (int)word2 & 0xFF;
    }

    static int tensorRank(final long word2)
    {
        return (int)(word2 >>> TENSOR_RANK_SHIFT) & 0xFF;
    }

    static long tensorDim(final long word2, final long word3, final int index)
    {
        return switch (index)
        {
            case 0 -> word2 >>> UPPER_SHIFT;
            case 1 -> word3 & UINT32_MASK;
            default -> word3 >>> UPPER_SHIFT;
        };
    }

    static int dataLength(final long word3)
    {
        return (int)word3;
    }

    static int dataOffset(final long word3)
    {
        return (int)(word3 >>> UPPER_SHIFT);
    }

    /**
     * Write a short header.
     *
     * @param address  of the message.
     * @param word0    its first word.
     * @param sequence its second.
     * @param word2    its third.
     * @param word3    its fourth.
     */
    public static void put(
        final long address, final long word0, final long sequence, final long word2, final long word3)
    {
        UnsafeApi.putLong(address, LittleEndian.of(word0));
        UnsafeApi.putLong(address + SEQUENCE, LittleEndian.of(sequence));
        UnsafeApi.putLong(address + WORD_2, LittleEndian.of(word2));
        UnsafeApi.putLong(address + WORD_3, LittleEndian.of(word3));
    }

    private static long dim(final TensorType type, final int index)
    {
        return index < type.rank() ? type.dim(index) : 0;
    }

    private static long word0(final int blockLength, final int templateId)
    {
        return blockLength | (long)templateId << 16 |
            (long)ShortTensorEncoder.SCHEMA_ID << 32 | (long)ShortTensorEncoder.SCHEMA_VERSION << 48;
    }
}
