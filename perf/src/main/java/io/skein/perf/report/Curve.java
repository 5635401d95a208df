package io.skein.perf.report;

/**
 * Where a latency curve is looked at.
 */
public final class Curve
{
    /**
     * Percentiles, ever closer to 100; the last is the maximum.
     */
    public static final double[] PERCENTILES =
        {0, 25, 50, 75, 90, 95, 97.5, 99, 99.5, 99.75, 99.9, 99.95, 99.99, 99.999, 100};

    private Curve()
    {
    }
}
