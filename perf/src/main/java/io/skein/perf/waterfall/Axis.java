package io.skein.perf.waterfall;

import java.util.ArrayList;
import java.util.List;

/**
 * From 0 to the end of the longest frame, with a tick at round times.
 *
 * @param spanMs more than 0.
 */
record Axis(double spanMs)
{
    private static final double[] ROUND = {1, 2, 5};
    private static final int BASE = 10;

    /**
     * @param most number of them, 2 or more; the one at 0 included.
     * @return times in milliseconds, from 0 on, the same way apart.
     */
    List<Double> ticks(final int most)
    {
        double step = 0;
        for (double power = Math.pow(BASE, Math.floor(Math.log10(spanMs / most))); 0 == step; power *= BASE)
        {
            for (final double round : ROUND)
            {
                step = 0 == step && Math.floor(spanMs / (round * power)) < most ? round * power : step;
            }
        }
        final List<Double> ticks = new ArrayList<>();
        for (int i = 0; i * step <= spanMs; i++)
        {
            ticks.add(i * step);
        }
        return ticks;
    }

    /**
     * @param ms from 0 to the span.
     * @return its share of the span.
     */
    double share(final double ms)
    {
        return Math.max(0, Math.min(1, ms / spanMs));
    }
}
