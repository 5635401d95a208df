package io.skein.tool;

import java.io.PrintWriter;
import java.util.function.LongSupplier;

/**
 * A line on stderr that says how far something is and how long it will still take: on a terminal only, and only for
 * what takes longer than two seconds. Belongs to one thread.
 */
public final class Progress implements AutoCloseable
{
    private static final long QUIET_NS = 2_000_000_000L;
    private static final long INTERVAL_NS = 200_000_000L;
    private static final String CLEAR_LINE = "\r\u001b[K";

    private static final int BAR = 20;
    private static final long SECOND_NS = 1_000_000_000L;
    private static final long MINUTE_S = 60;

    private final String what;
    private final long total;
    private final PrintWriter err;
    private final boolean isInteractive;
    private final LongSupplier nanoClock;
    private final long startNs;
    private long dueNs;
    private boolean isShown;

    /**
     * @param what     is done, such as {@code warm-up}.
     * @param total    number of steps; 1 or more.
     * @param err      to write to.
     * @param terminal behind it.
     */
    public Progress(final String what, final long total, final PrintWriter err, final Terminal terminal)
    {
        this(what, total, err, terminal.isInteractive(), System::nanoTime);
    }

    Progress(
        final String what,
        final long total,
        final PrintWriter err,
        final boolean isInteractive,
        final LongSupplier nanoClock)
    {
        this.what = what;
        this.total = Math.max(1, total);
        this.err = err;
        this.isInteractive = isInteractive;
        this.nanoClock = nanoClock;
        startNs = nanoClock.getAsLong();
        dueNs = startNs + QUIET_NS;
    }

    /**
     * Reads the clock: call it every so many steps, not at each.
     *
     * @param done steps until now.
     */
    public void update(final long done)
    {
        if (isInteractive)
        {
            final long nowNs = nanoClock.getAsLong();
            if (nowNs - dueNs >= 0)
            {
                err.print(CLEAR_LINE + what + ' ' + bar(done) + ' ' + 100 * done / total + " %" + left(done, nowNs));
                err.flush();
                isShown = true;
                dueNs = nowNs + INTERVAL_NS;
            }
        }
    }

    private String bar(final long done)
    {
        final int filled = (int)Math.max(0, Math.min(BAR, BAR * done / total));
        return '[' + "#".repeat(filled) + "-".repeat(BAR - filled) + ']';
    }

    /**
     * As long as the steps until now took, so long will the others.
     */
    private String left(final long done, final long nowNs)
    {
        if (done <= 0)
        {
            return "";
        }
        final long seconds = Math.round((double)(nowNs - startNs) * Math.max(0, total - done) / done / SECOND_NS);
        return ", " + (seconds < 2 * MINUTE_S ? seconds + " s left" : seconds / MINUTE_S + " min left");
    }

    /**
     * Take the line away.
     */
    @Override
    public void close()
    {
        if (isShown)
        {
            err.print(CLEAR_LINE);
            err.flush();
            isShown = false;
        }
    }
}
