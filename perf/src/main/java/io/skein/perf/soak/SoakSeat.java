package io.skein.perf.soak;

import io.skein.SkeinException;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * A place in the soak, and the processes that take it one after the other.
 */
final class SoakSeat implements AutoCloseable
{
    private static final long START_TIMEOUT_S = 90;

    private final String role;
    private final Supplier<SoakProcess> starter;
    private final List<String> corruptions = new ArrayList<>();
    private SoakProcess process;
    private Findings past = Findings.NONE;

    /**
     * @param role    of its processes.
     * @param starter of one.
     */
    SoakSeat(final String role, final Supplier<SoakProcess> starter)
    {
        this.role = role;
        this.starter = starter;
    }

    String role()
    {
        return role;
    }

    SoakProcess process()
    {
        return process;
    }

    /**
     * Start a process, when the one before has ended; {@link #awaitReady()} must follow.
     */
    void start()
    {
        if (null != process)
        {
            past = past.plus(process.findings());
            corruptions.addAll(process.corruptions());
        }
        process = starter.get();
    }

    /**
     * @throws InterruptedException if the soak is to stop.
     */
    void awaitReady() throws InterruptedException
    {
        if (null == process.await(SoakMember.READY, START_TIMEOUT_S))
        {
            throw new SkeinException("the " + process + " is not ready after " + START_TIMEOUT_S +
                " s, it said:\n    " + process.words());
        }
    }

    Findings findings()
    {
        return past.plus(process.findings());
    }

    List<String> corruptions()
    {
        final List<String> all = new ArrayList<>(corruptions);
        all.addAll(process.corruptions());
        return all;
    }

    @Override
    public void close()
    {
        if (null != process)
        {
            process.close();
        }
    }
}
