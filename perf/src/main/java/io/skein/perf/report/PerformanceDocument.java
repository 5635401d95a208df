package io.skein.perf.report;

import com.google.gson.JsonObject;
import io.skein.tool.Units;

import java.util.List;
import java.util.Locale;

/**
 * {@code docs/performance.md}: targets met and missed, and tables, each with the command that takes it.
 */
public final class PerformanceDocument
{
    private final Run run;

    /**
     * @param run to show.
     */
    public PerformanceDocument(final Run run)
    {
        this.run = run;
    }

    /**
     * @param run to show.
     * @return the targets for a terminal, a line each.
     */
    public static String summary(final Run run)
    {
        final StringBuilder text = new StringBuilder();
        for (final Verdict verdict : Verdict.all(run))
        {
            text.append(String.format(Locale.ROOT, "%-4s %-62s %10s %10s  %s%n", verdict.id(), verdict.what(),
                verdict.measured(), verdict.limit(), verdict.word()));
        }
        if ("true".equals(Run.text(run.about(), "noisy")))
        {
            text.append(String.format(Locale.ROOT, "TOO NOISY: %.1f %% stolen, %.1f %% used by other processes%n",
                Run.number(run.about(), "stealPercent"), Run.number(run.about(), "othersPercent")));
        }
        return text.toString();
    }

    @Override
    public String toString()
    {
        final JsonObject about = run.about();
        final StringBuilder text = new StringBuilder("# Performance\n\nWritten by `")
            .append(Run.text(about, "command")).append("`; do not edit. Machine: ").append(Run.text(about, "machine"))
            .append(". JVM: ").append(Run.text(about, "jvm")).append(", flags `").append(Run.text(about, "jvmFlags"))
            .append("`. Commit: `").append(Run.text(about, "commit")).append("`.\n")
            .append(String.format(Locale.ROOT,
                "Stolen from the machine: %.1f %%; used by other processes: %.1f %%%s.%n",
                Run.number(about, "stealPercent"), Run.number(about, "othersPercent"),
                "true".equals(Run.text(about, "noisy")) ? ": **too noisy to be believed**" : ""));
        if ("false".equals(Run.text(about, "complete")))
        {
            text.append("\n**Not complete**: the run was stopped.\n");
        }
        if (Run.text(about, "command").endsWith("--quick"))
        {
            text.append("\nA quick run: 3 rounds of 200 ms for each system, a second after its code was loaded. It " +
                "shows orders of magnitude and what is broken; ratios near a limit need the single command beside " +
                "them, or `--full`.\n");
        }
        text.append("\n## Targets\n\n| target | work | measured | limit | | command |\n|---|---|---|---|---|---|\n");
        for (final Verdict verdict : Verdict.all(run))
        {
            text.append("| ").append(verdict.id()).append(" | ").append(verdict.what()).append(" | ")
                .append(verdict.measured()).append(" | ").append(verdict.limit()).append(" | ")
                .append("met".equals(verdict.word()) ? "met" : "**" + verdict.word() + "**").append(" | `")
                .append(verdict.command()).append("` |\n");
        }
        final Plots plots = Plots.of(run);
        run.groups().forEach((name, rows) -> addGroup(text, name, rows, plots));
        text.append("\n## Not measured\n\n");
        about.getAsJsonArray("skipped").forEach((element) ->
        {
            final JsonObject one = element.getAsJsonObject();
            text.append("- ").append(Run.text(one, "scenario")).append(", ").append(Run.text(one, "system"))
                .append(" at ").append(Units.bytes(Run.number(one, "sizeBytes"))).append(": ")
                .append(Run.text(one, "reason")).append('\n');
        });
        return text.append("- several publishers or subscribers, and other hosts\n").toString();
    }

    private void addGroup(
        final StringBuilder text, final String name, final List<JsonObject> rows, final Plots plots)
    {
        text.append("\n## ").append(name).append("\n\n");
        Run.commands(rows).forEach((command) -> text.append("    ").append(command).append('\n'));
        text.append("\nCommit `").append(Run.text(run.about(), "commit")).append("`, ")
            .append(Run.text(run.about(), "machine")).append(".\n\n");
        plots.of(name).forEach((file, chart) ->
            text.append("![").append(chart.title()).append("](").append(file).append(")\n"));
        text.append("\n| size | system | p50 | p99 | p99.9 | p99.99 | messages | GB/s | p50 / skein | rate / skein |")
            .append(" B allocated | |\n|---|---|---|---|---|---|---|---|---|---|---|---|\n");
        for (final JsonObject row : rows)
        {
            text.append("| ").append(Units.bytes(Run.number(row, "sizeBytes"))).append(" | ")
                .append(Run.text(row, "system"));
            for (final String figure : List.of("p50Ns", "p99Ns", "p999Ns", "p9999Ns"))
            {
                final double value = Run.number(row, figure);
                text.append(" | ").append(Double.isNaN(value) ? "-" : Units.time(value));
            }
            final double gigabytes = Run.number(row, "gigabytesPerSecond");
            text.append(" | ").append(Units.rate(Run.number(row, "messagesPerSecond"))).append(" | ")
                .append(number("%.2f", gigabytes)).append(" | ")
                .append(number("%.2f", ratio(rows, row, "p50Ns"))).append(" | ")
                .append(number("%.2f", ratio(rows, row, "messagesPerSecond"))).append(" | ")
                .append(number("%.1f", Run.number(row, "allocatedBytesPerMessage")))
                .append("true".equals(Run.text(row, "rateMissed")) ? " | **FAIL**: rate missed |\n" : " | |\n");
        }
    }

    /**
     * @return the row's figure as a multiple of Skein's at the same size; NaN without one of them.
     */
    private static double ratio(final List<JsonObject> rows, final JsonObject row, final String figure)
    {
        return Run.number(row, figure) / Run.ofSize(rows, row.get("sizeBytes").getAsInt()).stream()
            .filter((other) -> "skein".equals(Run.text(other, "system")))
            .mapToDouble((other) -> Run.number(other, figure)).findFirst().orElse(Double.NaN);
    }

    private static String number(final String format, final double value)
    {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, format, value);
    }
}
