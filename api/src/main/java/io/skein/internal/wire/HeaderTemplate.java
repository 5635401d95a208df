package io.skein.internal.wire;

import io.skein.MessageTooLargeException;
import io.skein.payload.Payload;
import io.skein.sbe.DataEncoder;
import io.skein.sbe.MessageHeaderEncoder;
import io.skein.sbe.ShortDataEncoder;
import io.skein.sbe.TensorEncoder;
import io.skein.internal.memory.LittleEndian;
import io.skein.tensor.TensorType;
import org.agrona.BufferUtil;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.UnsafeApi;
import org.agrona.concurrent.UnsafeBuffer;

import java.nio.ByteOrder;

/**
 * The header of a message, encoded once and stamped into the log for every message that has the same: only sequence,
 * publish time and payload offset differ. A raw message has an empty one.
 */
public final class HeaderTemplate extends HeaderLayout
{
    /**
     * Most bytes of an attachment.
     */
    public static final int MAX_ATTACHMENT_LENGTH = 65_534;
    /**
     * Most segments of a payload.
     */
    public static final int MAX_SEGMENTS = 65_534;

    private static final int HEADER_LENGTH = MessageHeaderEncoder.ENCODED_LENGTH;
    private static final int SEQUENCE = HEADER_LENGTH + TensorEncoder.sequenceEncodingOffset();
    private static final int PUBLISH_TIME = HEADER_LENGTH + TensorEncoder.publishTimeNsEncodingOffset();
    private static final int PAYLOAD_OFFSET = HEADER_LENGTH + TensorEncoder.payloadOffsetEncodingOffset();
    private static final int DATA_TYPE = HEADER_LENGTH + TensorEncoder.dataTypeEncodingOffset();
    private static final int ATTACHMENT_PREFIX = 2;

    private final UnsafeBuffer buffer = new UnsafeBuffer(
        BufferUtil.allocateDirectAligned(8 * PAYLOAD_ALIGNMENT, PAYLOAD_ALIGNMENT));
    private final MessageHeaderEncoder headerEncoder = new MessageHeaderEncoder();
    private final TensorEncoder tensorEncoder = new TensorEncoder();
    private final DataEncoder dataEncoder = new DataEncoder();
    private final boolean mayShortenTensors;
    private final boolean mayShortenData;
    private long word0;
    private long word2;
    private long word3;
    private boolean isShort;
    private boolean isTensor;

    /**
     * Of the full form only.
     */
    public HeaderTemplate()
    {
        this(false, false);
    }

    private HeaderTemplate(final boolean mayShortenTensors, final boolean mayShortenData)
    {
        this.mayShortenTensors = mayShortenTensors;
        this.mayShortenData = mayShortenData;
    }

    /**
     * @param hasTime whether messages are stamped with their publish time.
     * @return a template that takes the short form where it says the same.
     */
    public static HeaderTemplate shortest(final boolean hasTime)
    {
        return new HeaderTemplate(!hasTime, true);
    }

    /**
     * Leave room for a trace in front of the payload; before anything is encoded.
     *
     * @param room for the longest one in bytes, 0 for none.
     * @return this.
     */
    public HeaderTemplate traced(final int room)
    {
        longestTrace = room;
        traceRoom = room;
        reserve(0, 0);
        return this;
    }

    /**
     * Leave other room for a trace; before the header is encoded anew.
     *
     * @param room in bytes; more than for the longest one is not kept.
     * @return this.
     */
    public HeaderTemplate traceRoom(final int room)
    {
        traceRoom = Math.min(room, longestTrace);
        return this;
    }

    /**
     * Encode the header of a tensor.
     *
     * @param type       of the tensor.
     * @param payload    whose segment boundaries travel, or null for one segment.
     * @param attachment length in bytes.
     * @return this.
     */
    public HeaderTemplate tensor(final TensorType type, final Payload payload, final int attachment)
    {
        checkAttachment(attachment);
        final int segments = segmentsToWrite(payload);
        if (mayShortenTensors && 0 == attachment && hasNoTable(payload) && ShortForm.fits(type))
        {
            isTensor = true;
            return shortened(ShortForm.TENSOR_WORD_0, ShortForm.tensorWord2(type), ShortForm.tensorWord3(type));
        }
        reserve(segments, attachment);
        tensorEncoder.wrapAndApplyHeader(buffer, 0, headerEncoder);
        tensorEncoder.sequence(0)
            .publishTimeNs(TensorEncoder.publishTimeNsNullValue())
            .payloadLength(type.sizeBytes())
            .payloadOffset(0);
        buffer.putByte(DATA_TYPE, (byte)type.dataType().code());
        tensorEncoder.flags().clear();
        final int rank = type.rank();
        final TensorEncoder.DimsEncoder dims = tensorEncoder.dimsCount(rank);
        for (int i = 0; i < rank; i++)
        {
            dims.next().size(type.dim(i));
        }
        final TensorEncoder.StridesEncoder strides = tensorEncoder.stridesCount(type.isDense() ? 0 : rank);
        for (int i = 0; i < rank && !type.isDense(); i++)
        {
            strides.next().step(type.stride(i));
        }
        final TensorEncoder.SegmentsEncoder encoder = tensorEncoder.segmentsCount(segments);
        for (int i = 0; i < segments; i++)
        {
            encoder.next().length(payload.segment(i).length());
        }
        return end(tensorEncoder.limit(), attachment);
    }

