package io.skein.internal.link;

import org.junit.jupiter.api.Test;

import java.time.Duration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class TimeoutsTest
{
    @Test
    void shouldClampWhenADurationHasNoNanoseconds()
    {
        assertEquals(0, Timeouts.nanos(Duration.ofNanos(-1)));
        assertEquals(0, Timeouts.nanos(Duration.ZERO));
        assertEquals(1, Timeouts.nanos(Duration.ofNanos(1)));
        assertEquals(Long.MAX_VALUE - 1, Timeouts.nanos(Duration.ofNanos(Long.MAX_VALUE - 1)));
        assertEquals(Long.MAX_VALUE, Timeouts.nanos(Duration.ofNanos(Long.MAX_VALUE)));
        assertEquals(Long.MAX_VALUE, Timeouts.nanos(Duration.ofDays(365_000_000)));
        assertEquals(0, Timeouts.nanos(Duration.ofSeconds(Long.MIN_VALUE)));
    }

    @Test
    void shouldNotBeOverWhenADeadlineWraps()
    {
        assertTrue(Timeouts.deadlineNs(Duration.ofSeconds(Long.MAX_VALUE)) - System.nanoTime() > 0);
    }
}
