package io.skein.examples.pace;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;

class ScheduleTest
{
    @Test
    void shouldSpaceMessagesEvenlyWithoutAddingUpRoundingErrors()
    {
        final Schedule schedule = Schedule.of(1_000, 50, 3);

        assertEquals(50, schedule.dueNs(1_000));
        assertEquals(50 + 333_333_333, schedule.dueNs(1_001));
        assertEquals(50 + 1_000_000_000L, schedule.dueNs(1_003));
        assertEquals(50 + 1_000_000_000L * 1_000_000, schedule.dueNs(3_001_000));
    }
}
