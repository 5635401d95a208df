package io.skein.tool;

import org.junit.jupiter.api.Test;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.TimeUnit;

import static org.junit.jupiter.api.Assertions.assertEquals;

class ProgressTest
{
    private final StringWriter text = new StringWriter();
    private long nowNs = Long.MAX_VALUE - 5;

    @Test
    void shouldStayQuietForTwoSecondsAndTakeTheLineAway()
    {
        try (Progress progress = progress(true))
        {
            progress.update(10);
            pass(1_999);
            progress.update(20);
            assertEquals("", text.toString());
            pass(1);
            progress.update(30);
            pass(199);
            progress.update(40);
            pass(1);
            progress.update(50);
        }
        assertEquals("\r\u001b[Kcount [######--------------] 30 %, 5 s left" +
            "\r\u001b[Kcount [##########----------] 50 %, 2 s left\r\u001b[K", text.toString());
    }

    @Test
    void shouldSayNothingWithoutTerminal()
    {
        try (Progress progress = progress(false))
        {
            pass(10_000);
            progress.update(50);
        }
        assertEquals("", text.toString());
    }

    private Progress progress(final boolean isInteractive)
    {
        return new Progress("count", 100, new PrintWriter(text), isInteractive, () -> nowNs);
    }

    private void pass(final long ms)
    {
        nowNs += TimeUnit.MILLISECONDS.toNanos(ms);
    }
}
