package io.skein.perf.bench;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/**
 * {@code ./skein bench compare}: everything, beside everybody, with a page to read.
 */
@Command(
    name = "compare",
    header = "All systems side by side, at all sizes, with a page of plots and tables.",
    description = "%nWrites results.json, run.json, performance.md, report.html, plots as SVG and HdrHistogram's " +
        "files to a folder, after each part what there is. Every round of a system takes about as long as that of " +
        "any other. What can not be measured is left out, and the page says why. A corrupted message, or a rate " +
        "that skein missed, ends it with code 1.",
    sortOptions = false)
final class CompareCommand implements Callable<Integer>
{
    @Spec
    private CommandSpec spec;

    @Option(names = "--quick", description = "Three sizes and short rounds: less than three minutes (default).")
    private boolean isQuick;

    @Option(names = "--full", description = "All sizes and long rounds: about half an hour.")
    private boolean isFull;

    @Option(names = "--out", paramLabel = "DIR", defaultValue = "bench-results",
        description = "Folder for what is written (default: ${DEFAULT-VALUE}).")
    private Path out;

    @Override
    public Integer call() throws IOException
    {
        if (isQuick && isFull)
        {
            throw new ParameterException(spec.commandLine(), "--quick or --full, not both");
        }
        return new CompareRun(isFull ? ComparePlan.full() : ComparePlan.quick(), out, spec.commandLine().getOut(),
            spec.commandLine().getErr()).run();
    }
}
