package io.skein.perf.latency;

import io.skein.perf.attach.FittingTable;
import io.skein.perf.attach.FittingTable.Column;
import io.skein.tool.Units;
import org.HdrHistogram.Histogram;

import java.util.ArrayList;
import java.util.List;

/**
 * Histograms side by side, no wider than the terminal.
 */
final class LatencyTable
{
    private static final int TIME_WIDTH = 7;
    private static final double[] PERCENTILES = {50, 90, 99, 99.9, 99.99};
    private static final List<Column> COLUMNS = List.of(new Column("min", TIME_WIDTH, 0),
        new Column("p50", TIME_WIDTH, 7), new Column("p90", TIME_WIDTH, 1), new Column("p99", TIME_WIDTH, 6),
        new Column("p99.9", TIME_WIDTH, 4), new Column("p99.99", TIME_WIDTH, 2), new Column("max", TIME_WIDTH, 5),
        new Column("messages/s", 10, 3));

    private final FittingTable table;

    /**
     * @param terminalColumns that no line is longer than.
     * @param labelWidth      of the longest label.
     */
    LatencyTable(final int terminalColumns, final int labelWidth)
    {
        table = new FittingTable(terminalColumns, labelWidth, COLUMNS);
    }

    LatencyTable row(final String label, final Histogram histogram, final double messagesPerSecond)
    {
        final List<String> cells = new ArrayList<>();
        cells.add(time(histogram, histogram.getMinValue()));
        for (final double percentile : PERCENTILES)
        {
            cells.add(time(histogram, histogram.getValueAtPercentile(percentile)));
        }
        cells.add(time(histogram, histogram.getMaxValue()));
        cells.add(0 == histogram.getTotalCount() ? "-" : Units.rate(messagesPerSecond));
        table.row(label, cells.toArray(new String[0]));
        return this;
    }

    private static String time(final Histogram histogram, final long valueNs)
    {
        return 0 == histogram.getTotalCount() ? "-" : Units.time(valueNs);
    }

    @Override
    public String toString()
    {
        return table.toString();
    }
}
