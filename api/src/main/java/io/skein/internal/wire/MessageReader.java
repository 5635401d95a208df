package io.skein.internal.wire;

import io.skein.internal.memory.LittleEndian;
import io.skein.sbe.ControlCode;
import io.skein.sbe.ControlDecoder;
import io.skein.sbe.DataDecoder;
import io.skein.sbe.MessageHeaderDecoder;
import io.skein.sbe.PooledDecoder;
import io.skein.sbe.ShortDataDecoder;
import io.skein.sbe.ShortTensorDecoder;
import io.skein.sbe.TensorDecoder;
import org.agrona.DirectBuffer;
import org.agrona.UnsafeApi;

import java.nio.ByteOrder;

/**
 * Reads the header of a message that may be anything. Keeps the last good one: a header that differs from it in nothing
 * but sequence, publish time and payload offset needs no second look.
 */
public final class MessageReader extends HeaderFields
{
    private static final ByteOrder LE = ByteOrder.LITTLE_ENDIAN;
    private static final int HEADER = MessageHeaderDecoder.ENCODED_LENGTH;
    private static final int SEQUENCE = HEADER + TensorDecoder.sequenceEncodingOffset();
    private static final int PUBLISH_TIME = HEADER + TensorDecoder.publishTimeNsEncodingOffset();
    private static final int PAYLOAD_LENGTH = HEADER + TensorDecoder.payloadLengthEncodingOffset();
    private static final int PAYLOAD_OFFSET = HEADER + TensorDecoder.payloadOffsetEncodingOffset();
    private static final int DATA_TYPE = HEADER + TensorDecoder.dataTypeEncodingOffset();
    private static final int MAX_REMEMBERED = 256;

    private final boolean isTensor;
    private final boolean isDetached;
    private final TypeReader types = new TypeReader();
    // The words of the last good header that say what kind of message it is; the last may overlap the one before.
    private final long[] remembered = new long[MAX_REMEMBERED / Long.BYTES];
    private int rememberedLength;
    // What the last good short header said.
    private final long shortWord0;
    private final long pooledWord0 = LittleEndian.of(PooledForm.WORD_0);
    private final long chunkWord0 = LittleEndian.of(TransferForm.CHUNK_WORD_0);
    private long shortWord2;
    private long shortWord3;

    private int cursor;

    /**
     * @param isTensor whether tensors are expected, or messages.
     */
    public MessageReader(final boolean isTensor)
    {
        this(isTensor, false);
    }

    private MessageReader(final boolean isTensor, final boolean isDetached)
    {
        this.isTensor = isTensor;
        this.isDetached = isDetached;
        shortWord0 = LittleEndian.of(isTensor ? ShortForm.TENSOR_WORD_0 : ShortForm.DATA_WORD_0);
    }

    /**
     * @param isTensor whether tensors are expected, or messages.
     * @return a reader of headers whose payload travels apart, in slices. What it reads is the header and its padding
     * alone; {@link #payloadLength()} is {@link Integer#MAX_VALUE} if the payload is larger.
     */
    public static MessageReader detached(final boolean isTensor)
    {
        return new MessageReader(isTensor, true);
    }

