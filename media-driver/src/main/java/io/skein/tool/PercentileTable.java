package io.skein.tool;

import org.HdrHistogram.AbstractHistogram;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Latencies side by side: minimum, percentiles, maximum and messages per second, one row for each histogram.
 */
public final class PercentileTable
{
    private static final double[] PERCENTILES = {50, 90, 99, 99.9, 99.99};
    private static final List<String> HEADINGS =
        List.of("", "min", "p50", "p90", "p99", "p99.9", "p99.99", "max", "messages/s");
    private static final String GAP = "  ";

    private final List<List<String>> rows = new ArrayList<>(List.of(HEADINGS));

    /**
     * @param label             of the row; may be empty.
     * @param histogram         of nanoseconds; one without values shows dashes.
     * @param messagesPerSecond of the run.
     * @return this.
     */
    public PercentileTable row(final String label, final AbstractHistogram histogram, final double messagesPerSecond)
    {
        final List<String> row = new ArrayList<>();
        row.add(label);
        row.add(time(histogram, histogram.getMinValue()));
        for (final double percentile : PERCENTILES)
        {
            row.add(time(histogram, histogram.getValueAtPercentile(percentile)));
        }
        row.add(time(histogram, histogram.getMaxValue()));
        row.add(0 == histogram.getTotalCount() ? "-" : Units.rate(messagesPerSecond));
        rows.add(row);
        return this;
    }

    /**
     * @return the table, each line with a line feed behind it. The column of labels is left out when all are empty.
     */
    @Override
    public String toString()
    {
        final int[] widths = IntStream.range(0, HEADINGS.size())
            .map((column) -> rows.stream().mapToInt((row) -> row.get(column).length()).max().orElse(0))
            .toArray();
        final StringBuilder text = new StringBuilder();
        for (final List<String> row : rows)
        {
            final String label = row.get(0);
            final StringBuilder line = new StringBuilder(label).append(" ".repeat(widths[0] - label.length()));
            for (int column = 1; column < widths.length; column++)
            {
                final String cell = row.get(column);
                line.append(line.isEmpty() ? "" : GAP).append(" ".repeat(widths[column] - cell.length())).append(cell);
            }
            text.append(line).append('\n');
        }
        return text.toString();
    }

    private static String time(final AbstractHistogram histogram, final long valueNs)
    {
        return 0 == histogram.getTotalCount() ? "-" : Units.time(valueNs);
    }
}
