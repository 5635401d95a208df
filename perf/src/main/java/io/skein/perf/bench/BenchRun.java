package io.skein.perf.bench;

import io.skein.tool.ExitCodes;
import io.skein.tool.JsonFile;
import io.skein.tool.Progress;
import io.skein.tool.Terminal;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

import java.io.IOException;
import java.util.List;

/**
 * Plays what was asked for, with progress, and reports.
 */
final class BenchRun
{
    private BenchRun()
    {
    }

    /**
     * @param options what to play.
     * @param command that was given.
     * @return one of the {@link ExitCodes}: a missed target is no failure, a wrong byte or a missed rate is.
     * @throws IOException when the results can not be written.
     */
    static int run(final BenchOptions options, final CommandLine command) throws IOException
    {
        JsonFile.check(options.json());
        final Environment environment = Environment.here();
        final Conductor conductor;
        final List<BenchResult> results;
        try (Progress progress = new Progress(
            "bench " + options.scenario(), options.steps(), command.getErr(), Terminal.ofThisProcess()))
        {
            conductor = new Conductor(options, progress::update);
            results = conductor.run();
        }
        new BenchReport(options, environment, command.getOut()).print(results, conductor.skipped());
        if (null != options.json())
        {
            JsonFile.write(options.json(), BenchJson.toJson(options, environment, results));
        }
        final boolean isCorrupted = results.stream().anyMatch((result) -> result.corrupted() > 0);
        final boolean isMissed = results.stream().anyMatch((result) -> result.hasMissed(options.ratePerSecond()));
        return isCorrupted || isMissed ? ExitCodes.FAILED : ExitCodes.OK;
    }

    /**
     * @param command that was given.
     * @param isGood  whether the option is.
     * @param option  that was given.
     * @param value   of the option.
     * @param need    what it should be.
     * @throws ParameterException when it is not good.
     */
    static void require(
        final CommandLine command, final boolean isGood, final String option, final Object value, final String need)
    {
        if (!isGood)
        {
            throw new ParameterException(command, option + " is " + value + ", need " + need);
        }
    }
}
