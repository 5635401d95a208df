package io.skein.tool;

import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class TerminalHistogramTest
{
    @Test
    void shouldBeEmptyWhenNothingWasRecorded()
    {
        assertEquals("", new TerminalHistogram(new Histogram(3), new Terminal(80, true, false)).toString());
    }

    @Test
    void shouldDrawOneRowWhenAllValuesAreEqual()
    {
        final Histogram histogram = new Histogram(3);
        histogram.recordValueWithCount(250, 4);

        assertEquals("  250 ns - 250 ns   100.0 %            4  " + "#".repeat(36) + "\n",
            new TerminalHistogram(histogram, new Terminal(80, false, false)).toString());
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 80, 120})
    void shouldCountEveryValueOnceAndFitTheTerminal(final int columns)
    {
        final Histogram histogram = new Histogram(3);
        for (int i = 1; i <= 5_000; i++)
        {
            histogram.recordValue(100L + i * i % 7_919L * i);
        }
        final Terminal terminal = new Terminal(columns, true, false);

        final String text = new TerminalHistogram(histogram, terminal).toString();

        long total = 0;
        for (final String line : text.lines().toList())
        {
            total += Long.parseLong(line.substring(28, 41).replace(",", "").strip());
            assertTrue(line.length() <= Math.max(columns, 52), line);
        }
        assertEquals(5_000, total);
        assertTrue(text.contains("\u2588"), text);
    }

    @Test
    void shouldShowSomethingForASingleValueAmongMany()
    {
        final Histogram histogram = new Histogram(3);
        histogram.recordValueWithCount(100, 1_000_000);
        histogram.recordValue(50_000_000);

        final String text = new TerminalHistogram(histogram, new Terminal(80, false, false)).toString();

        assertTrue(text.lines().allMatch((line) -> line.endsWith("#")), text);
    }
}
