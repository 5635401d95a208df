package io.skein.perf.latency;

import io.skein.perf.attach.Pace;
import io.skein.topic.Topic;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class LatencyReportTest
{
    @Test
    void shouldSayFailWhenTheRateWasMissed() throws IOException
    {
        assertTrue(text(false, new LatencyCounts(9_800, 9_800, 0, 0, 0, 0, 0, 0)).contains(
            "FAIL: rate missed: 980/s of 1.00 k/s came"));
        assertFalse(text(false, new LatencyCounts(9_899, 9_899, 0, 0, 0, 0, 0, 0)).contains("FAIL"));
    }

    @Test
    void shouldSayFailWhenWhatCameAfterTheEndIsNeededForTheRate() throws IOException
    {
        assertTrue(text(false, new LatencyCounts(10_000, 9_800, 0, 0, 0, 0, 0, 0)).contains(
            "FAIL: rate missed: 980/s of 1.00 k/s came"));
    }

    @Test
    void shouldSayFailWhenMessagesHadNotComeAtTheEnd() throws IOException
    {
        assertTrue(text(false, new LatencyCounts(10_000, 10_000, 0, 50, 0, 0, 0, 0)).contains(
            "FAIL: 50 messages were due and had not come when it ended"));
    }

    @Test
    void shouldShowAllPercentilesWhenTheTerminalIsOfTheUsualWidth() throws IOException
    {
        assertTrue(lines(false, new LatencyCounts(10_000, 10_000, 0, 0, 0, 0, 0, 0), 80).contains(
            "    min      p50      p90      p99    p99.9   p99.99      max  messages/s\n"));
    }

    @Test
    void shouldTakeOneMessageMoreOrLessForNothing()
    {
        assertEquals(List.of(), failures(9));
        assertEquals(1, failures(8).size());
    }

    private static List<String> failures(final long messages)
    {
        return new LatencyReport(
            setup(false, 10), histogram(), new LatencyCounts(messages, messages, 0, 0, 0, 0, 0, 0), 1, 0).failures();
    }

    @Test
    void shouldSayHowGoodTheClockIsWhenOthersPublish() throws IOException
    {
        final String text = text(true, new LatencyCounts(100, 100, 7, 0, 5, 100, 3, 12_300));
        assertTrue(text.contains("may be up to 1.00 us off"), text);
        assertTrue(text.contains("3 messages came up to 12.3 us before they were published"), text);
        assertTrue(text.contains("7 more count that a publisher should have sent"), text);
        assertTrue(text.contains("5 fewer came than --rate says, without a pause"), text);
        assertFalse(text(true, new LatencyCounts(100, 100, 0, 0, 0, 0, 0, 0)).contains("1.00 us off"));
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 60, 80, 160})
    void shouldFitTheTerminalWithAllThatItHasToSay(final int columns) throws IOException
    {
        for (final boolean isAttached : new boolean[]{false, true})
        {
            final String text = lines(isAttached, new LatencyCounts(100, 100, 7, 9, 5, 100, 3, 12_300), columns);
            assertTrue(text.lines().allMatch((line) -> line.length() <= columns), text);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 60, 80, 160})
    void shouldFitTheTerminal(final int columns)
    {
        final String text = new LatencyTable(columns, 8).row("interval", histogram(), 123_456)
            .row("total", new Histogram(3), 0).toString();
        assertTrue(text.lines().allMatch((line) -> line.length() <= columns), text);
        assertTrue(text.contains("p50") && text.contains("p99") && text.contains("max"), text);
        assertEquals(columns >= 83, text.contains("min"), text);
    }

    private static String text(final boolean isAttached, final LatencyCounts counts) throws IOException
    {
        return lines(isAttached, counts, 80).replace("\n  ", " ");
    }

    private static String lines(final boolean isAttached, final LatencyCounts counts, final int columns)
        throws IOException
    {
        final StringWriter out = new StringWriter();
        new LatencyReport(setup(isAttached, 1_000), histogram(), counts, 10, 0).write(new PrintWriter(out), columns);
        return out.toString();
    }

    private static LatencySetup setup(final boolean isAttached, final double rate)
    {
        return new LatencySetup(Topic.tensor("a"), isAttached, rate, 64, new Pace(0, 0, 1), null, null, null, null);
    }

    private static Histogram histogram()
    {
        final Histogram histogram = new Histogram(3);
        histogram.recordValue(999_000_000);
        return histogram;
    }
}
