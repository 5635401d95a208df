package io.skein.internal.wire;

import io.skein.sbe.AbortReason;
import io.skein.sbe.ChunkDecoder;
import io.skein.sbe.MessageHeaderDecoder;
import io.skein.sbe.TransferAbortDecoder;
import io.skein.sbe.TransferBeginDecoder;
import io.skein.sbe.TransferEndDecoder;
import io.skein.topic.ChunkOptions.Checksum;
import org.agrona.DirectBuffer;

import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Reads the messages that a transfer consists of, which may be anything: what they say about themselves is checked
 * against the message's length here, what they say about the payload by whoever puts it together.
 */
public final class TransferReader
{
    /**
     * What a message turned out to be.
     */
    public enum Kind
    {
        /**
         * A slice.
         */
        CHUNK,
        /**
         * Slices are about to come.
         */
        BEGIN,
        /**
         * All slices have been sent.
         */
        END,
        /**
         * No more slices will come.
         */
        ABORT,
        /**
         * Not well-formed; {@link TransferReader#reason()} tells why.
         */
        REJECTED
    }

    private static final ByteOrder LE = ByteOrder.LITTLE_ENDIAN;
    private static final int HEADER = TransferForm.HEADER;

    private String reason;
    private long transferId;
    private long sliceOffset;
    private long payloadLength;
    private int bodyOffset;
    private int bodyLength;
    private Checksum checksumKind;
    private long contentId;
    private long sequence;
    private long checksum;
    private int abortReason;

    /**
     * Has read nothing.
     */
    public TransferReader()
    {
    }

    /**
     * @param templateId of a message.
     * @return whether it is one that this reads.
     */
    static boolean isPart(final int templateId)
    {
        return ChunkDecoder.TEMPLATE_ID == templateId || TransferBeginDecoder.TEMPLATE_ID == templateId ||
            TransferEndDecoder.TEMPLATE_ID == templateId || TransferAbortDecoder.TEMPLATE_ID == templateId;
    }

    /**
     * Is it a part of a transfer that is no message by itself? All are but the end.
     *
     * @param buffer that holds a message.
     * @param offset of the message.
     * @param length of the message, or of its first fragment.
     * @return whether a chunk, a begin or an abort is there, by its first bytes.
     */
    public static boolean isInner(final DirectBuffer buffer, final int offset, final int length)
    {
        if (length < HEADER ||
            ChunkDecoder.SCHEMA_ID != u16(buffer, offset + MessageHeaderDecoder.schemaIdEncodingOffset()))
        {
            return false;
        }
        final int templateId = u16(buffer, offset + MessageHeaderDecoder.templateIdEncodingOffset());
        return TransferEndDecoder.TEMPLATE_ID != templateId && isPart(templateId);
    }

    /**
     * Read a message that {@link MessageReader} called a part of a transfer.
     *
     * @param buffer that holds the message: the range is the caller's to guarantee.
     * @param offset of the message.
     * @param length of the message in bytes, 8 or more.
     * @return what it is.
     */
    public Kind read(final DirectBuffer buffer, final int offset, final int length)
    {
        if (length >= TransferForm.LENGTH && TransferForm.CHUNK_WORD_0 == buffer.getLong(offset, LE))
        {
            return readChunk(buffer, offset, TransferForm.LENGTH, length);
        }
        final int start = HEADER + u16(buffer, offset + MessageHeaderDecoder.blockLengthEncodingOffset());
        if (length < start)
        {
            return rejected("block length of a part of a transfer");
        }
        return switch (u16(buffer, offset + MessageHeaderDecoder.templateIdEncodingOffset()))
        {
            case ChunkDecoder.TEMPLATE_ID -> start < TransferForm.LENGTH ?
                rejected("block length of a chunk") : readChunk(buffer, offset, start, length);
            case TransferBeginDecoder.TEMPLATE_ID -> readBegin(buffer, offset, start, length);
            case TransferEndDecoder.TEMPLATE_ID -> readEnd(buffer, offset, start);
            default -> readAbort(buffer, offset, start, length);
        };
    }

    private Kind readChunk(final DirectBuffer buffer, final int offset, final int start, final int length)
    {
        transferId = buffer.getLong(offset + TransferForm.ID, LE);
        sliceOffset = buffer.getLong(offset + TransferForm.SLICE_OFFSET, LE);
        payloadLength = buffer.getLong(offset + TransferForm.PAYLOAD_LENGTH, LE);
        bodyOffset = start;
        bodyLength = length - start;
        if (sliceOffset < 0 || bodyLength < 1 || sliceOffset > payloadLength - bodyLength || payloadLength < bodyLength)
        {
            return rejected("offset or length of a slice");
        }
        return Kind.CHUNK;
    }

