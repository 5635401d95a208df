package io.skein.internal.wire;

import io.skein.SkeinException;
import io.skein.sbe.MessageHeaderDecoder;
import io.skein.sbe.TensorDecoder;
import io.skein.tensor.DataType;
import io.skein.tensor.TensorType;
import org.agrona.DirectBuffer;

import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Reads the type of a tensor: data type, dims and strides. Keeps the last few, so that a publisher that alternates
 * between them costs its subscribers no allocation.
 */
final class TypeReader
{
    private static final ByteOrder LE = ByteOrder.LITTLE_ENDIAN;
    private static final int DATA_TYPE =
        MessageHeaderDecoder.ENCODED_LENGTH + TensorDecoder.dataTypeEncodingOffset();
    private static final int GROUP_HEADER = 2;
    private static final int KEPT = 8;

    private final TensorType[] kept = new TensorType[KEPT];
    private int nextKept;
    private TensorType type;
    private String reason;
    private int cursor;
    // What a group says, read once: in a slot that is being written the second look may find something else.
    private int step;
    private int count;
    private final long[] dims = new long[TensorType.MAX_RANK];
    private final long[] strides = new long[TensorType.MAX_RANK];

    /**
     * @param buffer that holds the message.
     * @param offset of the message.
     * @param start  of the dims, from the start of the message.
     * @param limit  that dims and strides must not exceed, from the start of the message.
     * @return whether there is a well-formed type; {@link #reason()} tells why not.
     */
    boolean read(final DirectBuffer buffer, final int offset, final int start, final int limit)
    {
        final int code = buffer.getByte(offset + DATA_TYPE) & 0xFF;
        if (!DataType.isKnown(code))
        {
            return fails("data type");
        }
        cursor = start;
        if (!skipGroup(buffer, offset, limit))
        {
            return fails("dims");
        }
        final int rank = count;
        readEntries(buffer, offset, dims);
        if (!skipGroup(buffer, offset, limit))
        {
            return fails("strides");
        }
        if (0 != count && count != rank)
        {
            return fails("strides");
        }
        readEntries(buffer, offset, strides);
        type = find(code, rank, 0 == count);
        return null != type || create(
            code, Arrays.copyOf(dims, rank), 0 == count ? null : Arrays.copyOf(strides, rank));
    }

    /**
     * @param word2 of a short header.
     * @param word3 of a short header.
     * @return whether there is a well-formed type; {@link #reason()} tells why not.
     */
    boolean readShort(final long word2, final long word3)
    {
        final int code = ShortForm.tensorCode(word2);
        final int rank = ShortForm.tensorRank(word2);
        if (!DataType.isKnown(code))
        {
            return fails("data type");
        }
        if (rank > ShortForm.MAX_RANK)
        {
            return fails("rank");
        }
        for (final TensorType candidate : kept)
        {
            if (null != candidate && isSame(candidate, code, rank, word2, word3))
            {
                type = candidate;
                return true;
            }
        }
        final long[] shape = new long[rank];
        for (int i = 0; i < rank; i++)
        {
            shape[i] = ShortForm.tensorDim(word2, word3, i);
        }
        return create(code, shape, null);
    }

    private static boolean isSame(
        final TensorType candidate, final int code, final int rank, final long word2, final long word3)
    {
        boolean isSame = candidate.dataType().code() == code && candidate.rank() == rank && candidate.isDense();
        for (int i = 0; i < rank && isSame; i++)
        {
            isSame = ShortForm.tensorDim(word2, word3, i) == candidate.dim(i);
        }
        return isSame;
    }

    TensorType type()
    {
        return type;
    }

    String reason()
    {
        return reason;
    }

    /**
     * @return of the strides, from the start of the message.
     */
    int end()
    {
        return cursor;
    }

    private boolean skipGroup(final DirectBuffer buffer, final int offset, final int limit)
    {
        if (limit - cursor < GROUP_HEADER)
        {
            return false;
        }
        step = buffer.getByte(offset + cursor) & 0xFF;
        count = buffer.getByte(offset + cursor + 1) & 0xFF;
        cursor += GROUP_HEADER;
        if (count > TensorType.MAX_RANK || count > 0 && step < Long.BYTES || limit - cursor < count * step)
        {
            return false;
        }
        cursor += count * step;
        return true;
    }

    private TensorType find(final int code, final int rank, final boolean isDense)
    {
        for (final TensorType candidate : kept)
        {
            if (null != candidate && isSame(candidate, code, rank, isDense))
            {
                return candidate;
            }
        }
        return null;
    }

    private boolean isSame(final TensorType candidate, final int code, final int rank, final boolean isDense)
    {
        boolean isSame = candidate.dataType().code() == code && candidate.rank() == rank &&
            (candidate.isDense() ? isDense : !isDense);
        for (int i = 0; i < rank && isSame; i++)
        {
            isSame = dims[i] == candidate.dim(i) && (isDense || strides[i] == candidate.stride(i));
        }
        return isSame;
    }

    private boolean create(final int code, final long[] shape, final long[] strides)
    {
        try
        {
            final TensorType dense = TensorType.of(DataType.ofCode(code), shape);
            type = null == strides ? dense : dense.withStrides(strides);
        }
        catch (final SkeinException | IllegalArgumentException | ArithmeticException ex)
        {
            return fails("shape");
        }
        kept[nextKept] = type;
        nextKept = (nextKept + 1) % KEPT;
        return true;
    }

    private boolean fails(final String field)
    {
        reason = field;
        return false;
    }

    /**
     * Of the group that was skipped last.
     */
    private void readEntries(final DirectBuffer buffer, final int offset, final long[] entries)
    {
        final int first = offset + cursor - count * step;
        for (int i = 0; i < count; i++)
        {
            entries[i] = buffer.getLong(first + i * step, LE);
        }
    }
}
