package io.skein.perf.attach;

/**
 * What the threads of a run tell each other.
 */
public final class RunState
{
    private volatile boolean isOver;
    private volatile boolean isWarm;
    private volatile RuntimeException failure;
    private long endNs;

    /**
     * Of a run that begins.
     */
    public RunState()
    {
    }

    /**
     * @return whether the ends shall stop.
     */
    public boolean isOver()
    {
        return isOver; // sync: end
    }

    /**
     * @return by {@link System#nanoTime()}, what ended the time that is measured; once {@link #isOver()}.
     */
    public long endNs()
    {
        return endNs;
    }

    /**
     * @return whether what happens is measured.
     */
    public boolean isWarm()
    {
        return isWarm;
    }

    /**
     * What happens is measured from now on.
     */
    public void warm()
    {
        isWarm = true;
    }

    /**
     * Stop the ends. The first call says when that was.
     */
    public synchronized void end()
    {
        if (!isOver)
        {
            endNs = System.nanoTime();
            isOver = true; // sync: end
        }
    }

    /**
     * The first one counts, and ends the run.
     *
     * @param ex that an end can not go on with.
     */
    public synchronized void fail(final RuntimeException ex)
    {
        if (null == failure)
        {
            failure = ex;
        }
        end();
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
