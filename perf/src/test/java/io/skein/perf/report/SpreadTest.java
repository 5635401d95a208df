package io.skein.perf.report;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

class SpreadTest
{
    @Test
    void shouldTakeTheMiddleWhenCountIsOdd()
    {
        assertEquals(new Spread(1, 3, 9), Spread.of(9, 1, 3));
    }

    @Test
    void shouldTakeTheMeanOfTheMiddleTwoWhenCountIsEven()
    {
        assertEquals(new Spread(1, 2.5, 9), Spread.of(9, 2, 3, 1));
    }

    @Test
    void shouldBeTheValueWhenThereIsOne()
    {
        assertEquals(new Spread(7, 7, 7), Spread.of(7));
    }

    @Test
    void shouldRefuseWhenThereIsNone()
    {
        assertThrows(IllegalArgumentException.class, Spread::of);
    }
}
