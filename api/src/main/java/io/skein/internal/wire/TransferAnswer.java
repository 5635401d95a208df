package io.skein.internal.wire;

import io.skein.sbe.FeedbackCode;
import io.skein.sbe.FeedbackReason;
import io.skein.sbe.MessageHeaderDecoder;
import io.skein.sbe.MessageHeaderEncoder;
import io.skein.sbe.TransferFeedbackDecoder;
import io.skein.sbe.TransferFeedbackEncoder;
import io.skein.transfer.ByteRange;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What a subscriber says of a transfer: encoded, and decoded after everything was checked that can be without knowing
 * the transfer. Allocates; for what is said once per transfer.
 *
 * @param subscriberId random; names the subscriber.
 * @param sessionId    of the publisher that is meant.
 * @param transferId   of the transfer.
 * @param subscribers  how many there are where this one is, itself included.
 * @param code         what is said.
 * @param reason       of a refusal.
 * @param ranges       that need not be sent: in order, within 0 to {@link Long#MAX_VALUE}, at most {@link #MAX_RANGES}.
 * @param text         for people.
 */
public record TransferAnswer(
    long subscriberId, int sessionId, long transferId, int subscribers, FeedbackCode code, FeedbackReason reason,
    List<ByteRange> ranges, String text)
{
    /**
     * Most ranges.
     */
    public static final int MAX_RANGES = 64;

    private static final int HEADER = MessageHeaderDecoder.ENCODED_LENGTH;
    private static final int BLOCK = TransferFeedbackDecoder.BLOCK_LENGTH;
    private static final int GROUP = TransferFeedbackDecoder.RangesDecoder.HEADER_SIZE;
    private static final int RANGE = TransferFeedbackDecoder.RangesDecoder.sbeBlockLength();
    private static final int PREFIX = TransferFeedbackDecoder.textHeaderLength();
    private static final int MAX_LENGTH =
        HEADER + BLOCK + GROUP + MAX_RANGES * RANGE + PREFIX + TransferForm.MAX_TEXT;

    /**
     * @return this, as it travels: one frame of a log whose MTU is 1,408.
     */
    public UnsafeBuffer encoded()
    {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[MAX_LENGTH]);
        final TransferFeedbackEncoder encoder = new TransferFeedbackEncoder()
            .wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
            .subscriberId(subscriberId).transferId(transferId).sessionId(sessionId).subscribers(subscribers)
            .code(code).reason(reason);
        final TransferFeedbackEncoder.RangesEncoder group = encoder.rangesCount(ranges.size());
        ranges.forEach((range) -> group.next().offset(range.offset()).length(range.length()));
        final byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        encoder.putText(bytes, 0, Math.min(TransferForm.MAX_TEXT, bytes.length));
        return new UnsafeBuffer(buffer, 0, HEADER + encoder.encodedLength());
    }

    /**
     * Say in an encoded answer how many subscribers there are by now.
     *
     * @param answer      that was encoded.
     * @param subscribers 0 or more.
     */
    public static void putSubscribers(final MutableDirectBuffer answer, final int subscribers)
    {
        answer.putShort(HEADER + TransferFeedbackEncoder.subscribersEncodingOffset(),
            (short)Math.min(0xFFFE, subscribers), ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * @param answer that was encoded.
     * @return of the publisher that is meant.
     */
    public static int sessionId(final DirectBuffer answer)
    {
        return answer.getInt(HEADER + TransferFeedbackDecoder.sessionIdEncodingOffset(), ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * @param source with a message, which may be anything.
     * @param offset of the message.
     * @param length of the message in bytes.
     * @return the answer, or null when it is none or not well-formed.
     */
    public static TransferAnswer decode(final DirectBuffer source, final int offset, final int length)
    {
        if (length < HEADER + BLOCK + GROUP + PREFIX)
        {
            return null;
        }
        final MessageHeaderDecoder header = new MessageHeaderDecoder().wrap(source, offset);
        final int blockLength = header.blockLength();
        final int group = HEADER + blockLength;
        if (header.schemaId() != TransferFeedbackDecoder.SCHEMA_ID ||
            header.templateId() != TransferFeedbackDecoder.TEMPLATE_ID || blockLength < BLOCK ||
            group > length - GROUP - PREFIX)
        {
            return null;
        }
        final int rangeLength = source.getByte(offset + group) & 0xFF;
        final int count = source.getByte(offset + group + 1) & 0xFF;
        final int prefix = group + GROUP + count * rangeLength;
        if (count > MAX_RANGES || rangeLength < RANGE || prefix > length - PREFIX)
        {
            return null;
        }
        final int textLength = source.getShort(offset + prefix, ByteOrder.LITTLE_ENDIAN) & 0xFFFF;
        final TransferFeedbackDecoder decoder = new TransferFeedbackDecoder()
            .wrap(source, offset + HEADER, blockLength, header.version());
        final List<ByteRange> ranges = ranges(source, offset + group + GROUP, count, rangeLength);
        if (textLength > Math.min(TransferForm.MAX_TEXT, length - prefix - PREFIX) || null == ranges ||
            FeedbackCode.SBE_UNKNOWN == decoder.code() || FeedbackCode.NULL_VAL == decoder.code())
        {
            return null;
        }
        final byte[] text = new byte[textLength];
        source.getBytes(offset + prefix + PREFIX, text);
        return new TransferAnswer(decoder.subscriberId(), decoder.sessionId(), decoder.transferId(),
            decoder.subscribers(), decoder.code(), decoder.reason(), ranges,
            new String(text, StandardCharsets.UTF_8).replaceAll("\\p{Cntrl}", "?"));
    }

    private static List<ByteRange> ranges(
        final DirectBuffer source, final int offset, final int count, final int rangeLength)
    {
        final List<ByteRange> ranges = new ArrayList<>(count);
        long end = 0;
        for (int i = 0; i < count; i++)
        {
            final int at = offset + i * rangeLength;
            final long begin = source.getLong(at, ByteOrder.LITTLE_ENDIAN);
            final long bytes = source.getLong(at + Long.BYTES, ByteOrder.LITTLE_ENDIAN);
            if (begin < end || bytes < 1 || begin > Long.MAX_VALUE - bytes)
            {
                return null;
            }
            end = begin + bytes;
            ranges.add(new ByteRange(begin, bytes));
        }
        return ranges;
    }
}
