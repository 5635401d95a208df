package io.skein.perf.bench;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.skein.SkeinException;
import io.skein.perf.report.Page;
import io.skein.perf.report.PerformanceDocument;
import io.skein.perf.report.Run;
import io.skein.tool.ExitCodes;
import io.skein.tool.JsonFile;
import io.skein.tool.Progress;
import io.skein.tool.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

/**
 * {@code ./skein bench compare}: everything, beside everybody, with a page to read.
 */
@Command(
    name = "compare",
    header = "All systems side by side, at all sizes, with a page of plots and tables.",
    description = "%nWrites results.json, run.json, performance.md, report.html and HdrHistogram's files to a " +
        "folder. Every round of a system takes about as long as that of any other. What can not be measured is left " +
        "out, and the page says why. A corrupted message or a missed rate ends it with code 1.",
    sortOptions = false)
final class CompareCommand implements Callable<Integer>
{
    private static final double NOISY_STEAL = 2;
    private static final double NOISY_OTHERS = 10;

    @Spec
    private CommandSpec spec;

    @Option(names = "--quick", description = "Four sizes and short rounds: minutes (default).")
    private boolean isQuick;

    @Option(names = "--full", description = "All sizes and long rounds: about half an hour.")
    private boolean isFull;

    @Option(names = "--out", paramLabel = "DIR", defaultValue = "bench-results",
        description = "Folder for what is written (default: ${DEFAULT-VALUE}).")
    private Path out;

    private final JsonArray results = new JsonArray();
    private final JsonArray skipped = new JsonArray();
    private boolean hasFailed;

    @Override
    public Integer call() throws IOException
    {
        if (isQuick && isFull)
        {
            throw new ParameterException(spec.commandLine(), "--quick or --full, not both");
        }
        return run(isFull ? ComparePlan.full() : ComparePlan.quick());
    }

    int run(final ComparePlan plan) throws IOException
    {
        Files.createDirectories(out);
        final Environment environment = Environment.here();
        final MachineNoise noise = MachineNoise.now();
        final ProcessUsage usage = ProcessUsage.now();
        final long startMs = System.currentTimeMillis();
        try (Progress progress = new Progress(
            "bench compare", plan.steps(), spec.commandLine().getErr(), Terminal.ofThisProcess());
            HistogramFiles histograms = new HistogramFiles(out.resolve("histograms"), startMs))
        {
            long steps = 0;
            for (final BenchOptions part : plan.parts())
            {
                play(part, plan.roundNs(), environment, histograms, progress, steps);
                steps += part.steps();
            }
        }
        final JsonObject run = new JsonObject();
        run.addProperty("command", "./skein bench compare --" + plan.name());
        run.addProperty("seconds", (System.currentTimeMillis() - startMs) / 1_000.0);
        run.addProperty("machine", environment.machine());
        run.addProperty("jvm", environment.jvm());
        run.addProperty("jvmFlags", environment.jvmFlags());
        run.addProperty("commit", environment.commit());
        final MachineNoise after = MachineNoise.now();
        final double steal = after.stealPercent(noise);
        final double others = after.othersPercent(noise, ProcessUsage.now().minus(usage).cpuNs());
        run.addProperty("stealPercent", steal);
        run.addProperty("othersPercent", others);
        run.addProperty("noisy", steal > NOISY_STEAL || others > NOISY_OTHERS);
        run.add("skipped", skipped);
        write(new Run(run, results));
        return hasFailed ? ExitCodes.FAILED : ExitCodes.OK;
    }

    private void play(
        final BenchOptions part,
        final long roundNs,
        final Environment environment,
        final HistogramFiles histograms,
        final Progress progress,
        final long stepsBefore) throws IOException
    {
        final Conductor conductor = new Conductor(part, (done) -> progress.update(stepsBefore + done), roundNs);
        List<BenchResult> partResults = List.of();
        try
        {
            partResults = conductor.run();
        }
        catch (final SkeinException ex)
        {
            part.systems().forEach((system) -> part.sizes().forEach((size) ->
                skip(part, new Skipped(system, size, ex.getMessage()))));
        }
        conductor.skipped().forEach((one) -> skip(part, one));
        results.addAll(BenchJson.toJson(part, environment, partResults));
        for (final BenchResult result : partResults)
        {
            histograms.add(part, result);
            final boolean isMissed = result.hasMissed(part.ratePerSecond());
            if (isMissed || result.corrupted() > 0)
            {
                hasFailed = true;
                spec.commandLine().getOut().printf(Locale.ROOT, "FAIL: %s %s at %d B: %s%n", part.scenario(),
                    result.system(), result.size(), isMissed ? "missed its rate" : "corrupted messages");
            }
        }
    }

    private void skip(final BenchOptions part, final Skipped one)
    {
        final JsonObject object = new JsonObject();
        object.addProperty("scenario", part.scenario());
        object.addProperty("channel", part.channel());
        object.addProperty("system", one.system());
        object.addProperty("sizeBytes", one.size());
        object.addProperty("reason", one.reason());
        skipped.add(object);
    }

    private void write(final Run run) throws IOException
    {
        JsonFile.write(out.resolve("results.json"), results);
        JsonFile.write(out.resolve("run.json"), run.about());
        final String document = new PerformanceDocument(run).toString();
        JsonFile.writeText(out.resolve("performance.md"), document);
        JsonFile.writeText(out.resolve("report.html"), new Page(run).toString());
        final PrintWriter text = spec.commandLine().getOut();
        text.print(PerformanceDocument.summary(run));
        text.println("wrote " + out.resolve("report.html"));
        text.flush();
    }
}
