package io.skein.tool;

import org.HdrHistogram.AbstractHistogram;

import java.util.Locale;

/**
 * A small picture of where latencies lie: rows grow geometrically from the minimum to p99.9, one more holds the tail.
 * Bars are drawn to scale; a row that holds anything shows something.
 */
public final class TerminalHistogram
{
    private static final int ROWS = 9;
    private static final double TAIL_PERCENTILE = 99.9;
    private static final String EIGHTHS = " \u258f\u258e\u258d\u258c\u258b\u258a\u2589";
    private static final char FULL = '\u2588';
    private static final int LABELS = 40;

    private final AbstractHistogram histogram;
    private final Terminal terminal;

    /**
     * @param histogram of nanoseconds.
     * @param terminal  to draw for.
     */
    public TerminalHistogram(final AbstractHistogram histogram, final Terminal terminal)
    {
        this.histogram = histogram;
        this.terminal = terminal;
    }

    /**
     * @return the picture, no line longer than the terminal is wide; empty when there are no values.
     */
    @Override
    public String toString()
    {
        final long total = histogram.getTotalCount();
        if (0 == total)
        {
            return "";
        }
        final long[] upperBounds = upperBounds();
        final long[] counts = counts(upperBounds);
        long highest = 1;
        for (final long count : counts)
        {
            highest = Math.max(highest, count);
        }
        final StringBuilder text = new StringBuilder();
        long lower = histogram.getMinValue();
        for (int i = 0; i < counts.length; i++)
        {
            if (counts[i] > 0 || i < counts.length - 1)
            {
                text.append(String.format(Locale.ROOT, "%8s - %-8s %5.1f %% %,12d  ", Units.time(lower),
                    Units.time(upperBounds[i]), 100.0 * counts[i] / total, counts[i]).stripTrailing());
                final String bar = bar(counts[i], highest);
                text.append(bar.isEmpty() ? "" : "  ").append(bar).append('\n');
            }
            lower = upperBounds[i];
        }
        return text.toString();
    }

    private long[] upperBounds()
    {
        final double min = Math.max(1, histogram.getMinValue());
        final double tail = Math.max(min, histogram.getValueAtPercentile(TAIL_PERCENTILE));
        final long max = histogram.getMaxValue();
        final int rows = tail - min < ROWS ? 1 : ROWS;
        final long[] bounds = new long[rows + 1];
        for (int i = 0; i < rows; i++)
        {
            bounds[i] = Math.round(min * Math.pow(tail / min, (i + 1.0) / rows));
        }
        bounds[rows] = Math.max(max, bounds[rows - 1]);
        return bounds;
    }

    private long[] counts(final long[] upperBounds)
    {
        final long[] counts = new long[upperBounds.length];
        histogram.recordedValues().forEach((value) ->
        {
            int row = 0;
            while (row < upperBounds.length - 1 && value.getValueIteratedTo() > upperBounds[row])
            {
                ++row;
            }
            counts[row] += value.getCountAtValueIteratedTo();
        });
        return counts;
    }

    private String bar(final long count, final long highest)
    {
        final int width = Math.max(8, terminal.columns() - LABELS - 4);
        final int eighths = (int)Math.ceil(8.0 * width * count / highest);
        if (!terminal.isUnicode())
        {
            return "#".repeat((eighths + 7) / 8);
        }
        final String full = String.valueOf(FULL).repeat(eighths / 8);
        return 0 == eighths % 8 ? full : full + EIGHTHS.charAt(eighths % 8);
    }
}
