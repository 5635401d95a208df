package io.skein.perf.report;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.skein.tool.Units;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One page with everything: plots, ratios, tables, where it was measured, and what was not. Needs no network.
 */
public final class Page
{
    private static final String SUBJECT = "skein";

    private final Run run;
    private final StringBuilder html = new StringBuilder();

    /**
     * @param run to show.
     */
    public Page(final Run run)
    {
        this.run = run;
    }

    @Override
    public String toString()
    {
        html.setLength(0);
        addHead();
        final Map<String, List<JsonObject>> groups = new LinkedHashMap<>();
        run.rows((row) -> true).forEach((row) ->
            groups.computeIfAbsent(Run.group(row), (name) -> new ArrayList<>()).add(row));
        groups.forEach(this::addGroup);
        addSkipped();
        return Html.page("Skein beside others", html.toString());
    }

    private void addHead()
    {
        final JsonObject about = run.about();
        html.append("<h1>Skein beside others</h1>\n<p><code>").append(Html.escape(Run.text(about, "command")))
            .append("</code> on ").append(Html.escape(Run.text(about, "machine"))).append("; ")
            .append(Html.escape(Run.text(about, "jvm"))).append("; flags <code>")
            .append(Html.escape(Run.text(about, "jvmFlags"))).append("</code>; commit <code>")
            .append(Html.escape(Run.text(about, "commit"))).append("</code>; ")
            .append(String.format(Locale.ROOT, "%.0f s", Run.number(about, "seconds"))).append("</p>\n<p")
            .append("true".equals(Run.text(about, "noisy")) ? " class='bad'>Too noisy a machine: " : ">")
            .append(String.format(Locale.ROOT,
                "%.1f %% of the processor was stolen, %.1f %% went to other processes.</p>",
                Run.number(about, "stealPercent"), Run.number(about, "othersPercent")))
            .append("\n<h2>Targets</h2>\n<div class='s'><table><tr><th>target</th><th>measured</th><th>limit</th>")
            .append("<th></th></tr>\n");
        for (final Verdict verdict : Verdict.all(run))
        {
            html.append("<tr><td>").append(Html.escape(verdict.id() + " " + verdict.what())).append("</td><td>")
                .append(Html.escape(verdict.measured())).append("</td><td>").append(Html.escape(verdict.limit()))
                .append("</td><td class='").append("met".equals(verdict.word()) ? "good" : "bad").append("'>")
                .append(verdict.word()).append("</td></tr>\n");
        }
        html.append("</table></div>\n");
    }

    private void addGroup(final String name, final List<JsonObject> rows)
    {
        final List<Integer> sizes = rows.stream().map((row) -> row.get("sizeBytes").getAsInt()).distinct().sorted()
            .toList();
        final List<String> systems = rows.stream().map((row) -> Run.text(row, "system")).distinct().toList();
        html.append("<h2>").append(Html.escape(name)).append("</h2>\n<div class='p'>\n");
        final List<String> sizeNames = sizes.stream().map((size) -> Units.bytes(size)).toList();
        if (sizes.size() > 1 && rows.stream().anyMatch((row) -> row.get("p50Ns").isJsonPrimitive()))
        {
            html.append(new Chart("p50 by size", Units::time, sizeNames, bySize(rows, systems, sizes, "p50Ns")));
            html.append(new Chart("p99 by size", Units::time, sizeNames, bySize(rows, systems, sizes, "p99Ns")));
        }
        if (sizes.size() > 1)
        {
            html.append(new Chart("messages per second by size", Units::rate, sizeNames,
                bySize(rows, systems, sizes, "messagesPerSecond")));
        }
        for (final int size : sizes)
        {
            addCurve(rows.stream().filter((row) -> size == row.get("sizeBytes").getAsInt()).toList(), size);
        }
        html.append("</div>\n");
        addTable(rows, sizes);
    }

    private static List<Chart.Series> bySize(
        final List<JsonObject> rows, final List<String> systems, final List<Integer> sizes, final String figure)
    {
        return systems.stream().map((system) -> new Chart.Series(system, sizes.stream().mapToDouble((size) ->
            rows.stream().filter((row) -> system.equals(Run.text(row, "system")))
                .filter((row) -> size == row.get("sizeBytes").getAsInt())
                .mapToDouble((row) -> Run.number(row, figure)).findFirst().orElse(Double.NaN)).toArray())).toList();
    }

