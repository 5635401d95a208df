package io.skein.tool;

import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;

class PercentileTableTest
{
    @Test
    void shouldAlignColumnsWithoutLabelsWhenThereAreNone()
    {
        final Histogram histogram = new Histogram(3);
        histogram.recordValueWithCount(100, 9_990);
        histogram.recordValueWithCount(1_500_000, 10);

        assertEquals("""
               min     p50     p90     p99   p99.9   p99.99      max  messages/s
            100 ns  100 ns  100 ns  100 ns  100 ns  1.50 ms  1.50 ms    2.00 M/s
            """, new PercentileTable().row("", histogram, 2e6).toString());
    }

    @Test
    void shouldShowDashesWhenNothingWasRecorded()
    {
        final Histogram histogram = new Histogram(3);
        histogram.recordValue(5);

        assertEquals("""
                    min   p50   p90   p99  p99.9  p99.99   max  messages/s
            skein  5 ns  5 ns  5 ns  5 ns   5 ns    5 ns  5 ns         1/s
            none      -     -     -     -      -       -     -           -
            """, new PercentileTable().row("skein", histogram, 1).row("none", new Histogram(3), 0).toString());
    }
}
