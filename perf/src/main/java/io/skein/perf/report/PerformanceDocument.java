package io.skein.perf.report;

import com.google.gson.JsonObject;

import java.util.List;
import java.util.Locale;

/**
 * {@code docs/performance.md}: targets met and missed, and tables, each with the command that takes it.
 */
final class PerformanceDocument
{
    private final Run run;
    private final StringBuilder text = new StringBuilder();

    /**
     * @param run to show.
     */
    PerformanceDocument(final Run run)
    {
        this.run = run;
    }

    @Override
    public String toString()
    {
        text.setLength(0);
        addHead();
        text.append("\n## Targets\n\n| target | work | measured | limit | | command |\n|---|---|---|---|---|---|\n");
        for (final Verdict verdict : Targets.of(run))
        {
            text.append("| ").append(verdict.id()).append(" | ").append(cell(verdict.what())).append(" | ")
                .append(verdict.measured()).append(" | ").append(verdict.limit()).append(" | ")
                .append(verdict.isMet() ? verdict.word() : "**" + verdict.word() + "**").append(" | `")
                .append(cell(verdict.command())).append("` |\n");
        }
        text.append('\n').append(FigureTable.CAPTION).append('\n');
        final Plots plots = Plots.of(run);
        run.groups().forEach((name, rows) -> addGroup(name, rows, plots));
        text.append("\n## Not measured\n\n");
        run.notMeasured().forEach((line) -> text.append("- ").append(cell(line)).append('\n'));
        return text.toString();
    }

    private void addHead()
    {
        final JsonObject about = run.about();
        text.append("# Performance\n\nCommit `").append(about("commit")).append("`, ").append(about("machine"))
            .append(".\nWritten by `").append(about("command")).append("`; do not edit. JVM: ").append(about("jvm"))
            .append(", flags `").append(about("jvmFlags")).append("`.\n")
            .append(String.format(Locale.ROOT,
                "Stolen from the machine: %.1f %%; used by other processes: %.1f %%%s.%n",
                Run.number(about, "stealPercent"), Run.number(about, "othersPercent"),
                Run.is(about, "noisy") ? ": **too noisy to be believed**" : ""));
        if (Run.isStopped(about))
        {
            text.append("\n**Not complete**: the run was stopped.\n");
        }
        if (Run.text(about, "command").endsWith("--quick"))
        {
            text.append("\nA quick run: 3 rounds of 200 ms for each system, a second after its code was loaded. It " +
                "shows orders of magnitude and what is broken; ratios near a limit need the single command beside " +
                "them, or `--full`.\n");
        }
    }

    private String about(final String name)
    {
        return cell(Run.text(run.about(), name));
    }

    private void addGroup(final String name, final List<JsonObject> rows, final Plots plots)
    {
        text.append("\n## ").append(cell(name)).append("\n\n");
        Run.commands(rows).forEach((command) -> text.append("    ").append(command).append('\n'));
        text.append("\nCommit `").append(about("commit")).append("`, ").append(about("machine")).append(".\n\n");
        plots.of(name).forEach((file, chart) ->
            text.append("![").append(chart.title()).append("](").append(file).append(")\n"));
        final FigureTable table = FigureTable.of(rows);
        text.append("\n| ").append(String.join(" | ", table.head())).append(" |\n")
            .append("|---".repeat(table.head().size())).append("|\n");
        for (final FigureTable.Row row : table.rows())
        {
            text.append("| ");
            row.cells().forEach((cell) -> text.append(cell(cell)).append(" | "));
            text.append(row.failure().isEmpty() ? "" : "**FAIL**: " + row.failure() + ' ').append(cell(row.note()))
                .append(" |\n");
        }
    }

    /**
     * A name may come from a file: it must neither end a cell nor begin a tag.
     */
    private static String cell(final String text)
    {
        return text.replace("|", "\\|").replaceAll("<(?=[a-zA-Z/!])", "&lt;");
    }
}