    /**
     * Read a header. After {@link Verdict#ACCEPTED} every accessor is valid and lies within the message; after
     * {@link Verdict#VOID} only {@link #sequence()}; after {@link Verdict#TRANSFER} none; after {@link Verdict#POOLED}
     * that, {@link #poolId()} and {@link #slotAndGeneration()}.
     *
     * @param buffer that holds the message: the range is the caller's to guarantee, as Aeron does for a frame.
     * @param offset of the message.
     * @param length of the message in bytes.
     * @return what it is.
     */
    public Verdict read(final DirectBuffer buffer, final int offset, final int length)
    {
        if (length < ShortForm.LENGTH || null != buffer.byteArray())
        {
            return readAnew(buffer, offset, length);
        }
        final long address = buffer.addressOffset() + offset;
        if (shortWord0 == UnsafeApi.getLong(address))
        {
            return readShort(
                LittleEndian.of(UnsafeApi.getLong(address + ShortForm.SEQUENCE)),
                LittleEndian.of(UnsafeApi.getLong(address + ShortForm.WORD_2)),
                LittleEndian.of(UnsafeApi.getLong(address + ShortForm.WORD_3)), ShortForm.LENGTH, length);
        }
        if (pooledWord0 == UnsafeApi.getLong(address))
        {
            return readPooled(buffer, offset, length, PooledDecoder.BLOCK_LENGTH);
        }
        if (chunkWord0 == UnsafeApi.getLong(address))
        {
            return Verdict.TRANSFER;
        }
        final int end = rememberedLength;
        if (0 != end && length >= end)
        {
            if (isLikeTheLast(address, end))
            {
                payloadOffset = LittleEndian.of(UnsafeApi.getInt(address + PAYLOAD_OFFSET));
                if (payloadOffset >= headerLength && payloadOffset <= length - payloadLength)
                {
                    sequence = LittleEndian.of(UnsafeApi.getLong(address + SEQUENCE));
                    publishTimeNs = LittleEndian.of(UnsafeApi.getLong(address + PUBLISH_TIME));
                    return Verdict.ACCEPTED;
                }
            }
        }
        return readAnew(buffer, offset, length);
    }

    /**
     * How far the header of a message reaches, by its own word: which bytes {@link #read} looks at beyond the first
     * 256. Believed by nobody: it may be anything.
     *
     * @param buffer that holds at least the first 256 bytes of the message.
     * @param offset of the message.
     * @return bytes from the start of the message; 0 when it has no header of variable length.
     */
    public int claimedHeaderLength(final DirectBuffer buffer, final int offset)
    {
        final boolean isLong = TensorDecoder.SCHEMA_ID ==
            u16(buffer, offset + MessageHeaderDecoder.schemaIdEncodingOffset()) &&
            (isTensor ? TensorDecoder.TEMPLATE_ID : DataDecoder.TEMPLATE_ID) ==
            u16(buffer, offset + MessageHeaderDecoder.templateIdEncodingOffset());
        return isLong ? buffer.getInt(offset + PAYLOAD_OFFSET, LE) : 0;
    }

    private Verdict readShort(
        final long number, final long word2, final long word3, final int minOffset, final int length)
    {
        if (attachmentOffset != minOffset || !isShort)
        {
            startShort(minOffset);
        }
        sequence = number;
        if (isTensor)
        {
            payloadOffset = ShortForm.tensorOffset(word2);
            if ((word3 != shortWord3 || ShortForm.withoutTensorOffset(word2) != shortWord2) &&
                !readShortType(word2, word3))
            {
                return Verdict.REJECTED;
            }
        }
        else
        {
            publishTimeNs = word2;
            payloadOffset = ShortForm.dataOffset(word3);
            payloadLength = ShortForm.dataLength(word3);
            detachedLength = payloadLength;
        }
        if (payloadOffset < minOffset || payloadLength < 0 ||
            (isDetached ? payloadOffset > length : payloadLength > length - payloadOffset))
        {
            return rejected("payload offset or length");
        }
        return Verdict.ACCEPTED;
    }

    /**
     * What all short messages have in common stays as it is from one to the next.
     */
    private void startShort(final int minOffset)
    {
        isShort = true;
        rememberedLength = 0;
        shortWord2 = ShortForm.NO_WORD;
        publishTimeNs = TensorDecoder.publishTimeNsNullValue();
        attachmentOffset = minOffset;
        attachmentLength = 0;
        segmentCount = 0;
    }

    private boolean readShortType(final long word2, final long word3)
    {
        if (!types.readShort(word2, word3))
        {
            return fails(types.reason());
        }
        final long size = types.type().sizeBytes();
        if (size > Integer.MAX_VALUE && !isDetached)
        {
            return fails("payload length");
        }
        type = types.type();
        detachedLength = size;
        payloadLength = (int)Math.min(Integer.MAX_VALUE, size);
        shortWord2 = ShortForm.withoutTensorOffset(word2);
        shortWord3 = word3;
        return true;
    }

