package io.skein.perf.report;

import io.skein.tool.JsonFile;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a run looks like, in a folder: {@code report.html}, {@code performance.md} and plots.
 */
public final class ReportFiles
{
    /**
     * The page.
     */
    public static final String PAGE = "report.html";

    private ReportFiles()
    {
    }

    /**
     * Write them, in place of those that are there; plots of an earlier run that this one does not have go.
     *
     * @param folder that exists.
     * @param run    to show.
     * @throws IOException when one can not be written.
     */
    public static void write(final Path folder, final Run run) throws IOException
    {
        final Map<String, String> plots = Plots.of(run).files();
        final Path plotFolder = Files.createDirectories(folder.resolve(Plots.FOLDER));
        try (DirectoryStream<Path> old = Files.newDirectoryStream(plotFolder, "*.svg"))
        {
            for (final Path plot : old)
            {
                if (!plots.containsKey(Plots.FOLDER + '/' + plot.getFileName()))
                {
                    Files.delete(plot);
                }
            }
        }
        for (final Map.Entry<String, String> plot : plots.entrySet())
        {
            JsonFile.writeText(folder.resolve(plot.getKey()), plot.getValue());
        }
        JsonFile.writeText(folder.resolve("performance.md"), new PerformanceDocument(run).toString());
        JsonFile.writeText(folder.resolve(PAGE), new Page(run).toString());
    }

    /**
     * @param run to show.
     * @return its targets for a terminal, a line each.
     */
    public static String summary(final Run run)
    {
        final StringBuilder text = new StringBuilder();
        final List<Verdict> verdicts = Targets.of(run);
        final int width = verdicts.stream().mapToInt((verdict) -> verdict.what().length()).max().orElse(1);
        for (final Verdict verdict : verdicts)
        {
            text.append(String.format(Locale.ROOT, "%-4s %-" + width + "s %10s %10s  %s%n", verdict.id(),
                verdict.what(), verdict.measured(), verdict.limit(), verdict.word()));
        }
        if (Run.is(run.about(), "noisy"))
        {
            text.append(String.format(Locale.ROOT, "TOO NOISY: %.1f %% stolen, %.1f %% used by other processes%n",
                Run.number(run.about(), "stealPercent"), Run.number(run.about(), "othersPercent")));
        }
        return text.toString();
    }
}
