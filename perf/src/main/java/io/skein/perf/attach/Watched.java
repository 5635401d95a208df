package io.skein.perf.attach;

import io.skein.Skein;

import java.io.IOException;
import java.util.List;

/**
 * What a {@link LiveRun} runs and looks at. All methods are called by the thread of the run.
 */
public interface Watched
{
    /**
     * @param skein of the run.
     * @param state of the run, which each end looks at, and ends by itself soon after it is over.
     * @return the ends, each of which gets a thread.
     */
    List<Runnable> ends(Skein skein, RunState state);

    /**
     * What comes from now on is measured.
     *
     * @throws IOException when a file can not be written.
     */
    void begin() throws IOException;

    /**
     * Show what there is.
     *
     * @param elapsedNs since it began.
     * @throws IOException when a file can not be written.
     */
    void look(long elapsedNs) throws IOException;

    /**
     * All ends have ended, after {@link #begin()}.
     *
     * @param elapsedNs that were measured, more than 0.
     * @param isStopped whether a signal ended it.
     * @return exit code.
     * @throws IOException when a file can not be written.
     */
    int finish(long elapsedNs, boolean isStopped) throws IOException;
}
