package io.skein.perf.bench;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.skein.SkeinException;
import io.skein.perf.report.ReportFiles;
import io.skein.perf.report.Run;
import io.skein.tool.ExitCodes;
import io.skein.tool.JsonFile;
import io.skein.tool.Progress;
import io.skein.tool.Terminal;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Plays a plan part by part. What there is, is written after each: who stops it half-way keeps that.
 */
final class CompareRun
{
    private static final double NOISY_STEAL = 2;
    private static final double NOISY_OTHERS = 10;
    private static final double MS_PER_SECOND = 1e3;

    private final ComparePlan plan;
    private final Path out;
    private final PrintWriter text;
    private final PrintWriter err;
    private final Environment environment = Environment.here();
    private final MachineNoise noise = MachineNoise.now();
    private final long startMs = System.currentTimeMillis();
    private final JsonArray results = new JsonArray();
    private final JsonArray skipped = new JsonArray();
    private final Map<CompareTool, List<JsonArray>> toolRounds = new LinkedHashMap<>();
    private long steps;
    private boolean hasFailed;

    /**
     * @param plan to play.
     * @param out  folder for the files.
     * @param text for the results.
     * @param err  for the progress.
     */
    CompareRun(final ComparePlan plan, final Path out, final PrintWriter text, final PrintWriter err)
    {
        this.plan = plan;
        this.out = out;
        this.text = text;
        this.err = err;
    }

    /**
     * @return one of the {@link ExitCodes}.
     * @throws IOException when a file can not be written.
     */
    int run() throws IOException
    {
        Files.createDirectories(out);
        try (Progress progress = new Progress("bench compare", plan.steps(), err, Terminal.ofThisProcess());
            HistogramFiles histograms = new HistogramFiles(out.resolve("histograms"), startMs))
        {
            play(plan.parts(), histograms, progress);
            playTools(progress);
            play(plan.sweeps(), histograms, progress);
        }
        final Run run = write(true);
        text.print(ReportFiles.summary(run));
        text.println("wrote " + out.resolve(ReportFiles.PAGE));
        text.flush();
        return hasFailed ? ExitCodes.FAILED : ExitCodes.OK;
    }

    private void play(final List<BenchOptions> parts, final HistogramFiles histograms, final Progress progress)
        throws IOException
    {
        for (final BenchOptions part : parts)
        {
            if (isInTime())
            {
                play(part, histograms, progress);
            }
            else
            {
                skip(part, noTime(), false);
            }
            steps += part.steps();
            write(false);
        }
    }

    private String noTime()
    {
        return "no time was left: a " + plan.name() + " run has " +
            TimeUnit.NANOSECONDS.toSeconds(plan.limitNs()) + " s for what it begins";
    }

    private boolean isInTime()
    {
        return System.currentTimeMillis() - startMs < TimeUnit.NANOSECONDS.toMillis(plan.limitNs());
    }

    private void play(final BenchOptions part, final HistogramFiles histograms, final Progress progress)
        throws IOException
    {
        final Conductor conductor = new Conductor(part, (done) -> progress.update(steps + done), plan.pace(part));
        List<BenchResult> partResults = List.of();
        try
        {
            partResults = conductor.run();
        }
        catch (final SkeinException ex)
        {
            skip(part, ex.getMessage(), true);
        }
        conductor.skipped().forEach((one) -> skip(part.scenario(), part.channel(), part.processes(), one));
        results.addAll(BenchJson.toJson(part, environment, partResults));
        for (final BenchResult result : partResults)
        {
            histograms.add(part, result);
            if (result.corrupted() > 0)
            {
                hasFailed = true;
                fail(part, result, result.corrupted() + " corrupted messages");
            }
            if (result.hasMissed(part.ratePerSecond()))
            {
                // What another system can not keep up with is a finding, and the page shows it as a failure.
                hasFailed |= Comparison.SUBJECT.equals(result.system());
                fail(part, result, String.format(Locale.ROOT, "reached %,.0f/s of %,.0f/s",
                    result.messagesPerSecond().min(), part.ratePerSecond()));
            }
        }
    }

