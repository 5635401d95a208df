package io.skein.perf.report;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

class RankSumTest
{
    @Test
    void shouldCountBothDirections()
    {
        // Of the 20 ways to deal six ranks to two times three, two are as far apart: all low, or all high.
        assertEquals(0.1, RankSum.chance(new double[]{1, 2, 3}, new double[]{4, 5, 6}), 1e-12);
        assertEquals(0.1, RankSum.chance(new double[]{4, 5, 6}, new double[]{1, 2, 3}), 1e-12);
        assertEquals(2.0 / 3432, RankSum.least(7, 7), 1e-12);
    }

    @Test
    void shouldAgreeWithTheTableOfMannAndWhitney()
    {
        // U = 2 for n = 3, m = 5: 4 of 56 ways have at most as much.
        assertEquals(2 * 4.0 / 56, RankSum.chance(new double[]{1, 2, 5}, new double[]{3, 4, 6, 7, 8}), 1e-12);
    }

    @Test
    void shouldCountEqualValuesAgainstADifference()
    {
        assertEquals(1, RankSum.chance(new double[]{5, 5, 5}, new double[]{5, 5, 5}), 1e-12);
        assertEquals(0.2, RankSum.chance(new double[]{1, 2, 3}, new double[]{3, 5, 6}), 1e-12);
    }

    @Test
    void shouldStayExactWithManyRounds()
    {
        final double[] low = new double[100];
        final double[] high = new double[100];
        for (int i = 0; i < low.length; i++)
        {
            low[i] = 2 * i;
            high[i] = 2 * i + 1;
        }

        assertEquals(0.9, RankSum.chance(low, high), 0.02);
    }

    @Test
    void shouldCorrectAsHolm()
    {
        assertArrayEquals(new double[]{0.06, 0.03, 0.06, 0.02},
            RankSum.corrected(new double[]{0.03, 0.01, 0.04, 0.005}), 1e-12);
        assertArrayEquals(new double[]{1, 1}, RankSum.corrected(new double[]{0.9, 0.8}), 1e-12);
        assertArrayEquals(new double[0], RankSum.corrected(new double[0]));
    }
}