    /**
     * Encode the header of a message.
     *
     * @param payloadLength in bytes.
     * @param payload       whose segment boundaries travel, or null for one segment.
     * @param attachment    length in bytes.
     * @return this.
     */
    public HeaderTemplate data(final long payloadLength, final Payload payload, final int attachment)
    {
        checkAttachment(attachment);
        final int segments = segmentsToWrite(payload);
        if (mayShortenData && 0 == attachment && hasNoTable(payload) && payloadLength <= Integer.MAX_VALUE)
        {
            isTensor = false;
            return shortened(ShortForm.DATA_WORD_0, ShortDataEncoder.publishTimeNsNullValue(), payloadLength);
        }
        reserve(segments, attachment);
        dataEncoder.wrapAndApplyHeader(buffer, 0, headerEncoder);
        dataEncoder.sequence(0)
            .publishTimeNs(DataEncoder.publishTimeNsNullValue())
            .payloadLength(payloadLength)
            .payloadOffset(0);
        dataEncoder.flags().clear();
        final DataEncoder.SegmentsEncoder encoder = dataEncoder.segmentsCount(segments);
        for (int i = 0; i < segments; i++)
        {
            encoder.next().length(payload.segment(i).length());
        }
        return end(dataEncoder.limit(), attachment);
    }

    /**
     * Take the header of a message that was received.
     *
     * @param message memory that holds it.
     * @param offset  of the message.
     * @param reader  that has read its header, and accepted it.
     * @return this.
     */
    public HeaderTemplate copyOf(final DirectBuffer message, final int offset, final MessageReader reader)
    {
        if (reader.isShort())
        {
            isTensor = null != reader.type();
            return isTensor ?
                shortened(
                    ShortForm.TENSOR_WORD_0,
                    ShortForm.tensorWord2(reader.type()), ShortForm.tensorWord3(reader.type())) :
                shortened(ShortForm.DATA_WORD_0, reader.publishTimeNs(), reader.payloadLength());
        }
        isShort = false;
        attachmentOffset = reader.attachmentOffset();
        attachmentLength = reader.attachmentLength();
        final int newLength = attachmentOffset + attachmentLength;
        reserve(0, newLength);
        laidOut(newLength);
        buffer.putBytes(0, message, offset, newLength);
        return this;
    }

    /**
     * Change the payload length of a template made by {@link #data}.
     *
     * @param payloadLength in bytes.
     */
    public void dataLength(final long payloadLength)
    {
        if (isShort)
        {
            word3 = payloadLength;
        }
        else
        {
            dataEncoder.payloadLength(payloadLength);
        }
    }

    /**
     * Put the attachment into the template itself.
     *
     * @param attachment of the length that was encoded.
     */
    public void attachment(final DirectBuffer attachment)
    {
        buffer.putBytes(attachmentOffset, attachment, 0, attachmentLength);
    }

    /**
     * @return the template's bytes; those behind {@link #length()} are zero for at least the longest padding.
     */
    public DirectBuffer buffer()
    {
        return buffer;
    }

    /**
     * @return where a trace goes that travels with {@link #buffer()}.
     */
    public long traceAddress()
    {
        return buffer.addressOffset() + traceOffset;
    }

    /**
     * Fill in what differs when the payload travels apart.
     *
     * @param publishTimeNs of the message, or the null value.
     * @return bytes of header and padding, from the start of {@link #buffer()}.
     */
    public int completeDetached(final long publishTimeNs)
    {
        complete(0, publishTimeNs, alignedPayloadOffset);
        return alignedPayloadOffset;
    }

