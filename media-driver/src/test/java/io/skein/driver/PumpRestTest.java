package io.skein.driver;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class PumpRestTest
{
    private static final long INTERVAL_NS = 1_000_000;
    private static final long LONG_NS = INTERVAL_NS * PumpRest.LONG_FACTOR;

    private final PumpRest rest = new PumpRest(INTERVAL_NS);

    @Test
    void shouldRestLongOnlyWhenThereWasNothingToDoForAWhile()
    {
        for (int i = 1; i < PumpRest.LOOKS_BEFORE_LONG; i++)
        {
            assertEquals(INTERVAL_NS, rest.afterLook(true), "look " + i);
        }
        assertEquals(LONG_NS, rest.afterLook(true));
        assertEquals(LONG_NS, rest.afterLook(true));
    }

    @Test
    void shouldRestLongAgainSoonWhenWorkComesAlone()
    {
        quiet(PumpRest.LOOKS_BEFORE_LONG);
        assertEquals(INTERVAL_NS, rest.afterLook(false));
        quiet(PumpRest.LOOKS_PER_WORK - 1);
        assertEquals(LONG_NS, rest.afterLook(true));
    }

    @Test
    void shouldLookOftenAllTheTimeWhenWorkComesAgainAndAgain()
    {
        quiet(PumpRest.LOOKS_BEFORE_LONG);
        long rests = 0;
        for (int message = 0; message < 1_000; message++)
        {
            rests += rest.afterLook(false);
            for (int look = 0; look < PumpRest.LOOKS_PER_WORK - 2; look++)
            {
                rests += rest.afterLook(true);
            }
        }
        assertEquals(1_000L * (PumpRest.LOOKS_PER_WORK - 1) * INTERVAL_NS, rests);
    }

    @Test
    void shouldForgetNothingBelowZeroWhenWorkComesForLong()
    {
        for (int i = 0; i < 1_000_000; i++)
        {
            assertTrue(rest.afterLook(false) == INTERVAL_NS);
        }
        quiet(PumpRest.LOOKS_BEFORE_LONG - 1);
        assertEquals(LONG_NS, rest.afterLook(true));
    }

    private void quiet(final int looks)
    {
        for (int i = 0; i < looks; i++)
        {
            rest.afterLook(true);
        }
    }
}
