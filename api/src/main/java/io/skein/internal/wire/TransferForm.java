package io.skein.internal.wire;

import io.skein.sbe.ChunkEncoder;
import io.skein.sbe.MessageHeaderEncoder;
import io.skein.sbe.TransferAbortEncoder;
import io.skein.sbe.TransferBeginEncoder;
import io.skein.sbe.TransferEndEncoder;
import io.skein.topic.ChunkOptions.Checksum;
import org.agrona.MutableDirectBuffer;

import java.nio.ByteOrder;

/**
 * Layout of the messages that a transfer consists of. Chunk, begin and end are four words: message header, and three
 * more. Chunk: transfer id, offset of the slice, length of the payload; then the slice. Begin: transfer id, checksum
 * (8) and flags (8), content id; then the header that the message would have. End: sequence, transfer id, checksum. An
 * abort is transfer id, reason (8), length of the text (16), and the text.
 */
public final class TransferForm
{
    /**
     * Bytes of a chunk before its slice, of a begin before its header, and of an end.
     */
    public static final int LENGTH = MessageHeaderEncoder.ENCODED_LENGTH + ChunkEncoder.BLOCK_LENGTH;

    /**
     * Most bytes of the text of an abort.
     */
    public static final int MAX_TEXT = 256;

    /**
     * Longest abort in bytes.
     */
    public static final int MAX_ABORT = 8 + 9 + 2 + MAX_TEXT;

    static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;
    static final int ID = 8;
    static final int SLICE_OFFSET = 16;
    static final int PAYLOAD_LENGTH = 24;
    static final int CHECKSUM_KIND = 16;
    static final int CONTENT_ID = 24;
    static final int SEQUENCE = 8;
    static final int END_ID = 16;
    static final int CHECKSUM = 24;
    static final int REASON = 16;
    static final int TEXT_LENGTH_PREFIX = 2;
    static final long CHUNK_WORD_0 = word0(ChunkEncoder.BLOCK_LENGTH, ChunkEncoder.TEMPLATE_ID);

    private static final long BEGIN_WORD_0 = word0(TransferBeginEncoder.BLOCK_LENGTH, TransferBeginEncoder.TEMPLATE_ID);
    private static final long END_WORD_0 = word0(TransferEndEncoder.BLOCK_LENGTH, TransferEndEncoder.TEMPLATE_ID);
    private static final long ABORT_WORD_0 = word0(TransferAbortEncoder.BLOCK_LENGTH, TransferAbortEncoder.TEMPLATE_ID);

    private TransferForm()
    {
    }

    /**
     * Write what comes before a slice.
     *
     * @param message       memory of the log.
     * @param offset        of the chunk.
     * @param transferId    of the transfer.
     * @param sliceOffset   of the slice in the payload.
     * @param payloadLength in bytes.
     */
    public static void stampChunk(
        final MutableDirectBuffer message, final int offset,
        final long transferId, final long sliceOffset, final long payloadLength)
    {
        ShortForm.put(message.addressOffset() + offset, CHUNK_WORD_0, transferId, sliceOffset, payloadLength);
    }

    /**
     * Write what comes before the header of a transfer.
     *
     * @param message    off-heap memory.
     * @param offset     of the begin.
     * @param transferId of the transfer.
     * @param checksum   that the end will have.
     * @param contentId  names the payload, or 0.
     */
    public static void stampBegin(
        final MutableDirectBuffer message, final int offset, final long transferId, final Checksum checksum,
        final long contentId)
    {
        ShortForm.put(message.addressOffset() + offset, BEGIN_WORD_0, transferId, code(checksum), contentId);
    }

    /**
     * Write an end.
     *
     * @param message    off-heap memory.
     * @param offset     of the end.
     * @param sequence   of the message.
     * @param transferId of the transfer.
     * @param checksum   of the payload.
     */
    public static void stampEnd(
        final MutableDirectBuffer message, final int offset,
        final long sequence, final long transferId, final long checksum)
    {
        ShortForm.put(message.addressOffset() + offset, END_WORD_0, sequence, transferId, checksum);
    }

    /**
     * Write an abort.
     *
     * @param message    memory for {@link #MAX_ABORT} bytes.
     * @param offset     of the abort.
     * @param transferId of the transfer.
     * @param reason     code of {@link io.skein.sbe.AbortReason}.
     * @param text       of which at most {@link #MAX_TEXT} bytes travel.
     * @return length in bytes.
     */
    public static int putAbort(
        final MutableDirectBuffer message, final int offset,
        final long transferId, final int reason, final byte[] text)
    {
        final int textLength = Math.min(MAX_TEXT, text.length);
        message.putLong(offset, ABORT_WORD_0, ByteOrder.LITTLE_ENDIAN);
        message.putLong(offset + ID, transferId, ByteOrder.LITTLE_ENDIAN);
        message.putByte(offset + REASON, (byte)reason);
        message.putShort(offset + REASON + 1, (short)textLength, ByteOrder.LITTLE_ENDIAN);
        message.putBytes(offset + REASON + 1 + TEXT_LENGTH_PREFIX, text, 0, textLength);
        return REASON + 1 + TEXT_LENGTH_PREFIX + textLength;
    }

    static int code(final Checksum checksum)
    {
        return Checksum.CRC32C == checksum ?
            io.skein.sbe.Checksum.CRC32C.value() : io.skein.sbe.Checksum.NONE.value();
    }

    private static long word0(final int blockLength, final int templateId)
    {
        return blockLength | (long)templateId << 16 |
            (long)ChunkEncoder.SCHEMA_ID << 32 | (long)ChunkEncoder.SCHEMA_VERSION << 48;
    }
}
