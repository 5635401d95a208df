package io.skein.perf.trace;

import io.skein.trace.TraceView;
import org.junit.jupiter.api.Test;

import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

class TraceTallyTest
{
    private static final long NONE = TraceView.NO_TIME;
    private static final long HERE = 1;
    private static final long THERE = 2;
    private static final long APART = 1_000_000_000_000L;

    private final TraceTally tally = new TraceTally();

    @Test
    void shouldTellEachPartOfEachHopInOrder()
    {
        add(new SampleTrace().hop(HERE, HERE, 100, 110, 130, 160, 200).hop(HERE, HERE, 200, 200, 260, 260, NONE)
            .done(0, "blur", 170, 190).done(0, "open", 170, NONE));
        assertEquals(List.of("0 published in log 10", "0 in log received 20", "0 received handler start 30",
            "0 span blur 20", "0 handler start forwarded 40", "1 published in log 0", "1 in log received 60",
            "1 received handler start 0", "-1 published received 160"), rows());
        assertEquals(new TraceCounts(1, 0, 0, 0, 0, 0), tally.figures().counts());
        assertEquals(List.of(), tally.figures().clocks());
    }

    @Test
    void shouldJoinTwoPartsWhenNobodyKnowsWhenItWasInTheLog()
    {
        add(new SampleTrace().hop(HERE, HERE, 100, NONE, 130, 160, NONE));
        assertEquals(List.of("0 published received 30", "0 received handler start 30"), rows());
    }

    @Test
    void shouldCountWhatIsMissing()
    {
        add(new SampleTrace());
        add(new SampleTrace().hop(HERE, TraceView.UNKNOWN_HOST, 100, 100, 130, 160, NONE)
            .hop(HERE, HERE, 500, 500, 510, 510, NONE).lost(2, 3));
        assertEquals(new TraceCounts(2, 1, 2, 3, 0, 0), tally.figures().counts());
        // The word whose clock it was received by is missing, so the way is not known; the last hop is the fourth.
        assertEquals(List.of("0 published in log 0", "0 received handler start 30", "3 published in log 0",
            "3 in log received 10", "3 received handler start 0", "-1 published received 410"), rows());
        assertEquals(List.of(), tally.figures().clocks());
    }

    @Test
    void shouldEstimateFromBothWaysWhenMessagesGoThereAndBack()
    {
        // 40 there, with 10 more the second time; 60 back.
        tally.add(roundTrip(0, 40, 60), false);
        add(roundTrip(1_000, 50, 60));
        final ClockRow clock = tally.figures().clocks().get(0);
        assertEquals("both ways", clock.kind());
        assertEquals(APART - 10, clock.offsetNs());
        assertEquals(60, clock.errorNs());
        assertEquals(-APART + 10, tally.figures().clocks().get(1).offsetNs());
        assertEquals(50, tally.figures().clocks().get(1).errorNs());
        assertEquals(List.of("0 published in log 0", "0 in log received ~60", "0 received handler start 0",
            "0 handler start forwarded 100", "1 published in log 0", "1 in log received ~50",
            "1 received handler start 0", "-1 published received 210"), rows());
    }

    private static SampleTrace roundTrip(final long startNs, final long thereNs, final long backNs)
    {
        final long receivedNs = startNs + thereNs + APART;
        final long forwardedNs = receivedNs + 100;
        final long backAtNs = forwardedNs + backNs - APART;
        return new SampleTrace().hop(HERE, THERE, startNs, startNs, receivedNs, receivedNs, forwardedNs)
            .hop(THERE, HERE, forwardedNs, forwardedNs, backAtNs, backAtNs, NONE);
    }

    @Test
    void shouldTakeTheFastestForNothingWhenMessagesGoOneWay()
    {
        tally.add(oneWay(0, 40), false);
        add(oneWay(1_000, 45));
        final ClockRow clock = tally.figures().clocks().get(0);
        assertEquals("one way", clock.kind());
        assertEquals(APART + 40, clock.offsetNs());
        assertNull(clock.errorNs());
        assertEquals(List.of("0 published in log 0", "0 in log received ~5", "0 received handler start 0"), rows());
    }

    private static SampleTrace oneWay(final long startNs, final long takesNs)
    {
        final long receivedNs = startNs + takesNs + APART;
        return new SampleTrace().hop(HERE, THERE, startNs, startNs, receivedNs, receivedNs, NONE);
    }

    @Test
    void shouldCountTimesThatRunBackwards()
    {
        add(new SampleTrace().hop(HERE, HERE, 100, 90, 130, 130, NONE));
        assertEquals(1, tally.figures().counts().backwards());
        assertEquals(List.of("0 in log received 40", "0 received handler start 0"), rows());
    }

    @Test
    void shouldKeepNoMoreThanItsLimitsWhenTracesMakeNoSense()
    {
        for (int i = 0; i < 2 * TraceTally.MAX_SPANS; i++)
        {
            add(new SampleTrace().hop(i, -i, Long.MIN_VALUE, Long.MAX_VALUE, i, i, NONE).done(0, "s" + i, 1, 2)
                .lost(65_535 * (i & 1), 0));
        }
        assertEquals(TraceTally.MAX_CLOCKS, tally.figures().clocks().size());
        assertEquals(TraceTally.MAX_SPANS, tally.figures().rows().stream()
            .filter((row) -> TraceRow.SPAN.equals(row.begin())).count());
        assertEquals(2 * TraceTally.MAX_SPANS, tally.figures().counts().leftOut());
    }

    private void add(final TraceView trace)
    {
        tally.add(trace, true);
    }

    private List<String> rows()
    {
        return tally.figures().rows().stream().map((row) -> row.hop() + " " + row.label(" ") + " " +
            (row.isEstimated() ? "~" : "") + row.p50Ns()).toList();
    }
}
