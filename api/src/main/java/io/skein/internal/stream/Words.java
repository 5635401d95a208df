package io.skein.internal.stream;

import io.skein.sbe.MessageHeaderDecoder;
import io.skein.sbe.MessageHeaderEncoder;
import io.skein.sbe.StreamCode;
import io.skein.sbe.StreamFeedbackDecoder;
import io.skein.sbe.StreamFeedbackEncoder;
import io.skein.sbe.StreamSignalDecoder;
import io.skein.sbe.StreamSignalEncoder;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

import java.nio.charset.StandardCharsets;

/**
 * What the ends of a stream tell each other besides bytes: encoded, and decoded after every length was checked. Belongs
 * to one thread at a time.
 */
final class Words
{
    private static final int MAX_TEXT = 1_024;
    private static final int MIN_FEEDBACK = MessageHeaderDecoder.ENCODED_LENGTH + StreamFeedbackDecoder.BLOCK_LENGTH +
        StreamFeedbackDecoder.textHeaderLength();
    private static final int MIN_SIGNAL = MessageHeaderDecoder.ENCODED_LENGTH + StreamSignalDecoder.BLOCK_LENGTH +
        StreamSignalDecoder.textHeaderLength();

    final UnsafeBuffer buffer = new UnsafeBuffer(new byte[MIN_FEEDBACK + MAX_TEXT]);
    int length;

    StreamCode code;
    long readerId;
    long value;
    int writerSessionId;
    String text;

    private boolean hasHeader;
    private final MessageHeaderEncoder headerEncoder = new MessageHeaderEncoder();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final StreamSignalEncoder signalEncoder = new StreamSignalEncoder();
    private final StreamSignalDecoder signal = new StreamSignalDecoder();
    private final StreamFeedbackEncoder feedbackEncoder = new StreamFeedbackEncoder();
    private final StreamFeedbackDecoder feedback = new StreamFeedbackDecoder();

    void encodeSignal(final StreamCode newCode, final long newReaderId, final long newValue, final String newText)
    {
        final byte[] bytes = bytes(newText);
        signalEncoder.wrapAndApplyHeader(buffer, 0, headerEncoder)
            .readerId(newReaderId).value(newValue).code(newCode).putText(bytes, 0, bytes.length);
        length = MessageHeaderEncoder.ENCODED_LENGTH + signalEncoder.encodedLength();
    }

    void encodeFeedback(
        final StreamCode newCode, final long newReaderId, final int sessionId, final long newValue,
        final String newText)
    {
        final byte[] bytes = null == newText ? null : bytes(newText);
        feedbackEncoder.wrapAndApplyHeader(buffer, 0, headerEncoder)
            .readerId(newReaderId).value(newValue).writerSessionId(sessionId).code(newCode);
        if (null == bytes)
        {
            feedbackEncoder.putText(buffer, 0, 0);
        }
        else
        {
            feedbackEncoder.putText(bytes, 0, bytes.length);
        }
        length = MessageHeaderEncoder.ENCODED_LENGTH + feedbackEncoder.encodedLength();
    }

    /**
     * @return whether it is a well-formed signal; then it is in the fields.
     */
    boolean decodeSignal(final DirectBuffer source, final int offset, final int sourceLength)
    {
        if (!isOf(source, offset, sourceLength, MIN_SIGNAL, StreamSignalDecoder.TEMPLATE_ID))
        {
            return false;
        }
        signal.wrap(source, offset + MessageHeaderDecoder.ENCODED_LENGTH, header.blockLength(), header.version());
        code = signal.code();
        readerId = signal.readerId();
        value = signal.value();
        final int textLength = signal.textLength();
        final int textOffset = signal.limit() + StreamSignalDecoder.textHeaderLength();
        return decodeText(source, textOffset, textLength, offset + sourceLength);
    }

    /**
     * @return whether it is well-formed feedback; then it is in the fields.
     */
    boolean decodeFeedback(final DirectBuffer source, final int offset, final int sourceLength)
    {
        if (!isOf(source, offset, sourceLength, MIN_FEEDBACK, StreamFeedbackDecoder.TEMPLATE_ID))
        {
            return false;
        }
        feedback.wrap(source, offset + MessageHeaderDecoder.ENCODED_LENGTH, header.blockLength(), header.version());
        code = feedback.code();
        readerId = feedback.readerId();
        value = feedback.value();
        writerSessionId = feedback.writerSessionId();
        final int textLength = feedback.textLength();
        final int textOffset = feedback.limit() + StreamFeedbackDecoder.textHeaderLength();
        return decodeText(source, textOffset, textLength, offset + sourceLength);
    }

    /**
     * @return what was looked at last, for messages.
     */
    String describe()
    {
        return !hasHeader ? "no header" : "schema " + header.schemaId() + ", template " + header.templateId();
    }

    private boolean isOf(
        final DirectBuffer source, final int offset, final int sourceLength, final int minLength, final int templateId)
    {
        hasHeader = sourceLength >= MessageHeaderDecoder.ENCODED_LENGTH;
        if (!hasHeader)
        {
            return false;
        }
        header.wrap(source, offset);
        return header.schemaId() == StreamSignalDecoder.SCHEMA_ID && header.templateId() == templateId &&
            sourceLength >= minLength && header.blockLength() >= blockLength(templateId) &&
            header.blockLength() - blockLength(templateId) <= sourceLength - minLength;
    }

    private static int blockLength(final int templateId)
    {
        return StreamSignalDecoder.TEMPLATE_ID == templateId ?
            StreamSignalDecoder.BLOCK_LENGTH : StreamFeedbackDecoder.BLOCK_LENGTH;
    }

    private boolean decodeText(final DirectBuffer source, final int textOffset, final int textLength, final int end)
    {
        if (textLength > end - textOffset)
        {
            return false;
        }
        text = 0 == textLength ? "" : source.getStringWithoutLengthUtf8(textOffset, textLength);
        return true;
    }

    private static byte[] bytes(final String text)
    {
        final byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return bytes.length <= MAX_TEXT ? bytes :
            new String(bytes, 0, MAX_TEXT - 3, StandardCharsets.UTF_8).replace("\uFFFD", "")
                .getBytes(StandardCharsets.UTF_8);
    }
}
