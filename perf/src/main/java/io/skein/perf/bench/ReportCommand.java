package io.skein.perf.bench;

import io.skein.perf.report.ReportFiles;
import io.skein.perf.report.ResultsFile;
import io.skein.perf.report.Run;
import io.skein.tool.ExitCodes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/**
 * {@code ./skein bench report}: the page again.
 */
@Command(
    name = "report",
    header = "Page, plots and document of a kept run, written again without measuring.",
    description = "%nReads run.json and results.json of a folder that bench compare wrote, and writes report.html, " +
        "performance.md and plots to it in place of those that are there.",
    sortOptions = false)
final class ReportCommand implements Callable<Integer>
{
    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "DIR", description = "Folder of bench compare.")
    private Path folder;

    @Override
    public Integer call() throws IOException
    {
        final Run run = ResultsFile.run(folder);
        ReportFiles.write(folder, run);
        final PrintWriter out = spec.commandLine().getOut();
        out.print(ReportFiles.summary(run));
        out.println("wrote " + folder.resolve(ReportFiles.PAGE));
        out.flush();
        return ExitCodes.OK;
    }
}
