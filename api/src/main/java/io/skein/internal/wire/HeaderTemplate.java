package io.skein.internal.wire;

import io.skein.MessageTooLargeException;
import io.skein.payload.Payload;
import io.skein.payload.Segment;
import io.skein.sbe.ControlCode;
import io.skein.sbe.ControlEncoder;
import io.skein.sbe.DataEncoder;
import io.skein.sbe.MessageHeaderEncoder;
import io.skein.sbe.TensorEncoder;
import io.skein.tensor.TensorType;
import org.agrona.BitUtil;
import org.agrona.BufferUtil;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.UnsafeApi;
import org.agrona.concurrent.UnsafeBuffer;

import java.nio.ByteOrder;
import java.util.List;

/**
 * The header of a message, encoded once and stamped into the log for every message that has the same: only sequence,
 * publish time and payload offset differ. A raw message has an empty one.
 */
public final class HeaderTemplate
{
    /**
     * Boundary on which payloads lie.
     */
    public static final int PAYLOAD_ALIGNMENT = 64;
    /**
     * Most bytes of an attachment.
     */
    public static final int MAX_ATTACHMENT_LENGTH = 65_534;
    /**
     * Most segments of a payload.
     */
    public static final int MAX_SEGMENTS = 65_534;

    private static final int FRAME_HEADER_LENGTH = 32;
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
    private int length;
    private int attachmentOffset;
    private int attachmentLength;
    private int alignedPayloadOffset;
    private int shiftedPayloadOffset;
    private int maxPayloadOffset;

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
            encoder.next().length(payload.segments().get(i).length());
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
            encoder.next().length(payload.segments().get(i).length());
        }
        return end(dataEncoder.limit(), attachment);
    }

    /**
     * Change the payload length of a template made by {@link #data}.
     *
     * @param payloadLength in bytes.
     */
    public void dataLength(final long payloadLength)
    {
        dataEncoder.payloadLength(payloadLength);
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
     * @return the encoded header, without padding.
     */
    public int length()
    {
        return length;
    }

    /**
     * @return where the attachment begins, from the start of the message.
     */
    public int attachmentOffset()
    {
        return attachmentOffset;
    }

    /**
     * @return bytes of attachment.
     */
    public int attachmentLength()
    {
        return attachmentLength;
    }

    /**
     * @return the template's bytes; those behind {@link #length()} are zero for at least the longest padding.
     */
    public DirectBuffer buffer()
    {
        return buffer;
    }

    /**
     * Where the payload goes in a message whose frame begins at a term offset, so that it is aligned in memory.
     *
     * @param frameOffset of the frame in its term.
     * @return offset from the start of the message; 0 for a raw message.
     */
    public int payloadOffset(final int frameOffset)
    {
        // Frames begin on multiples of 32, and the message 32 bytes behind: one of two cases.
        return 0 == (frameOffset & FRAME_HEADER_LENGTH) ? shiftedPayloadOffset : alignedPayloadOffset;
    }

    /**
     * @return offset of the payload in a message whose own first byte is aligned, as it is where fragments are
     * assembled.
     */
    public int assembledPayloadOffset()
    {
        return alignedPayloadOffset;
    }

    /**
     * @return the largest of all offsets that a payload may have.
     */
    public int maxPayloadOffset()
    {
        return maxPayloadOffset;
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
        if (0 == length)
        {
            return;
        }
        final long target = message.addressOffset() + offset;
        final long source = buffer.addressOffset();
        // Straight-line for the common header of at most one line: subscribers watch the line that this begins in, and
        // each nanosecond between claim and commit is a chance that they take it away: docs/adr/0005-small-messages.md
        UnsafeApi.putLong(target, UnsafeApi.getLong(source));
        UnsafeApi.putLong(target + SEQUENCE, LittleEndian.of(sequence));
        UnsafeApi.putLong(target + 16, UnsafeApi.getLong(source + 16));
        UnsafeApi.putLong(target + 24, UnsafeApi.getLong(source + 24));
        UnsafeApi.putLong(target + 32, UnsafeApi.getLong(source + 32));
        UnsafeApi.putLong(target + 40, UnsafeApi.getLong(source + 40));
        UnsafeApi.putLong(target + 48, UnsafeApi.getLong(source + 48));
        UnsafeApi.putLong(target + 56, UnsafeApi.getLong(source + 56));
        UnsafeApi.putInt(target + PAYLOAD_OFFSET, LittleEndian.of(payloadOffset));
        for (int i = PAYLOAD_ALIGNMENT; i < length; i += Long.BYTES)
        {
            UnsafeApi.putLong(target + i, UnsafeApi.getLong(source + i));
        }
    }

    /**
     * @return whether the header fits a line without an attachment, or is empty.
     */
    public boolean isShort()
    {
        return length <= PAYLOAD_ALIGNMENT && 0 == attachmentLength;
    }

    /**
     * Fill in what differs from message to message, in a header that was stamped outside of the log.
     *
     * @param address       of the header.
     * @param sequence      of the message.
     * @param publishTimeNs of the message, or the null value.
     * @param payloadOffset of the message.
     */
    public static void complete(
        final long address, final long sequence, final long publishTimeNs, final int payloadOffset)
    {
        UnsafeApi.putLong(address + SEQUENCE, LittleEndian.of(sequence));
        UnsafeApi.putLong(address + PUBLISH_TIME, LittleEndian.of(publishTimeNs));
        UnsafeApi.putInt(address + PAYLOAD_OFFSET, LittleEndian.of(payloadOffset));
    }

    /**
     * Set the publish time in a stamped message.
     *
     * @param message       to write into.
     * @param offset        of the message.
     * @param publishTimeNs since the epoch.
     */
    public static void stampTime(final MutableDirectBuffer message, final int offset, final long publishTimeNs)
    {
        message.putLong(offset + PUBLISH_TIME, publishTimeNs, ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Overwrite a stamped message with one that says that its sequence number carries nothing.
     *
     * @param message  to write into.
     * @param offset   of the message.
     * @param sequence of the message.
     */
    public static void stampVoid(final MutableDirectBuffer message, final int offset, final long sequence)
    {
        new ControlEncoder().wrapAndApplyHeader(message, offset, new MessageHeaderEncoder())
            .sequence(sequence)
            .code(ControlCode.VOID);
    }

    private HeaderTemplate end(final int limit, final int attachment)
    {
        buffer.putShort(limit, (short)attachment, ByteOrder.LITTLE_ENDIAN);
        attachmentOffset = limit + ATTACHMENT_PREFIX;
        attachmentLength = attachment;
        length = attachmentOffset + attachment;
        alignedPayloadOffset = BitUtil.align(length, PAYLOAD_ALIGNMENT);
        shiftedPayloadOffset = BitUtil.align(length + FRAME_HEADER_LENGTH, PAYLOAD_ALIGNMENT) - FRAME_HEADER_LENGTH;
        maxPayloadOffset = Math.max(alignedPayloadOffset, shiftedPayloadOffset);
        buffer.setMemory(attachmentOffset, attachment + PAYLOAD_ALIGNMENT, (byte)0);
        return this;
    }

    private void reserve(final int segments, final int attachment)
    {
        final int capacity = 5 * PAYLOAD_ALIGNMENT + Long.BYTES * segments + attachment;
        if (buffer.capacity() < capacity)
        {
            buffer.wrap(BufferUtil.allocateDirectAligned(2 * capacity, PAYLOAD_ALIGNMENT));
        }
    }

    private static int segmentsToWrite(final Payload payload)
    {
        if (null == payload || payload.segmentCount() == 1)
        {
            return 0;
        }
        final List<Segment> segments = payload.segments();
        if (segments.size() > MAX_SEGMENTS)
        {
            throw new MessageTooLargeException("a payload of " + segments.size() +
                " segments exceeds the limit of " + MAX_SEGMENTS + ": copy small segments together");
        }
        return segments.size();
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
