package io.skein.perf.bench;

import com.google.gson.JsonArray;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.skein.SkeinException;
import io.skein.perf.report.Difference;
import io.skein.tool.ExitCodes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
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
    description = "%nCompares p50, p99 and messages per second of what both files have. A difference counts when a " +
        "rank test over the rounds finds less than one chance in twenty that it is none: at least 3 rounds in each.",
    sortOptions = false)
final class DiffCommand implements Callable<Integer>
{
    private static final Pattern PERCENT = Pattern.compile("([0-9]{1,4}(?:\\.[0-9]+)?)%?");

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "A.json", description = "Before: written by --json or bench compare.")
    private Path before;

    @Parameters(index = "1", paramLabel = "B.json", description = "After.")
    private Path after;

    @Option(names = "--fail-over", paramLabel = "PERCENT",
        description = "Exit with 1 when something got surely slower by more than this, such as 10%%.")
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
        final List<Difference> differences = Difference.between(read(before), read(after));
        if (differences.isEmpty())
        {
            throw new SkeinException("nothing is in both " + before + " and " + after);
        }
        final PrintWriter out = spec.commandLine().getOut();
        differences.forEach((difference) -> out.println(difference.line()));
        final double most = limit;
        final long failed = differences.stream().filter((difference) -> difference.isWorseBy(most)).count();
        if (failed > 0)
        {
            out.println("FAIL: " + failed + " got slower by more than " + failOver);
        }
        out.flush();
        return failed > 0 ? ExitCodes.FAILED : ExitCodes.OK;
    }

    private static JsonArray read(final Path file) throws IOException
    {
        try
        {
            return JsonParser.parseString(Files.readString(file)).getAsJsonArray();
        }
        catch (final JsonParseException | IllegalStateException ex)
        {
            throw new SkeinException(file + " has no results of a bench: " + ex.getMessage(), ex);
        }
    }
}
