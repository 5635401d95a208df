package io.skein.internal.chunk;

import io.skein.internal.wire.TransferAnswer;
import io.skein.sbe.FeedbackCode;
import io.skein.sbe.FeedbackReason;
import io.skein.transfer.ByteRange;
import io.skein.transfer.TransferException.Reason;
import org.junit.jupiter.api.Test;

import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * What a publisher makes of its subscribers' answers, in virtual time.
 */
class AnswersTest
{
    private static final long START_NS = Long.MAX_VALUE - 7;
    private static final int SESSION = 11;
    private static final long ID = 5;

    private final Answers answers = new Answers("t", true);

    AnswersTest()
    {
        answers.asked(SESSION, ID, START_NS);
    }

    @Test
    void shouldWaitForEverybodyButNotForEver()
    {
        assertFalse(answers.areThere(START_NS + Answers.PATIENCE_NS));
        has(1, 2, new ByteRange(0, 10));
        assertFalse(answers.areThere(START_NS + Answers.PATIENCE_NS - 1));
        assertEquals(0, answers.endOfPresent(0), "the other may lack it");
        assertTrue(answers.areThere(START_NS + Answers.PATIENCE_NS));
        has(2, 2, new ByteRange(0, 10));
        assertTrue(answers.areThere(START_NS));
        assertEquals(10, answers.endOfPresent(0));
    }

    @Test
    void shouldSkipOnlyWhatAllHave()
    {
        has(1, 2, new ByteRange(0, 10), new ByteRange(20, 10), new ByteRange(40, 1));
        has(2, 2, new ByteRange(5, 20), new ByteRange(28, 100));
        assertEquals(0, answers.endOfPresent(0));
        assertEquals(5, answers.endOfMissing(0, 100));
        assertEquals(3, answers.endOfMissing(0, 3));
        assertEquals(10, answers.endOfPresent(5));
        assertEquals(10, answers.endOfPresent(9));
        assertEquals(10, answers.endOfPresent(10));
        assertEquals(20, answers.endOfMissing(10, 100));
        assertEquals(25, answers.endOfPresent(20));
        assertEquals(30, answers.endOfPresent(29));
        assertEquals(41, answers.endOfPresent(40));
        assertEquals(100, answers.endOfMissing(41, 100));
    }

    @Test
    void shouldNotMindThoseWhoWantNoMore()
    {
        say(1, 3, FeedbackCode.REFUSED);
        say(2, 3, FeedbackCode.COMPLETED);
        has(3, 3, new ByteRange(2, 2));
        assertEquals(4, answers.endOfPresent(2));
        assertFalse(answers.areRefusals());
        assertFalse(answers.areComplete());
        say(3, 3, FeedbackCode.COMPLETED);
        assertTrue(answers.areComplete());
    }

    @Test
    void shouldBeRefusedWhenNobodyIsLeft()
    {
        assertNull(answers.refusal());
        say(1, 2, FeedbackCode.REFUSED);
        assertFalse(answers.areRefusals());
        say(1, 2, FeedbackCode.REFUSED);
        assertFalse(answers.areRefusals(), "it was the same one");
        say(2, 2, FeedbackCode.REFUSED);
        assertTrue(answers.areRefusals());
        assertFalse(answers.areComplete());
        assertEquals(Reason.TOO_LARGE, answers.refusal().reason());
    }

    @Test
    void shouldForgetWhoIsGone()
    {
        has(1, 1);
        answers.on(new TransferAnswer(
            1, SESSION, ID, 1, FeedbackCode.REFUSED, FeedbackReason.CLOSED, List.of(), "closed"));
        assertFalse(answers.areRefusals());
        assertTrue(answers.mustAskAgain(START_NS + Answers.PROBE_NS));
    }

    @Test
    void shouldAskAgainWhenNothingIsHeardOrSomebodyMissedIt()
    {
        assertFalse(answers.mustAskAgain(START_NS + Answers.PROBE_NS - 1));
        assertTrue(answers.mustAskAgain(START_NS + Answers.PROBE_NS));
        has(1, 1);
        assertFalse(answers.mustAskAgain(START_NS + Answers.PROBE_NS));
        say(2, 2, FeedbackCode.UNKNOWN);
        assertTrue(answers.mustAskAgain(START_NS));
        answers.asked(SESSION, ID, START_NS);
        assertFalse(answers.mustAskAgain(START_NS));
        assertFalse(answers.areThere(START_NS), "what was said before is void");
    }

    @Test
    void shouldNotHearWhatIsSaidToOthers()
    {
        answers.on(new TransferAnswer(
            1, SESSION + 1, ID, 1, FeedbackCode.REFUSED, FeedbackReason.TOO_LARGE, List.of(), ""));
        answers.on(new TransferAnswer(
            1, SESSION, ID + 1, 1, FeedbackCode.REFUSED, FeedbackReason.TOO_LARGE, List.of(), ""));
        assertNull(answers.refusal());
    }

    @Test
    void shouldStayBoundedWhenManyPretendToBeSubscribers()
    {
        for (int i = 0; i < 10 * Answers.MAX_SUBSCRIBERS; i++)
        {
            say(i, 1, FeedbackCode.COMPLETED);
        }
        has(-1, 1);
        assertTrue(answers.areComplete(), "there was no room for it");
    }

    private void has(final long subscriber, final int subscribers, final ByteRange... ranges)
    {
        answers.on(new TransferAnswer(
            subscriber, SESSION, ID, subscribers, FeedbackCode.HAS, FeedbackReason.NONE, List.of(ranges), ""));
    }

    private void say(final long subscriber, final int subscribers, final FeedbackCode code)
    {
        answers.on(new TransferAnswer(
            subscriber, SESSION, ID, subscribers, code, FeedbackReason.TOO_LARGE, List.of(), "why"));
    }
}
