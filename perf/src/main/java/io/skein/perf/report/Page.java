package io.skein.perf.report;

import com.google.gson.JsonObject;
import io.skein.tool.Units;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

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
        final Plots plots = Plots.of(run);
        run.groups().forEach((name, rows) -> addGroup(name, rows, plots));
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
            .append(String.format(Locale.ROOT, "%.0f s", Run.number(about, "seconds"))).append("</p>\n")
            .append("false".equals(Run.text(about, "complete")) ?
                "<p class='bad'>Not complete: it was stopped.</p>\n" : "")
            .append("<p")
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

    private void addGroup(final String name, final List<JsonObject> rows, final Plots plots)
    {
        html.append("<h2>").append(Html.escape(name)).append("</h2>\n");
        Run.commands(rows).forEach((command) ->
            html.append("<p><code>").append(Html.escape(command)).append("</code></p>\n"));
        html.append("<div class='p'>\n");
        plots.of(name).values().forEach(html::append);
        html.append("</div>\n");
        addTable(rows, Run.sizes(rows));
    }

    private void addTable(final List<JsonObject> rows, final List<Integer> sizes)
    {
        html.append("<div class='s'><table><tr><th>system</th><th>size</th><th>p50</th><th>p99</th><th>p99.9</th>")
            .append("<th>p99.99</th><th>messages</th><th>GB/s</th><th>p50 / skein</th><th>rate / skein</th>")
            .append("<th>B alloc</th><th>cpu s</th><th>gc ms</th><th>switches</th><th></th></tr>\n");
        for (final int size : sizes)
        {
            final List<JsonObject> ofSize = Run.ofSize(rows, size);
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