    private Kind readBegin(final DirectBuffer buffer, final int offset, final int start, final int length)
    {
        if (start < HEADER + TransferBeginDecoder.BLOCK_LENGTH)
        {
            return rejected("block length of a transfer begin");
        }
        transferId = buffer.getLong(offset + TransferForm.ID, LE);
        final int kind = buffer.getByte(offset + TransferForm.CHECKSUM_KIND) & 0xFF;
        if (TransferForm.code(Checksum.NONE) != kind && TransferForm.code(Checksum.CRC32C) != kind)
        {
            return rejected("checksum of a transfer begin");
        }
        checksumKind = TransferForm.code(Checksum.NONE) == kind ? Checksum.NONE : Checksum.CRC32C;
        contentId = buffer.getLong(offset + TransferForm.CONTENT_ID, LE);
        bodyOffset = start;
        bodyLength = length - start;
        return Kind.BEGIN;
    }

    private Kind readEnd(final DirectBuffer buffer, final int offset, final int start)
    {
        if (start < HEADER + TransferEndDecoder.BLOCK_LENGTH)
        {
            return rejected("block length of a transfer end");
        }
        sequence = buffer.getLong(offset + TransferForm.SEQUENCE, LE);
        transferId = buffer.getLong(offset + TransferForm.END_ID, LE);
        checksum = buffer.getLong(offset + TransferForm.CHECKSUM, LE);
        return Kind.END;
    }

    private Kind readAbort(final DirectBuffer buffer, final int offset, final int start, final int length)
    {
        if (start < HEADER + TransferAbortDecoder.BLOCK_LENGTH || length - start < TransferForm.TEXT_LENGTH_PREFIX)
        {
            return rejected("block length of a transfer abort");
        }
        transferId = buffer.getLong(offset + TransferForm.ID, LE);
        abortReason = buffer.getByte(offset + TransferForm.REASON) & 0xFF;
        bodyOffset = start + TransferForm.TEXT_LENGTH_PREFIX;
        bodyLength = u16(buffer, offset + start);
        if (bodyLength > length - bodyOffset)
        {
            return rejected("text of a transfer abort");
        }
        return Kind.ABORT;
    }

    /**
     * @return which field was wrong.
     */
    public String reason()
    {
        return reason;
    }

    /**
     * @return of which transfer.
     */
    public long transferId()
    {
        return transferId;
    }

    /**
     * @return of a chunk: where its slice belongs, 0 or more, and ends within the payload.
     */
    public long sliceOffset()
    {
        return sliceOffset;
    }

    /**
     * @return of a chunk: bytes of the whole payload.
     */
    public long payloadLength()
    {
        return payloadLength;
    }

    /**
     * @return where the slice, the header or the text begins, from the start of the message.
     */
    public int bodyOffset()
    {
        return bodyOffset;
    }

    /**
     * @return bytes of the slice, the header or the text; within the message.
     */
    public int bodyLength()
    {
        return bodyLength;
    }

    /**
     * @return of a begin: what the end will have.
     */
    public Checksum checksumKind()
    {
        return checksumKind;
    }

    /**
     * @return of a begin: what names the payload; 0 when nothing does.
     */
    public long contentId()
    {
        return contentId;
    }

    /**
     * @return of an end: the number of the message.
     */
    public long sequence()
    {
        return sequence;
    }

    /**
     * @return of an end.
     */
    public long checksum()
    {
        return checksum;
    }

    /**
     * @return of an abort: whether the publisher gave up because nobody took the bytes.
     */
    public boolean isTimedOut()
    {
        return AbortReason.TIMED_OUT.value() == abortReason;
    }

    /**
     * @return of an abort: whether the publisher was closed.
     */
    public boolean isPublisherClosed()
    {
        return AbortReason.CLOSED.value() == abortReason;
    }

    /**
     * @param buffer that holds the abort.
     * @param offset of the abort.
     * @return its text, with what can not be shown replaced; allocates.
     */
    public String text(final DirectBuffer buffer, final int offset)
    {
        final byte[] text = new byte[Math.min(TransferForm.MAX_TEXT, bodyLength)];
        buffer.getBytes(offset + bodyOffset, text);
        return new String(text, StandardCharsets.UTF_8).replaceAll("\\p{Cntrl}", "?");
    }

    private Kind rejected(final String field)
    {
        reason = field;
        return Kind.REJECTED;
    }

    private static int u16(final DirectBuffer buffer, final int index)
    {
        return buffer.getShort(index, LE) & 0xFFFF;
    }
}
