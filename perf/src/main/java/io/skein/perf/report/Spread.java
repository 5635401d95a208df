package io.skein.perf.report;

import java.util.Arrays;

/**
 * What a figure was over the rounds.
 *
 * @param min    smallest.
 * @param median middle one, or the mean of the two in the middle.
 * @param max    largest.
 */
public record Spread(double min, double median, double max)
{
    /**
     * @param values one of each round.
     * @return their spread.
     */
    public static Spread of(final double... values)
    {
        if (0 == values.length)
        {
            throw new IllegalArgumentException("no values");
        }
        final double[] sorted = values.clone();
        Arrays.sort(sorted);
        final int middle = sorted.length / 2;
        final double median = 1 == sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Spread(sorted[0], median, sorted[sorted.length - 1]);
    }
}
