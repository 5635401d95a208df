package io.skein.perf.trace;

import io.skein.perf.attach.FittingTable;
import io.skein.perf.attach.FittingTable.Column;
import io.skein.perf.attach.Paragraph;
import io.skein.tool.Units;

import java.util.List;
import java.util.Locale;

/**
 * Figures as lines that fit the terminal. What is an estimate has a tilde.
 */
final class TraceText
{
    private static final int LABEL_WIDTH = 28;
    private static final int SHORT_LABEL_WIDTH = 20;
    private static final int NARROW = 55;
    private static final int TIME_WIDTH = 7;
    private static final int COUNT_WIDTH = 11;
    private static final List<Column> COLUMNS = List.of(new Column("count", COUNT_WIDTH, 0),
        new Column("p50", TIME_WIDTH, 2), new Column("p99", TIME_WIDTH, 2), new Column("max", TIME_WIDTH, 1));
    private static final String ESTIMATED = "~ ";
    private static final String MEASURED = "  ";
    private static final double NS_PER_SECOND = 1e9;

    private final TraceFigures figures;
    private final int columns;

    TraceText(final TraceFigures figures, final int columns)
    {
        this.figures = figures;
        this.columns = columns;
    }

    @Override
    public String toString()
    {
        final TraceCounts counts = figures.counts();
        final StringBuilder text = new StringBuilder();
        if (!figures.rows().isEmpty())
        {
            text.append(table());
        }
        append(text, String.format(Locale.ROOT, "%s messages, %s without a trace; %s hops and %s spans lost",
            Units.count(counts.messages()), Units.count(counts.withoutTrace()), Units.count(counts.lostHops()),
            Units.count(counts.lostSpans())));
        if (counts.backwards() > 0)
        {
            append(text, Units.count(counts.backwards()) + " times ran backwards, and are not in the figures");
        }
        if (counts.leftOut() > 0)
        {
            append(text, Units.count(counts.leftOut()) + " hops or spans are not in the figures, as there are more " +
                "than " + TraceTally.MAX_HOPS + " hops or " + TraceTally.MAX_SPANS + " names");
        }
        if (!figures.clocks().isEmpty())
        {
            append(text, "~ is an estimate, between clocks of different hosts:");
            figures.clocks().forEach((clock) -> append(text, line(clock)));
        }
        return text.toString();
    }

    private String table()
    {
        final FittingTable table = new FittingTable(columns, columns < NARROW ? SHORT_LABEL_WIDTH : LABEL_WIDTH,
            COLUMNS);
        int hop = Integer.MIN_VALUE;
        for (final TraceRow row : figures.rows())
        {
            if (hop != row.hop())
            {
                hop = row.hop();
                table.row(hop < 0 ? "all hops" : "hop " + hop);
            }
            table.row((row.isEstimated() ? ESTIMATED : MEASURED) + row.label(" -> "), Units.count(row.count()),
                Units.time(row.p50Ns()), Units.time(row.p99Ns()), Units.time(row.maxNs()));
        }
        return table.toString();
    }

    private static String line(final ClockRow clock)
    {
        final String where = "hop " + clock.hop() + ", clock " + clock.from() + " to " + clock.to() + ": ";
        if (clock.isUnknown())
        {
            return where + "not known, as there are too many hosts";
        }
        final String offset = String.format(Locale.ROOT, "offset %+.6f s, ", clock.offsetNs() / NS_PER_SECOND);
        return where + offset + (clock.isBothWays() ?
            "from messages both ways" + (null == clock.errorNs() ? "" : ", +- " + Units.time(clock.errorNs()) +
            " and what clocks drift") :
            "from messages one way, as if the fastest had taken no time: ways are too short by that");
    }

    private void append(final StringBuilder text, final String paragraph)
    {
        text.append(Paragraph.wrap(paragraph, columns));
    }
}
