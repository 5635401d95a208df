package io.skein.internal.link;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * The client's clock stands still while a poll may read what has departed. The linger is 400.
 */
class UnmapGuardTest
{
    private final UnmapGuard guard = new UnmapGuard(400);
    private final Gate gate = new Gate("subscriber", false);

    @BeforeEach
    void open()
    {
        gate.resume();
    }

    @Test
    void shouldAdvanceWhenNothingDepartedOrNobodyReads()
    {
        assertTrue(guard.mayAdvance(0));
        guard.onDeparture(gate, 0);
        for (final long nowNs : new long[] {0, 99, 100, 199, 200, 1_000_000})
        {
            assertTrue(guard.mayAdvance(nowNs));
        }
    }

    @Test
    void shouldStandStillWhenAPollFromBeforeGoesOn()
    {
        assertTrue(gate.tryEnter());
        guard.onDeparture(gate, 0);
        for (final long nowNs : new long[] {0, 99, 100, 150, 199})
        {
            assertTrue(guard.mayAdvance(nowNs));
        }
        for (final long nowNs : new long[] {200, 300, 1_000_000})
        {
            assertFalse(guard.mayAdvance(nowNs));
        }
        gate.leave();
        assertTrue(guard.mayAdvance(1_000_001));
    }

    @Test
    void shouldAdvanceWhenThatPollHasEndedAndAnotherGoesOn()
    {
        assertTrue(gate.tryEnter());
        guard.onDeparture(gate, 0);
        assertTrue(guard.mayAdvance(150));
        assertFalse(guard.mayAdvance(250));
        gate.leave();
        assertTrue(gate.tryEnter());
        assertTrue(guard.mayAdvance(260), "it can not have seen what is gone");
        gate.leave();
    }

    @Test
    void shouldStandStillUntilEachIsOverWhenSeveralDeparted()
    {
        final Gate other = new Gate("another subscriber", false);
        other.resume();
        assertTrue(gate.tryEnter());
        assertTrue(other.tryEnter());
        guard.onDeparture(gate, 0);
        guard.onDeparture(other, 10);
        assertFalse(guard.mayAdvance(250));
        gate.leave();
        assertFalse(guard.mayAdvance(251));
        other.leave();
        assertTrue(guard.mayAdvance(252));
    }

    @Test
    void shouldAdvanceWhenTheClientIsGone()
    {
        assertTrue(gate.tryEnter());
        guard.onDeparture(gate, 0);
        assertFalse(guard.mayAdvance(300));
        guard.clear();
        assertTrue(guard.mayAdvance(300));
        gate.leave();
    }
}
