package io.skein.perf.report;

import com.google.gson.JsonObject;

import java.util.List;
import java.util.Locale;

/**
 * One page with everything: plots, ratios, tables, where it was measured, and what was not. Needs no network.
 */
final class Page
{
    private final Run run;
    private final StringBuilder html = new StringBuilder();

    /**
     * @param run to show.
     */
    Page(final Run run)
    {
        this.run = run;
    }

    @Override
    public String toString()
    {
        html.setLength(0);
        addHead();
        addTargets();
        html.append("<p>").append(Html.escape(FigureTable.CAPTION)).append("</p>\n");
        final Plots plots = Plots.of(run);
        run.groups().forEach((name, rows) -> addGroup(name, rows, plots));
        html.append("<h2>Not measured</h2>\n<ul>\n");
        run.notMeasured().forEach((line) -> html.append("<li>").append(Html.escape(line)).append("</li>\n"));
        html.append("</ul>\n");
        return Html.page("Skein beside others", html.toString());
    }

    private void addHead()
    {
        final JsonObject about = run.about();
        html.append("<h1>Skein beside others</h1>\n<p>Commit ").append(code("commit")).append(", ")
            .append(code("command")).append(" on ").append(Html.escape(Run.text(about, "machine"))).append("; ")
            .append(Html.escape(Run.text(about, "jvm"))).append("; ")
            .append(String.format(Locale.ROOT, "%.0f s", Run.number(about, "seconds")))
            .append("</p>\n<details><summary>flags of the JVM</summary><p>").append(code("jvmFlags"))
            .append("</p></details>\n")
            .append(Run.isStopped(about) ? "<p class='bad'>Not complete: it was stopped.</p>\n" : "")
            .append("<p").append(Run.is(about, "noisy") ? " class='bad'>Too noisy a machine: " : ">")
            .append(String.format(Locale.ROOT,
                "%.1f %% of the processor was stolen, %.1f %% went to other processes.</p>%n",
                Run.number(about, "stealPercent"), Run.number(about, "othersPercent")));
    }

    private String code(final String name)
    {
        return "<code>" + Html.escape(Run.text(run.about(), name)) + "</code>";
    }

    private void addTargets()
    {
        html.append("<h2>Targets</h2>\n<div class='s t'><table><tr><th>target</th><th>measured</th><th>limit</th>")
            .append("<th></th></tr>\n");
        for (final Verdict verdict : Targets.of(run))
        {
            html.append("<tr><td>").append(Html.escape(verdict.id() + " " + verdict.what())).append("</td><td>")
                .append(Html.escape(verdict.measured())).append("</td><td>").append(Html.escape(verdict.limit()))
                .append("</td><td class='").append(verdict.isMet() ? "good" : "bad").append("'>")
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
        html.append("</div>\n<div class='s k'><table><tr>");
        final FigureTable table = FigureTable.of(rows);
        table.head().forEach((cell) -> html.append("<th>").append(Html.escape(cell)).append("</th>"));
        html.append("</tr>\n");
        for (final FigureTable.Row row : table.rows())
        {
            html.append("<tr>");
            row.cells().forEach((cell) -> html.append("<td>").append(Html.escape(cell)).append("</td>"));
            html.append("<td>").append(row.failure().isEmpty() ? "" :
                "<span class='bad'>FAIL: " + Html.escape(row.failure()) + "</span> ")
                .append(Html.escape(row.note())).append("</td></tr>\n");
        }
        html.append("</table></div>\n");
    }
}
