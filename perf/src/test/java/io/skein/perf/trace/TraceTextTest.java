package io.skein.perf.trace;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class TraceTextTest
{
    private static final TraceFigures FIGURES = new TraceFigures(new TraceCounts(12_345, 3, 2, 1, 4, 5),
        List.of(
            new TraceRow(0, "published", "in log", false, 12_342, 120, 310, 1_200),
            new TraceRow(0, "in log", "received", true, 12_342, 1_200, 8_000, 120_000),
            new TraceRow(0, "span", "blur", false, 12_342, 1_000_000, 1_200_000, 2_000_000),
            new TraceRow(-1, "published", "received", false, 12_342, 1_000, 2_000, 3_000)),
        List.of(
            new ClockRow(0, "00000000000000aa", "00000000000000bb", "both ways", 1_000_000_012_000L, 12_000L),
            new ClockRow(1, "00000000000000bb", "00000000000000cc", "one way", -5_000L, null),
            new ClockRow(2, "00000000000000bb", "00000000000000dd", "unknown", null, null)));

    @Test
    void shouldShowWhereTimeGoesAndWhatIsAnEstimate()
    {
        assertEquals("""
                                           count      p50      p99      max
            hop 0
              published -> in log         12,342   120 ns   310 ns  1.20 us
            ~ in log -> received          12,342  1.20 us  8.00 us   120 us
              span blur                   12,342  1.00 ms  1.20 ms  2.00 ms
            all hops
              published -> received       12,342  1.00 us  2.00 us  3.00 us
            12,345 messages, 3 without a trace; 2 hops and 1 spans lost
            4 times ran backwards, and are not in the figures
            5 hops or spans are not in the figures, as there are more than 16 hops or 64
              names
            ~ is an estimate, between clocks of different hosts:
            hop 0, clock 00000000000000aa to 00000000000000bb: offset +1000.000012 s, from
              messages both ways, +- 12.0 us and what clocks drift
            hop 1, clock 00000000000000bb to 00000000000000cc: offset -0.000005 s, from
              messages one way, as if the fastest had taken no time: ways are too short by
              that
            hop 2, clock 00000000000000bb to 00000000000000dd: not known, as there are too
              many hosts
            """, new TraceText(FIGURES, 80).toString());
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 50, 60, 80, 160})
    void shouldFitTheTerminal(final int columns)
    {
        final String text = new TraceText(FIGURES, columns).toString();
        assertTrue(text.lines().allMatch((line) -> line.length() <= columns), text);
        assertTrue(text.contains("p50") && text.contains("p99"), text);
    }
}