    private void fail(final BenchOptions part, final BenchResult result, final String what)
    {
        text.printf("FAIL: %s %s at %d B: %s%n", part.scenario(), result.system(), result.size(), what);
    }

    /**
     * They take turns, too, round by round. One that fails is played no more, and what it said before is no figure.
     */
    private void playTools(final Progress progress) throws IOException
    {
        plan.tools().forEach((tool) -> toolRounds.put(tool, new ArrayList<>()));
        for (int round = 0; round < plan.roundsOfTools(); round++)
        {
            for (final CompareTool tool : List.copyOf(toolRounds.keySet()))
            {
                if (isInTime())
                {
                    play(tool);
                }
                else if (0 == round)
                {
                    leaveOut(tool, noTime(), false);
                }
                progress.update(steps += ComparePlan.STEPS_OF_TOOL);
                write(false);
            }
        }
    }

    private void play(final CompareTool tool)
    {
        try
        {
            toolRounds.get(tool).add(tool.run(environment));
        }
        catch (final RuntimeException ex)
        {
            leaveOut(tool, String.valueOf(ex.getMessage()), true);
        }
    }

    private void leaveOut(final CompareTool tool, final String reason, final boolean isFailure)
    {
        toolRounds.remove(tool);
        skip(tool.scenario(), BenchOptions.IPC, 1, new Skipped(Comparison.SUBJECT, tool.size(), reason, isFailure));
    }

    private void skip(final BenchOptions part, final String reason, final boolean isFailure)
    {
        part.systems().forEach((system) -> part.sizes().forEach((size) ->
            skip(part.scenario(), part.channel(), part.processes(),
                new Skipped(system, size, reason, isFailure))));
    }

    private void skip(final String scenario, final String channel, final int processes, final Skipped one)
    {
        if (one.isFailure())
        {
            // A peer that fails is a finding; who is compared with it must not.
            hasFailed |= Comparison.SUBJECT.equals(one.system());
            text.printf("FAIL: %s %s at %d B: %s%n", scenario, one.system(), one.size(), one.reason());
        }
        final JsonObject object = new JsonObject();
        object.addProperty("scenario", scenario);
        object.addProperty("channel", channel);
        object.addProperty("processes", processes);
        object.addProperty("system", one.system());
        object.addProperty("sizeBytes", one.size());
        object.addProperty("reason", one.reason());
        skipped.add(object);
    }

    private Run write(final boolean isComplete) throws IOException
    {
        final JsonArray all = results.deepCopy();
        toolRounds.values().forEach((rounds) -> all.addAll(ToolRounds.merged(rounds)));
        final Run run = new Run(about(isComplete), all);
        JsonFile.write(out.resolve("results.json"), all);
        JsonFile.write(out.resolve("run.json"), run.about());
        ReportFiles.write(out, run);
        return run;
    }

    private JsonObject about(final boolean isComplete)
    {
        final JsonObject about = new JsonObject();
        about.addProperty("command", "./skein bench compare --" + plan.name());
        about.addProperty("complete", isComplete);
        about.addProperty("seconds", (System.currentTimeMillis() - startMs) / MS_PER_SECOND);
        about.addProperty("machine", environment.machine());
        about.addProperty("jvm", environment.jvm());
        about.addProperty("jvmFlags", environment.jvmFlags());
        about.addProperty("commit", environment.commit());
        final MachineNoise now = MachineNoise.now();
        final double steal = now.stealPercent(noise);
        final double others = now.othersPercent(noise);
        about.addProperty("stealPercent", steal);
        about.addProperty("othersPercent", others);
        about.addProperty("noisy", steal > NOISY_STEAL || others > NOISY_OTHERS);
        about.add("skipped", skipped);
        about.addProperty("leftOut", plan.leftOut());
        return about;
    }
}
