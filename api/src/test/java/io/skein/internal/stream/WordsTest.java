package io.skein.internal.stream;

import io.skein.sbe.StreamCode;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * What comes from outside is hostile until it was checked.
 */
class WordsTest
{
    private final Words words = new Words();
    private final Words other = new Words();

    @Test
    void shouldUnderstandSignalsAndNothingElseWhenWhole()
    {
        words.encodeSignal(StreamCode.ABORT, -7, 1L << 40, "why \u00e4");
        assertTrue(other.decodeSignal(words.buffer, 0, words.length));
        assertEquals(StreamCode.ABORT, other.code);
        assertEquals(-7, other.readerId);
        assertEquals(1L << 40, other.value);
        assertEquals("why \u00e4", other.text);
        assertFalse(other.decodeFeedback(words.buffer, 0, words.length));
    }

    @Test
    void shouldUnderstandFeedbackAndNothingElseWhenWhole()
    {
        words.encodeFeedback(StreamCode.READ, 9, -3, 11, null);
        assertTrue(other.decodeFeedback(words.buffer, 0, words.length));
        assertEquals(StreamCode.READ, other.code);
        assertEquals(-3, other.writerSessionId);
        assertEquals(11, other.value);
        assertEquals("", other.text);
        assertFalse(other.decodeSignal(words.buffer, 0, words.length));
    }

    @Test
    void shouldRefuseEveryTruncation()
    {
        words.encodeSignal(StreamCode.START, 1, 2, "a topic");
        final int signalLength = words.length;
        final UnsafeBuffer signal = new UnsafeBuffer(words.buffer.byteArray().clone(), 0, signalLength);
        for (int length = 0; length < signalLength; length++)
        {
            assertFalse(other.decodeSignal(signal, 0, length), "signal of " + length);
        }
        words.encodeFeedback(StreamCode.CLOSE, 1, 2, 3, "a reason");
        for (int length = 0; length < words.length; length++)
        {
            assertFalse(other.decodeFeedback(words.buffer, 0, length), "feedback of " + length);
        }
    }

    @Test
    void shouldReadNothingOutsideWhenTheBlockClaimsToBeLonger()
    {
        words.encodeSignal(StreamCode.START, 1, 2, "a topic");
        final UnsafeBuffer exact = new UnsafeBuffer(new byte[words.length]);
        exact.putBytes(0, words.buffer, 0, words.length);
        for (int blockLength = 0; blockLength <= 65_535; blockLength++)
        {
            exact.putShort(0, (short)blockLength);
            other.decodeSignal(exact, 0, exact.capacity());
        }
        exact.putShort(0, (short)17);
        assertTrue(other.decodeSignal(exact, 0, exact.capacity()));
    }

    @Test
    void shouldCutAReasonThatIsTooLong()
    {
        words.encodeSignal(StreamCode.ABORT, 1, 2, "\u20ac".repeat(2_000));
        assertTrue(other.decodeSignal(words.buffer, 0, words.length));
        assertTrue(other.text.matches("\u20ac{300,341}"), other.text);
    }
}
