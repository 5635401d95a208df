package io.skein.perf.bench;

import io.skein.SkeinException;
import io.skein.perf.report.Diff;
import io.skein.perf.report.ResultsFile;
import io.skein.tool.ExitCodes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code ./skein bench diff}: what got slower.
 */
@Command(
    name = "diff",
    header = "Two results of a bench: what got slower or faster, as surely as the rounds allow.",
    description = "%nCompares p50 and p99 of skein, or messages per second where there are no latencies. A " +
        "difference counts when a two-sided rank test over the rounds, corrected for the number of figures (Holm), " +
        "leaves at most one chance in twenty that it is none. A --quick comparison has too few rounds for that, and " +
        "it says so: take --full ones, or single commands with more --rounds. What differs from one start of the " +
        "JVM to the next is in no round. Other systems tell what the machine did.%n%n" +
        "Exit code 1 when a message of skein was corrupted after, or its rate missed.",
    sortOptions = false)
final class DiffCommand implements Callable<Integer>
{
    private static final Pattern PERCENT = Pattern.compile("([0-9]{1,4}(?:\\.[0-9]+)?)%?");

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "A.json",
        description = "Before: written by bench compare, or by --json of a bench command.")
    private Path before;

    @Parameters(index = "1", paramLabel = "B.json", description = "After.")
    private Path after;

    @Option(names = "--fail-over", paramLabel = "PERCENT",
        description = "Exit with 1 also when something of skein got surely slower by more than this, such as 10%%, " +
            "is missing after, or can not be told for want of rounds.")
    private String failOver;

    @Override
    public Integer call() throws IOException
    {
        double limit = Double.POSITIVE_INFINITY;
        if (null != failOver)
        {
            final Matcher matcher = PERCENT.matcher(failOver);
            if (!matcher.matches())
            {
                throw new ParameterException(spec.commandLine(), "--fail-over is " + failOver + ", need such as 10%");
            }
            limit = Double.parseDouble(matcher.group(1)) / 100;
        }
        final Diff diff = Diff.between(ResultsFile.results(before), ResultsFile.results(after));
        final List<String> failures = diff.failures(limit);
        if (diff.isEmpty() && failures.isEmpty())
        {
            throw new SkeinException("nothing of skein is in both " + before + " and " + after);
        }
        final PrintWriter out = spec.commandLine().getOut();
        diff.lines().forEach(out::println);
        failures.forEach((failure) -> out.println("FAIL: " + failure));
        out.flush();
        return failures.isEmpty() ? ExitCodes.OK : ExitCodes.FAILED;
    }
}