    private boolean isLikeTheLast(final long address, final int end)
    {
        final long[] words = remembered;
        if (UnsafeApi.getLong(address) != words[0] ||
            UnsafeApi.getLong(address + PAYLOAD_LENGTH) != words[1])
        {
            return false;
        }
        int word = 2;
        for (int i = DATA_TYPE; i < end - Long.BYTES; i += Long.BYTES)
        {
            if (UnsafeApi.getLong(address + i) != words[word++])
            {
                return false;
            }
        }
        return UnsafeApi.getLong(address + end - Long.BYTES) == words[word];
    }

    private void remember(final DirectBuffer buffer, final int offset)
    {
        final int end = attachmentOffset;
        if (end <= MAX_REMEMBERED && !isDetached)
        {
            remembered[0] = buffer.getLong(offset);
            remembered[1] = buffer.getLong(offset + PAYLOAD_LENGTH);
            int word = 2;
            for (int i = DATA_TYPE; i < end - Long.BYTES; i += Long.BYTES)
            {
                remembered[word++] = buffer.getLong(offset + i);
            }
            remembered[word] = buffer.getLong(offset + end - Long.BYTES);
            rememberedLength = end;
        }
    }

    private Verdict readAnew(final DirectBuffer buffer, final int offset, final int length)
    {
        rememberedLength = 0;
        if (length < HEADER)
        {
            return rejected("shorter than a message header");
        }
        if (TensorDecoder.SCHEMA_ID != u16(buffer, offset + MessageHeaderDecoder.schemaIdEncodingOffset()))
        {
            return Verdict.FOREIGN;
        }
        final int blockLength = u16(buffer, offset + MessageHeaderDecoder.blockLengthEncodingOffset());
        final int templateId = u16(buffer, offset + MessageHeaderDecoder.templateIdEncodingOffset());
        if (ControlDecoder.TEMPLATE_ID == templateId)
        {
            return readControl(buffer, offset, length, blockLength);
        }
        if (PooledDecoder.TEMPLATE_ID == templateId)
        {
            return readPooled(buffer, offset, length, blockLength);
        }
        if (TransferReader.isPart(templateId))
        {
            return Verdict.TRANSFER;
        }
        if ((isTensor ? ShortTensorDecoder.TEMPLATE_ID : ShortDataDecoder.TEMPLATE_ID) == templateId)
        {
            return blockLength < ShortTensorDecoder.BLOCK_LENGTH || length < HEADER + blockLength ?
                rejected("block length") :
                readShort(
                    buffer.getLong(offset + ShortForm.SEQUENCE, LE), buffer.getLong(offset + ShortForm.WORD_2, LE),
                    buffer.getLong(offset + ShortForm.WORD_3, LE), HEADER + blockLength, length);
        }
        if ((isTensor ? TensorDecoder.TEMPLATE_ID : DataDecoder.TEMPLATE_ID) != templateId)
        {
            return Verdict.FOREIGN;
        }
        isShort = false;
        if (blockLength < (isTensor ? TensorDecoder.BLOCK_LENGTH : DataDecoder.BLOCK_LENGTH) ||
            length < HEADER + blockLength)
        {
            return rejected("block length");
        }

        sequence = buffer.getLong(offset + SEQUENCE, LE);
        publishTimeNs = buffer.getLong(offset + PUBLISH_TIME, LE);
        final long claimedLength = buffer.getLong(offset + PAYLOAD_LENGTH, LE);
        payloadOffset = buffer.getInt(offset + PAYLOAD_OFFSET, LE);
        if (payloadOffset < HEADER + blockLength || payloadOffset > length)
        {
            return rejected("payload offset");
        }
        if (claimedLength < 0 || claimedLength > length - payloadOffset && !isDetached)
        {
            return rejected("payload length");
        }
        detachedLength = claimedLength;
        payloadLength = (int)Math.min(Integer.MAX_VALUE, claimedLength);
        cursor = HEADER + blockLength;
        return readVariablePart(buffer, offset);
    }

