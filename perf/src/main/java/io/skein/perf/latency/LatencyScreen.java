package io.skein.perf.latency;

import io.skein.perf.attach.LiveText;
import io.skein.tool.Units;
import org.HdrHistogram.Histogram;

import java.util.Locale;

/**
 * What one sees meanwhile: on a terminal a table that stays where it is, the last interval and the total; elsewhere a
 * line for each interval.
 */
final class LatencyScreen
{
    private static final double NS_PER_SECOND = 1e9;
    private static final String INTERVAL = "interval";

    private final LiveText live;
    private long seenNs;
    private long seenMessages;

    LatencyScreen(final LiveText live)
    {
        this.live = live;
    }

    /**
     * @param interval   since the last look.
     * @param total      since the start.
     * @param elapsedNs  since then.
     * @param messages   that came since then.
     * @param publishers that there are.
     */
    void show(
        final Histogram interval, final Histogram total, final long elapsedNs, final long messages,
        final int publishers)
    {
        final double seconds = elapsedNs / NS_PER_SECOND;
        final double intervalRate = (messages - seenMessages) / ((elapsedNs - seenNs) / NS_PER_SECOND);
        final double totalRate = messages / seconds;
        seenNs = elapsedNs;
        seenMessages = messages;
        if (live.isInteractive())
        {
            live.show(new LatencyTable(live.columns(), INTERVAL.length()).row(INTERVAL, interval, intervalRate)
                .row("total", total, totalRate) + String.format(Locale.ROOT, "%.0f s, %s messages, %d publishers%n",
                seconds, Units.count(messages), publishers));
        }
        else
        {
            live.show(String.format(Locale.ROOT, "%.1f s: %s; total %s%n", seconds, line(interval, intervalRate),
                line(total, totalRate)));
        }
    }

    private static String line(final Histogram histogram, final double rate)
    {
        return 0 == histogram.getTotalCount() ? "nothing" : String.format(Locale.ROOT, "p50 %s, p99 %s, max %s, %s",
            Units.time(histogram.getValueAtPercentile(50)), Units.time(histogram.getValueAtPercentile(99)),
            Units.time(histogram.getMaxValue()), Units.rate(rate));
    }
}
