package io.skein.perf.bench;

/**
 * Where a figure was taken, for other tools than the benchmarks.
 */
public final class Machine
{
    private Machine()
    {
    }

    /**
     * @return processor, number of cores, operating system.
     */
    public static String name()
    {
        return Environment.here().machine();
    }

    /**
     * @return commit of the code, or null when it can not be told.
     */
    public static String commit()
    {
        return Environment.here().commit();
    }
}
