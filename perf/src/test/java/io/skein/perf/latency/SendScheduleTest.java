package io.skein.perf.latency;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;

class SendScheduleTest
{
    @ParameterizedTest
    @ValueSource(doubles = {100, 333.333333, 1e6, 1e9 / 7, 1e9})
    void shouldTellWhichMessageWasDueWhen(final double intervalNs)
    {
        final SendSchedule schedule = new SendSchedule(intervalNs);
        schedule.start(5_000_000_000L);
        for (final long index : new long[]{0, 1, 2, 999, 1_000_000})
        {
            final long dueNs = schedule.dueNs(index);
            assertEquals(index, schedule.index(dueNs));
            assertEquals(index, schedule.dueBefore(dueNs), () -> "due at " + dueNs);
            assertEquals(index + 1, schedule.dueBefore(dueNs + 2));
        }
    }

    @Test
    void shouldHaveNothingDueBeforeItStarts()
    {
        final SendSchedule schedule = new SendSchedule(1_000);
        assertEquals(0, schedule.dueBefore(Long.MAX_VALUE));
        schedule.start(1_000_000);
        assertEquals(0, schedule.dueBefore(999_999));
        assertEquals(0, schedule.dueBefore(1_000_000));
        assertEquals(1, schedule.dueBefore(1_000_001));
    }
}
