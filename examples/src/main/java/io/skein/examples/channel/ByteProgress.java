package io.skein.examples.channel;

import io.skein.tool.Terminal;
import io.skein.tool.Units;

import java.io.PrintWriter;
import java.util.function.LongSupplier;

/**
 * How many bytes went, how fast, and of how many and for how long yet if that is known: a line that is overwritten, on
 * a terminal only. Belongs to one thread.
 */
public final class ByteProgress implements AutoCloseable
{
    private static final long INTERVAL_NS = 200_000_000L;
    private static final double NS_PER_SECOND = 1e9;
    private static final int BAR = 20;
    private static final String CLEAR_LINE = "\r\u001b[K";

    private final String what;
    private final long totalBytes;
    private final PrintWriter err;
    private final boolean isInteractive;
    private final LongSupplier nanoClock;
    private final long startNs;
    private long dueNs;
    private long bytes;
    private long passed;

    /**
     * @param what       is done, such as {@code stream write}.
     * @param totalBytes of it, or 0 when nobody knows.
     * @param err        to write to.
     */
    public ByteProgress(final String what, final long totalBytes, final PrintWriter err)
    {
        this(what, totalBytes, err, Terminal.ofThisProcess().isInteractive(), System::nanoTime);
    }

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

    /**
     * @param count bytes that went since the last call.
     */
    public void add(final long count)
    {
        update(bytes + count, passed);
    }

    /**
     * @param done    bytes until now.
     * @param without bytes of these that did not have to go, and say nothing about how fast it is.
     */
    public void update(final long done, final long without)
    {
        bytes = done;
        passed = without;
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
        final double rate = (bytes - passed) / seconds;
        if (totalBytes <= 0)
        {
            return what + ' ' + Units.bytes(bytes) + ", " + Units.bytes(rate) + "/s";
        }
        final int marks = (int)(BAR * (Math.min(bytes, totalBytes) / (double)totalBytes));
        final String left = bytes < totalBytes && rate > 0 ?
            ", " + Units.time((totalBytes - bytes) / rate * NS_PER_SECOND) + " left" : "";
        return what + " [" + "#".repeat(marks) + " ".repeat(BAR - marks) + "] " + Units.bytes(bytes) + " of " +
            Units.bytes(totalBytes) + ", " + Units.bytes(rate) + "/s" + left;
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
