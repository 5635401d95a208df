package io.skein.perf.latency;

/**
 * What the threads of a run tell each other.
 */
final class RunState
{
    private volatile boolean isOver;
    private volatile boolean isWarm;
    private volatile RuntimeException failure;

    boolean isOver()
    {
        return isOver;
    }

    boolean isWarm()
    {
        return isWarm;
    }

    void warm()
    {
        isWarm = true;
    }

    void end()
    {
        isOver = true;
    }

    /**
     * The first one counts, and ends the run.
     */
    void fail(final RuntimeException ex)
    {
        if (null == failure)
        {
            failure = ex;
        }
        isOver = true;
    }

    /**
     * @throws RuntimeException what a thread failed with.
     */
    void check()
    {
        if (null != failure)
        {
            throw failure;
        }
    }
}
