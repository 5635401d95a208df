package io.skein.examples.channel;

import org.junit.jupiter.api.Test;

import java.io.PrintWriter;
import java.io.StringWriter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * By a clock of its own.
 */
class ByteProgressTest
{
    private final StringWriter err = new StringWriter();
    private long nowNs = 5;

    private ByteProgress progress(final long total, final boolean isInteractive)
    {
        return new ByteProgress("stream write", total, new PrintWriter(err), isInteractive, () -> nowNs);
    }

    @Test
    void shouldSayHowFarAndHowFastOnATerminal()
    {
        try (ByteProgress progress = progress(4_000_000, true))
        {
            progress.add(1_000_000);
            assertEquals("", err.toString());
            nowNs += 1_000_000_000;
            progress.add(1_000_000);
            assertTrue(err.toString().endsWith(
                "stream write [##########          ] 2.00 MB of 4.00 MB, 2.00 MB/s, 1.00 s left"), err.toString());
            progress.add(2_000_000);
        }
        assertTrue(err.toString().trim().endsWith(
            "stream write [####################] 4.00 MB of 4.00 MB, 4.00 MB/s"), err.toString());
    }

    @Test
    void shouldNotCountForTheRateWhatDidNotHaveToGo()
    {
        try (ByteProgress progress = progress(10_000_000, true))
        {
            nowNs += 1_000_000_000;
            progress.update(5_000_000, 4_000_000);
            assertTrue(err.toString().endsWith("5.00 MB of 10.0 MB, 1.00 MB/s, 5.00 s left"), err.toString());
        }
    }

    @Test
    void shouldSayNothingElsewhere()
    {
        try (ByteProgress progress = progress(0, false))
        {
            nowNs += 1_000_000_000;
            progress.add(1);
        }
        assertEquals("", err.toString());
    }
}