    private void addCurve(final List<JsonObject> rows, final int size)
    {
        final List<Chart.Series> series = new ArrayList<>();
        for (final JsonObject row : rows)
        {
            if (row.get("curveNs").isJsonArray())
            {
                final JsonArray curve = row.getAsJsonArray("curveNs");
                final double[] values = new double[curve.size()];
                for (int i = 0; i < values.length; i++)
                {
                    values[i] = curve.get(i).getAsDouble();
                }
                series.add(new Chart.Series(Run.text(row, "system"), values));
            }
        }
        final List<String> ticks = Arrays.stream(Curve.PERCENTILES).mapToObj((percentile) ->
            0 == percentile ? "min" : 100 == percentile ? "max" : List.of(50.0, 90.0, 99.0, 99.9, 99.99)
                .contains(percentile) ? String.valueOf(percentile).replace(".0", "") : "").toList();
        html.append(new Chart(Units.bytes(size) + ", latency by percentile", Units::time, ticks, series));
    }

    private void addTable(final List<JsonObject> rows, final List<Integer> sizes)
    {
        html.append("<div class='s'><table><tr><th>system</th><th>size</th><th>p50</th><th>p99</th><th>p99.9</th>")
            .append("<th>p99.99</th><th>messages</th><th>GB/s</th><th>p50 / skein</th><th>rate / skein</th>")
            .append("<th>B alloc</th><th>cpu s</th><th>gc ms</th><th>switches</th><th></th></tr>\n");
        for (final int size : sizes)
        {
            final List<JsonObject> ofSize =
                rows.stream().filter((row) -> size == row.get("sizeBytes").getAsInt()).toList();
            final JsonObject skein = ofSize.stream().filter((row) -> SUBJECT.equals(Run.text(row, "system")))
                .findFirst().orElse(null);
            ofSize.forEach((row) -> addRow(row, size, skein));
        }
        html.append("</table></div>\n");
    }

    private void addRow(final JsonObject row, final int size, final JsonObject skein)
    {
        final List<String> cells = new ArrayList<>(List.of(Run.text(row, "system"), Units.bytes(size)));
        for (final String figure : List.of("p50Ns", "p99Ns", "p999Ns", "p9999Ns"))
        {
            final double value = Run.number(row, figure);
            cells.add(Double.isNaN(value) ? "-" : Units.time(value));
        }
        cells.add(Units.rate(Run.number(row, "messagesPerSecond")));
        cells.add(number("%.2f", Run.number(row, "gigabytesPerSecond")));
        cells.add(number("%.2f", null == skein ? Double.NaN : Run.number(row, "p50Ns") / Run.number(skein, "p50Ns")));
        cells.add(number("%.2f", null == skein ? Double.NaN :
            Run.number(row, "messagesPerSecond") / Run.number(skein, "messagesPerSecond")));
        cells.add(number("%.1f", Run.number(row, "allocatedBytesPerMessage")));
        cells.add(number("%.2f", Run.number(row, "cpuSeconds")));
        cells.add(number("%.0f", Run.number(row, "gcMs")));
        cells.add(number("%.0f", Run.number(row, "contextSwitches")));
        final boolean isFailed = "true".equals(Run.text(row, "rateMissed")) || Run.number(row, "corrupted") > 0;
        html.append("<tr>");
        cells.forEach((cell) -> html.append("<td>").append(Html.escape(cell)).append("</td>"));
        html.append("<td class='bad'>").append(isFailed ? "FAIL" : "").append("</td></tr>\n");
    }

    private static String number(final String format, final double value)
    {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, format, value);
    }

    private void addSkipped()
    {
        html.append("<h2>Not measured</h2>\n<ul>\n");
        run.about().getAsJsonArray("skipped").forEach((one) -> html.append("<li>").append(Html.escape(
            Run.text(one.getAsJsonObject(), "scenario") + " " + Run.text(one.getAsJsonObject(), "system") + " at " +
            Units.bytes(Run.number(one.getAsJsonObject(), "sizeBytes")) + ": " +
            Run.text(one.getAsJsonObject(), "reason"))).append("</li>\n"));
        html.append("<li>Several publishers or subscribers, and other hosts.</li>\n</ul>\n");
    }
}
