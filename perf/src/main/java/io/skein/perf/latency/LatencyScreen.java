package io.skein.perf.latency;

import io.skein.tool.PercentileTable;
import io.skein.tool.Terminal;
import io.skein.tool.Units;
import org.HdrHistogram.Histogram;

import java.io.PrintWriter;
import java.util.Locale;

/**
 * What one sees meanwhile: on a terminal a table that stays where it is, the last interval and the total; elsewhere a
 * line for each interval.
 */
final class LatencyScreen
{
    private static final String UP = "\u001b[%dA\r\u001b[J";

    private final PrintWriter err;
    private final boolean isInteractive;
    private int lines;

    LatencyScreen(final PrintWriter err, final Terminal terminal)
    {
        this.err = err;
        isInteractive = terminal.isInteractive();
    }

    /**
     * @param interval        since the last look.
     * @param intervalSeconds that it took.
     * @param total           since the start.
     * @param totalSeconds    since then.
     * @param publishers      that there are.
     */
    void show(
        final Histogram interval, final double intervalSeconds, final Histogram total, final double totalSeconds,
        final int publishers)
    {
        final double intervalRate = interval.getTotalCount() / intervalSeconds;
        final double totalRate = total.getTotalCount() / totalSeconds;
        if (isInteractive)
        {
            final String table = new PercentileTable().row("interval", interval, intervalRate)
                .row("total", total, totalRate) +
                String.format(Locale.ROOT, "%.0f s, %s messages, %d publishers%n", totalSeconds,
                    Units.count(total.getTotalCount()), publishers);
            err.print((lines > 0 ? String.format(Locale.ROOT, UP, lines) : "") + table);
            lines = (int)table.lines().count();
        }
        else
        {
            err.printf(Locale.ROOT, "%.1f s: %s; total %s%n", totalSeconds, line(interval, intervalRate),
                line(total, totalRate));
        }
        err.flush();
    }

    private static String line(final Histogram histogram, final double rate)
    {
        return 0 == histogram.getTotalCount() ? "nothing" : String.format(Locale.ROOT, "p50 %s, p99 %s, max %s, %s",
            Units.time(histogram.getValueAtPercentile(50)), Units.time(histogram.getValueAtPercentile(99)),
            Units.time(histogram.getMaxValue()), Units.rate(rate));
    }
}
