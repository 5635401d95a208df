package io.skein.perf.report;

import com.google.gson.JsonObject;
import io.skein.tool.Units;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The figures of one group of rows, for a page as for a document.
 *
 * @param head names of the columns.
 * @param rows cells of each row, as many as there are columns.
 */
record FigureTable(List<String> head, List<Row> rows)
{
    /**
     * What the figures of a table are.
     */
    static final String CAPTION = "Tables have medians over the rounds, and ratios of these; plots have all rounds " +
        "together. Targets are medians of the ratios of neighbouring rounds, which may differ. A percentile for " +
        "which a round has too few samples is left out (100 for p99, 10,000 for p99.99). Processor time, collections " +
        "and context switches are those of all processes, the first of a round, the others of all rounds.";

    private static final List<String> PERCENTILES = List.of("p50Ns", "p99Ns", "p999Ns", "p9999Ns");
    private static final double MANY = 100;
    private static final double FEW = 0.1;
    private static final double LEAST = 0.000_1;

    /**
     * One row.
     *
     * @param cells   figures.
     * @param failure why they are worthless; empty when they are not.
     * @param note    more figures; may be empty.
     */
    record Row(List<String> cells, String failure, String note)
    {
    }

    /**
     * @param group rows of one group.
     * @return their table, the smallest messages first.
     */
    static FigureTable of(final List<JsonObject> group)
    {
        // In it the others are the price of the parts.
        final String subject = "construct".equals(Run.text(group.get(0), "scenario")) ? "offer" : "skein";
        final List<Row> rows = new ArrayList<>();
        for (final int size : Run.sizes(group))
        {
            final List<JsonObject> ofSize = Run.ofSize(group, size);
            final JsonObject reference = ofSize.stream().filter((row) -> subject.equals(Run.text(row, "system")))
                .findFirst().orElse(new JsonObject());
            ofSize.forEach((row) -> rows.add(new Row(cells(row, reference), Run.failure(row), note(row))));
        }
        return new FigureTable(List.of("what", "p50", "p99", "p99.9", "p99.99", "messages", "GB/s", "p50 / " + subject,
            "rate / " + subject, "B allocated", "cpu s", "gc ms", "switches", ""), rows);
    }

    private static List<String> cells(final JsonObject row, final JsonObject reference)
    {
        final List<String> cells = new ArrayList<>();
        cells.add(Units.bytes(Run.number(row, "sizeBytes")) + ' ' + Run.system(row));
        for (final String figure : PERCENTILES)
        {
            final double value = Run.percentile(row, figure);
            cells.add(Double.isNaN(value) ? "-" : Units.time(value));
        }
        final double rate = Run.number(row, "messagesPerSecond");
        cells.add(Double.isNaN(rate) ? "-" : Units.rate(rate));
        cells.add(number("%.2f", Run.number(row, "gigabytesPerSecond")));
        cells.add(ratio(Run.number(row, "p50Ns") / Run.number(reference, "p50Ns")));
        cells.add(ratio(rate / Run.number(reference, "messagesPerSecond")));
        cells.add(number("%,.1f", Run.number(row, "allocatedBytesPerMessage")));
        cells.add(number("%.2f", Run.number(row, "cpuSeconds")));
        cells.add(number("%,.0f", Run.number(row, "gcMs")));
        cells.add(number("%,.0f", Run.number(row, "contextSwitches")));
        return cells;
    }

    /**
     * What only some scenarios have.
     */
    private static String note(final JsonObject row)
    {
        final List<String> notes = new ArrayList<>();
        final double transport = Run.number(row, "transportNs");
        if (!Double.isNaN(transport))
        {
            final double p99 = Run.number(row, "transportP99Ns");
            notes.add("transport of a frame p50 " + Units.time(transport) + rounds(row, "transportNs") +
                (Double.isNaN(p99) ? "" : ", p99 " + Units.time(p99)));
            notes.add(String.format(Locale.ROOT, "%.0f rehearsals for %.0f frames", Run.number(row, "rehearsals"),
                Run.number(row, "messages")));
        }
        final double idle = Run.number(row, "idleCpuPercent");
        if (!Double.isNaN(idle))
        {
            notes.add(String.format(Locale.ROOT, "%s: idle %.2f %% of a core", Run.text(row, "strategy"), idle));
        }
        if (Run.rounds(row, "idleCpuPercent").length > 1)
        {
            notes.add("p50" + rounds(row, "p50Ns"));
        }
        if ("false".equals(Run.text(row, "steady")))
        {
            notes.add("not steady before the first round");
        }
        return String.join(", ", notes);
    }

    private static String rounds(final JsonObject row, final String name)
    {
        final double[] values = Run.rounds(row, name);
        return values.length < 2 ? "" : " (" + Units.time(Spread.of(values).min()) + " to " +
            Units.time(Spread.of(values).max()) + " in " + values.length + " runs)";
    }

    private static String number(final String format, final double value)
    {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, format, value);
    }

    private static String ratio(final double value)
    {
        return value > 0 && value < LEAST ? "< 0.0001" :
            number(value >= MANY ? "%,.0f" : value >= FEW ? "%.2f" : "%.2g", value);
    }
}
