package io.skein.perf.latency;

import io.skein.perf.attach.RunState;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * 1,000 messages a second, 100 us under way, and pauses of 100 ms.
 */
class PublisherScheduleTest
{
    private static final long INTERVAL = 1_000_000;
    private static final long WAY = 100_000;
    private static final long PAUSE = 100 * INTERVAL;

    private final RunState state = new RunState();
    private final LatencyTally tally = new LatencyTally(state);
    private final PublisherSchedule schedule = new PublisherSchedule(INTERVAL, tally);
    private Histogram histogram;

    @BeforeEach
    void warm()
    {
        state.warm();
        add(0, WAY, false);
    }

    @Test
    void shouldCountEachMessageOnceWhenTheReceiverStalls()
    {
        for (int i = 1; i <= 100; i++)
        {
            add(i * INTERVAL, PAUSE + WAY, false);
        }
        assertSamples(101, 101, 0);
        assertNear(PAUSE / 2, histogram().getValueAtPercentile(50));
        assertNear(PAUSE - INTERVAL + WAY, histogram().getMaxValue());
    }

    @Test
    void shouldCountFromWhenTheyWereDueWhenThePublisherPausesAndSkipsMessages()
    {
        add(PAUSE, PAUSE + WAY, false);
        add(PAUSE + INTERVAL, PAUSE + INTERVAL + WAY, false);
        assertSamples(102, 3, 99);
        assertStalled();
    }

    @Test
    void shouldCountFromWhenTheyWereDueWhenThePublisherPausesAndCatchesUp()
    {
        for (int i = 1; i <= 100; i++)
        {
            add(PAUSE + i, PAUSE + WAY + i, false);
        }
        add(PAUSE + INTERVAL, PAUSE + INTERVAL + WAY, false);
        assertSamples(102, 102, 0);
        assertStalled();
    }

    @Test
    void shouldCountHowLongTheyWaitedWhenCatchingUpTakesLong()
    {
        add(2 * INTERVAL, 2 * INTERVAL + WAY, false);
        add(2 * INTERVAL + 1, 2 * INTERVAL + PAUSE, false);
        assertSamples(3, 3, 0);
        assertNear(PAUSE, histogram().getMaxValue());
    }

    private void assertStalled()
    {
        assertNear(PAUSE / 2, histogram().getValueAtPercentile(50));
        assertNear(PAUSE - INTERVAL + WAY, histogram().getMaxValue());
        assertNear(WAY, histogram().getMinValue());
    }

    @Test
    void shouldAddNothingWhenMessagesAreALittleLateOrEarly()
    {
        long published = 0;
        for (int i = 1; i <= 1_000; i++)
        {
            published += 0 == i % 2 ? 1_400_000 : 800_000;
            add(published, published + WAY, false);
        }
        assertSamples(1_001, 1_001, 0);
        assertNear(WAY, histogram().getMaxValue());
    }

    @Test
    void shouldTellHowManyFewerComeWhenThePublisherIsSteadilySlower()
    {
        for (int i = 1; i <= 700; i++)
        {
            add(i * INTERVAL * 10 / 7, i * INTERVAL * 10 / 7 + WAY, false);
        }
        schedule.end(1_000 * INTERVAL, 0, LatencyReceiver.GRACE_NS);
        assertEquals(300, tally.counts().slower());
        assertSamples(701, 701, 0);
    }

    @Test
    void shouldTellNothingWhenPausesAreAllThatIsMissing()
    {
        for (int i = 1; i <= 1_000; i++)
        {
            final long published = i * INTERVAL + i / 100 * PAUSE;
            add(published, published + WAY, false);
        }
        schedule.end(2_000 * INTERVAL, 0, LatencyReceiver.GRACE_NS);
        assertEquals(0, tally.counts().slower());
    }

    @Test
    void shouldCountWhatHasNotComeWhenItEnds()
    {
        schedule.end(1_000 * INTERVAL, 0, LatencyReceiver.GRACE_NS);
        assertSamples(1_001, 1, 0);
        assertEquals(1_000, tally.counts().unreceived());
        assertNear(999 * INTERVAL, histogram().getMaxValue());
    }

    @Test
    void shouldNotCountWhatHasNotComeWhenItMayStillBeUnderWay()
    {
        schedule.end(400 * INTERVAL, 0, LatencyReceiver.GRACE_NS);
        assertSamples(1, 1, 0);
    }

    @Test
    void shouldNotWaitForWhatAPublisherThatIsGoneWouldSend()
    {
        schedule.end(1_000 * INTERVAL, 0, 0);
        assertSamples(1, 1, 0);
    }

    @Test
    void shouldCountTheRestOfAPauseWhenItEnds()
    {
        add(PAUSE, PAUSE + WAY, false);
        schedule.end(PAUSE + 2 * INTERVAL, 0, LatencyReceiver.GRACE_NS);
        assertSamples(101, 2, 99);
    }

    @Test
    void shouldBeginAgainWhenTimesMakeNoSense()
    {
        add(Long.MAX_VALUE, 0, false);
        add(Long.MIN_VALUE, 0, false);
        add(-1, 0, false);
        add(1_700_000_000_000_000_000L, 1_700_000_000_000_000_000L + WAY, true);
        schedule.end(0, Long.MAX_VALUE, LatencyReceiver.GRACE_NS);
        assertSamples(5, 5, 0);
    }

    @Test
    void shouldEndSoonWhenAPauseIsLongAndTheRateHigh()
    {
        final PublisherSchedule fast = new PublisherSchedule(100, tally);
        fast.add(1, 0, WAY, false);
        fast.add(1, LatencyTally.HIGHEST_NS - 100, LatencyTally.HIGHEST_NS, false);
        fast.add(1, LatencyTally.HIGHEST_NS, LatencyTally.HIGHEST_NS + WAY, false);
        assertEquals(LatencyTally.HIGHEST_NS / 100 - 2, tally.counts().heldBack());
        assertNear(LatencyTally.HIGHEST_NS / 2, tally.recorder().getIntervalHistogram().getValueAtPercentile(50));
    }

    @Test
    void shouldCountWhatCameBeforeItWasPublished()
    {
        add(INTERVAL, INTERVAL - 300, false);
        add(2 * INTERVAL, 2 * INTERVAL - 200, false);
        assertEquals(2, tally.counts().tooEarly());
        assertEquals(300, tally.counts().mostTooEarlyNs());
        assertEquals(0, histogram().getMinValue());
    }

    private void add(final long publishedNs, final long nowNs, final boolean isWall)
    {
        schedule.add(1, publishedNs, nowNs, isWall);
    }

    private Histogram histogram()
    {
        if (null == histogram)
        {
            histogram = tally.recorder().getIntervalHistogram();
        }
        return histogram;
    }

    private void assertSamples(final long samples, final long messages, final long heldBack)
    {
        assertEquals(messages, tally.counts().messages());
        assertEquals(heldBack, tally.counts().heldBack());
        assertEquals(samples, histogram().getTotalCount());
    }

    private static void assertNear(final long expected, final long actual)
    {
        assertTrue(Math.abs(expected - actual) <= expected / 20, () -> actual + " is not " + expected);
    }
}