    /**
     * Fill in what differs from message to message.
     *
     * @param sequence      of the message.
     * @param publishTimeNs of the message, or the null value.
     * @param payloadOffset of the message.
     */
    public void complete(final long sequence, final long publishTimeNs, final int payloadOffset)
    {
        if (isShort)
        {
            stampShort(buffer.addressOffset(), sequence, payloadOffset);
            if (!isTensor)
            {
                buffer.putLong(PUBLISH_TIME, publishTimeNs, ByteOrder.LITTLE_ENDIAN);
            }
            return;
        }
        buffer.putLong(SEQUENCE, sequence, ByteOrder.LITTLE_ENDIAN);
        buffer.putLong(PUBLISH_TIME, publishTimeNs, ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(PAYLOAD_OFFSET, payloadOffset, ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Write the header and its padding into a message.
     *
     * @param message       to write into.
     * @param offset        of the message.
     * @param sequence      of the message.
     * @param payloadOffset from {@link #payloadOffset(int)}.
     */
    public void stamp(
        final MutableDirectBuffer message, final int offset, final long sequence, final int payloadOffset)
    {
        stamp(message.addressOffset() + offset, sequence, payloadOffset);
    }

    /**
     * Write the header and its padding into a message.
     *
     * @param target        address of the message.
     * @param sequence      of the message.
     * @param payloadOffset from {@link #payloadOffset(int)}.
     */
    public void stamp(final long target, final long sequence, final int payloadOffset)
    {
        if (isShort)
        {
            stampShort(target, sequence, payloadOffset);
        }
        else if (0 != length)
        {
            stampFull(target, sequence, payloadOffset);
        }
    }

    /**
     * @return whether the header is four words: {@link #word0}, the sequence, {@link #word2} and {@link #word3}.
     */
    public boolean isShort()
    {
        return isShort;
    }

    /**
     * @return first word of a short header.
     */
    public long word0()
    {
        return word0;
    }

    /**
     * @param payloadOffset from {@link #payloadOffset(int)}.
     * @return third word of a short header.
     */
    public long word2(final int payloadOffset)
    {
        return isTensor ? ShortForm.withTensorOffset(word2, payloadOffset) : word2;
    }

    /**
     * @param payloadOffset from {@link #payloadOffset(int)}.
     * @return fourth word of a short header.
     */
    public long word3(final int payloadOffset)
    {
        return isTensor ? word3 : ShortForm.withDataOffset(word3, payloadOffset);
    }

    private void stampShort(final long target, final long sequence, final int payloadOffset)
    {
        ShortForm.put(target, word0, sequence, word2(payloadOffset), word3(payloadOffset));
    }

    private void stampFull(final long target, final long sequence, final int payloadOffset)
    {
        // Beyond the last word of the header the log is zero already.
        final long source = buffer.addressOffset();
        for (int i = 0; i < length; i += Long.BYTES)
        {
            UnsafeApi.putLong(target + i, UnsafeApi.getLong(source + i));
        }
        UnsafeApi.putLong(target + SEQUENCE, LittleEndian.of(sequence));
        UnsafeApi.putInt(target + PAYLOAD_OFFSET, LittleEndian.of(payloadOffset));
    }

    private HeaderTemplate laidOut(final int newLength)
    {
        layOut(newLength);
        buffer.setMemory(attachmentOffset, endOfHeader() - attachmentOffset + 2 * PAYLOAD_ALIGNMENT, (byte)0);
        return this;
    }

    private HeaderTemplate shortened(final long newWord0, final long newWord2, final long newWord3)
    {
        isShort = true;
        word0 = newWord0;
        word2 = newWord2;
        word3 = newWord3;
        attachmentOffset = ShortForm.LENGTH;
        attachmentLength = 0;
        return laidOut(ShortForm.LENGTH);
    }

    private HeaderTemplate end(final int limit, final int attachment)
    {
        isShort = false;
        buffer.putShort(limit, (short)attachment, ByteOrder.LITTLE_ENDIAN);
        attachmentOffset = limit + ATTACHMENT_PREFIX;
        attachmentLength = attachment;
        return laidOut(attachmentOffset + attachment);
    }

    private void reserve(final int segments, final int attachment)
    {
        final int capacity = 5 * PAYLOAD_ALIGNMENT + Long.BYTES * segments + attachment + longestTrace;
        if (buffer.capacity() < capacity)
        {
            buffer.wrap(BufferUtil.allocateDirectAligned(2 * capacity, PAYLOAD_ALIGNMENT));
        }
    }

    private static boolean hasNoTable(final Payload payload)
    {
        return 0 == segmentsToWrite(payload) && (null == payload || 0 != payload.segmentCount());
    }

    private static int segmentsToWrite(final Payload payload)
    {
        // A single segment is all of the payload and needs no table, unless it would look like none.
        if (null == payload || 1 == payload.segmentCount() && payload.length() > 0)
        {
            return 0;
        }
        final int segments = payload.segmentCount();
        if (segments > MAX_SEGMENTS)
        {
            throw new MessageTooLargeException("a payload of " + segments +
                " segments exceeds the limit of " + MAX_SEGMENTS + ": copy small segments together");
        }
        return segments;
    }

    private static void checkAttachment(final int length)
    {
        if (length < 0 || length > MAX_ATTACHMENT_LENGTH)
        {
            throw new MessageTooLargeException("an attachment of " + length + " bytes is outside 0 to " +
                MAX_ATTACHMENT_LENGTH + ": put what is larger into the payload");
        }
    }
}
