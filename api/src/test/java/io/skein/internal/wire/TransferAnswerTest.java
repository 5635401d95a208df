package io.skein.internal.wire;

import io.skein.sbe.FeedbackCode;
import io.skein.sbe.FeedbackReason;
import io.skein.sbe.MessageHeaderEncoder;
import io.skein.sbe.TransferFeedbackEncoder;
import io.skein.transfer.ByteRange;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Answers of subscribers: written as the codecs write them, and read with care.
 */
class TransferAnswerTest
{
    private static final int BLOCK_LENGTH = 0;
    private static final int CODE = 8 + 22;
    private static final int REASON = 8 + 23;
    private static final int GROUP = 8 + 24;
    private static final int RANGES = GROUP + 2;
    private static final TransferAnswer ANSWER = new TransferAnswer(-5, 77, 0x0102030405060708L, 3,
        FeedbackCode.HAS, FeedbackReason.NONE, List.of(new ByteRange(0, 5), new ByteRange(7, 1)), "half");

    @Test
    void shouldWriteWhatTheCodecsWrite()
    {
        final UnsafeBuffer expected = new UnsafeBuffer(new byte[128]);
        final TransferFeedbackEncoder encoder = new TransferFeedbackEncoder()
            .wrapAndApplyHeader(expected, 0, new MessageHeaderEncoder())
            .subscriberId(-5).transferId(0x0102030405060708L).sessionId(77).subscribers(3)
            .code(FeedbackCode.HAS).reason(FeedbackReason.NONE);
        encoder.rangesCount(2).next().offset(0).length(5).next().offset(7).length(1);
        encoder.putText(new byte[] {'h', 'a', 'l', 'f'}, 0, 4);
        final UnsafeBuffer encoded = ANSWER.encoded();
        assertEquals(new UnsafeBuffer(expected, 0, 8 + encoder.encodedLength()), encoded);
        assertEquals(77, TransferAnswer.sessionId(encoded));
        TransferAnswer.putSubscribers(encoded, 9);
        assertEquals(9, decode(encoded).subscribers());
    }

    @Test
    void shouldReadWhatWasWritten()
    {
        assertEquals(ANSWER, decode(ANSWER.encoded()));
        final TransferAnswer refusal = new TransferAnswer(
            Long.MIN_VALUE, -1, -1, 0, FeedbackCode.REFUSED, FeedbackReason.TOO_LARGE, List.of(), "");
        assertEquals(refusal, decode(refusal.encoded()));
    }

    @Test
    void shouldFitOneFrameWhenThereAreAsManyRangesAndWordsAsCanBe()
    {
        final List<ByteRange> ranges = new ArrayList<>();
        for (int i = 0; i < TransferAnswer.MAX_RANGES; i++)
        {
            ranges.add(new ByteRange(2 * i, 1));
        }
        final TransferAnswer large = new TransferAnswer(
            1, 2, 3, 4, FeedbackCode.HAS, FeedbackReason.NONE, ranges, "x".repeat(10_000));
        final UnsafeBuffer encoded = large.encoded();
        assertTrue(encoded.capacity() <= 1_408 - 32, () -> encoded.capacity() + " bytes");
        assertEquals(ranges, decode(encoded).ranges());
        assertEquals("x".repeat(TransferForm.MAX_TEXT), decode(encoded).text());
    }

    @Test
    void shouldRejectEveryTruncation()
    {
        final UnsafeBuffer whole = ANSWER.encoded();
        for (int length = 0; length < whole.capacity(); length++)
        {
            final UnsafeBuffer cut = new UnsafeBuffer(new byte[length]);
            cut.putBytes(0, whole, 0, length);
            assertNull(TransferAnswer.decode(cut, 0, length), "cut " + length);
        }
        assertNotNull(decode(whole));
    }

    @Test
    void shouldRejectWhatNoSubscriberMeans()
    {
        for (final int[] bad : new int[][] {{BLOCK_LENGTH, 23}, {BLOCK_LENGTH + 1, 0x7F}, {2, 21}, {4, 0}, {CODE, 0},
            {CODE, 5}, {CODE, 255}, {GROUP, 15}, {GROUP, 0}, {GROUP + 1, 3}, {GROUP + 1, 255}, {RANGES + 32, 5},
            {RANGES + 33, 1}})
        {
            final UnsafeBuffer answer = ANSWER.encoded();
            answer.putByte(bad[0], (byte)bad[1]);
            assertNull(decode(answer), "byte " + bad[0] + " is " + bad[1]);
        }
        for (final long[] bad : new long[][] {{-1, 5}, {Long.MIN_VALUE, 5}, {0, 0}, {0, -1}, {0, Long.MIN_VALUE},
            {0, 8}, {8, Long.MAX_VALUE}, {0, Long.MAX_VALUE}, {7, 1}, {Long.MAX_VALUE, 1}})
        {
            final UnsafeBuffer answer = ANSWER.encoded();
            answer.putLong(RANGES, bad[0], ByteOrder.LITTLE_ENDIAN);
            answer.putLong(RANGES + 8, bad[1], ByteOrder.LITTLE_ENDIAN);
            assertNull(decode(answer), bad[0] + " and " + bad[1]);
        }
    }

    @Test
    void shouldTakeAReasonThatIsNewer()
    {
        final UnsafeBuffer answer = ANSWER.encoded();
        answer.putByte(REASON, (byte)200);
        assertEquals(FeedbackReason.SBE_UNKNOWN, decode(answer).reason());
    }

    @Test
    void shouldShowNothingThatATerminalWouldObey()
    {
        final UnsafeBuffer answer = new TransferAnswer(
            1, 2, 3, 4, FeedbackCode.REFUSED, FeedbackReason.TARGET, List.of(), "a\u001b[2Jb\n").encoded();
        assertEquals("a?[2Jb?", decode(answer).text());
    }

    private static TransferAnswer decode(final UnsafeBuffer answer)
    {
        return TransferAnswer.decode(answer, 0, answer.capacity());
    }
}