    private Verdict readVariablePart(final DirectBuffer buffer, final int offset)
    {
        // What follows must end before the payload, which ends within the message.
        if (isTensor && !readType(buffer, offset))
        {
            return Verdict.REJECTED;
        }
        if (!readSegments(buffer, offset))
        {
            return Verdict.REJECTED;
        }
        if (payloadOffset - cursor < Short.BYTES)
        {
            return rejected("attachment");
        }
        attachmentLength = u16(buffer, offset + cursor);
        attachmentOffset = cursor + Short.BYTES;
        if (attachmentLength > HeaderTemplate.MAX_ATTACHMENT_LENGTH ||
            attachmentLength > payloadOffset - attachmentOffset)
        {
            return rejected("attachment length");
        }
        headerLength = attachmentOffset + attachmentLength;
        remember(buffer, offset);
        return Verdict.ACCEPTED;
    }

    private boolean readType(final DirectBuffer buffer, final int offset)
    {
        if (!types.read(buffer, offset, cursor, payloadOffset))
        {
            return fails(types.reason());
        }
        cursor = types.end();
        type = types.type();
        return type.sizeBytes() == detachedLength || fails("payload length against the shape");
    }

    private boolean readSegments(final DirectBuffer buffer, final int offset)
    {
        if (payloadOffset - cursor < 3)
        {
            return fails("segment table");
        }
        segmentsStep = buffer.getByte(offset + cursor) & 0xFF;
        segmentCount = u16(buffer, offset + cursor + 1);
        segmentsOffset = cursor + 3;
        final long tableLength = (long)segmentCount * segmentsStep;
        if (segmentCount > 0 && segmentsStep < Long.BYTES || tableLength > payloadOffset - segmentsOffset)
        {
            return fails("segment table");
        }
        long sum = 0;
        for (int i = 0; i < segmentCount; i++)
        {
            final long segmentLength = buffer.getLong(offset + segmentsOffset + i * segmentsStep, LE);
            if (segmentLength < 0 || segmentLength > detachedLength - sum)
            {
                return fails("segment length");
            }
            sum += segmentLength;
        }
        cursor = segmentsOffset + (int)tableLength;
        return 0 == segmentCount || sum == detachedLength || fails("sum of the segments");
    }

    private Verdict readControl(
        final DirectBuffer buffer, final int offset, final int length, final int blockLength)
    {
        if (blockLength < ControlDecoder.BLOCK_LENGTH || length < HEADER + blockLength)
        {
            return rejected("block length of a control message");
        }
        sequence = buffer.getLong(offset + HEADER + ControlDecoder.sequenceEncodingOffset(), LE);
        final byte code = buffer.getByte(offset + HEADER + ControlDecoder.codeEncodingOffset());
        return ControlCode.VOID.value() == code ? Verdict.VOID : Verdict.FOREIGN;
    }

    private Verdict readPooled(
        final DirectBuffer buffer, final int offset, final int length, final int blockLength)
    {
        if (blockLength < PooledDecoder.BLOCK_LENGTH || length < HEADER + blockLength)
        {
            return rejected("block length of a pooled message");
        }
        sequence = buffer.getLong(offset + ShortForm.SEQUENCE, LE);
        poolId = buffer.getLong(offset + PooledForm.POOL_ID, LE);
        slotAndGeneration = buffer.getLong(offset + PooledForm.SLOT_AND_GENERATION, LE);
        return Verdict.POOLED;
    }

    private Verdict rejected(final String field)
    {
        reason = field;
        return Verdict.REJECTED;
    }

    private boolean fails(final String field)
    {
        reason = field;
        return false;
    }

    private static int u16(final DirectBuffer buffer, final int index)
    {
        return buffer.getShort(index, LE) & 0xFFFF;
    }

    /**
     * What was read last may have changed while it was read.
     */
    public void forget()
    {
        rememberedLength = 0;
    }
}
