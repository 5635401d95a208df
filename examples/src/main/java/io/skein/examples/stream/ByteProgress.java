package io.skein.examples.stream;

import io.skein.tool.Units;

import java.io.PrintWriter;
import java.util.function.LongSupplier;

/**
 * How many bytes went, how fast, and of how many if that is known: a line that is overwritten, on a terminal only.
 */
final class ByteProgress implements AutoCloseable
{
    private static final long INTERVAL_NS = 200_000_000L;
    private static final double NS_PER_SECOND = 1e9;
    private static final String CLEAR_LINE = "\r\u001b[K";

    private final String what;
    private final long totalBytes;
    private final PrintWriter err;
    private final boolean isInteractive;
    private final LongSupplier nanoClock;
    private final long startNs;
    private long dueNs;
    private long bytes;

    ByteProgress(
        final String what, final long totalBytes, final PrintWriter err, final boolean isInteractive,
        final LongSupplier nanoClock)
    {
        this.what = what;
        this.totalBytes = totalBytes;
        this.err = err;
        this.isInteractive = isInteractive;
        this.nanoClock = nanoClock;
        startNs = nanoClock.getAsLong();
        dueNs = startNs + INTERVAL_NS;
    }

    void add(final long count)
    {
        bytes += count;
        if (isInteractive)
        {
            final long nowNs = nanoClock.getAsLong();
            if (nowNs - dueNs >= 0)
            {
                dueNs = nowNs + INTERVAL_NS;
                err.print(CLEAR_LINE + line(nowNs));
                err.flush();
            }
        }
    }

    private String line(final long nowNs)
    {
        final double seconds = Math.max(1, nowNs - startNs) / NS_PER_SECOND;
        final String of = totalBytes > 0 ? " of " + Units.bytes(totalBytes) : "";
        return what + ' ' + Units.bytes(bytes) + of + ", " + Units.bytes(bytes / seconds) + "/s";
    }

    /**
     * Leaves the last line.
     */
    @Override
    public void close()
    {
        if (isInteractive)
        {
            err.println(CLEAR_LINE + line(nanoClock.getAsLong()));
            err.flush();
        }
    }
}
