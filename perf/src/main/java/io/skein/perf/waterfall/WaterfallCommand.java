package io.skein.perf.waterfall;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import io.skein.SkeinException;
import io.skein.perf.bench.Machine;
import io.skein.perf.report.Html;
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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * {@code ./skein waterfall}.
 */
@Command(
    name = "waterfall",
    header = "Where a frame's time goes, stage by stage, before and after a change.",
    description = "%nRuns a pipeline of simulated filters, one frame under way at a time; every stage reads every " +
        "byte. With a baseline both are drawn on one axis; changes of less than 0.05 ms are neutral. A baseline that " +
        "is no file is a commit: its libraries are built in a temporary working tree and run by this harness.",
    sortOptions = false)
final class WaterfallCommand implements Callable<Integer>
{
    private static final int MAX_FRAMES = 1_000_000;
    private static final int MAX_WORK_MS = 1_000;

    @Spec
    private CommandSpec spec;

    @Option(names = "--scenario", split = ",", paramLabel = "NAME", defaultValue = "4k_raw",
        description = "4k_raw (default), 1080p_raw, 480p_raw, 4k_to_1080p; the first of several is drawn.")
    private List<String> scenarios;

    @Option(names = "--frames", paramLabel = "N", defaultValue = "200",
        description = "Frames to measure (default: ${DEFAULT-VALUE}).")
    private int frames;

    @Option(names = "--work", paramLabel = "MS",
        description = "Simulated work of each stage, 0 to 1000 (default: 2 to 10, as the scenario has it).")
    private Integer workMs;

    @Option(names = "--no-work", description = "No simulated work: stages touch the frames and that is all.")
    private boolean isWithoutWork;

    @Option(names = "--save", paramLabel = "FILE", description = "Write the figures as JSON.")
    private Path save;

    @Option(names = "--baseline", paramLabel = "FILE|REF", description = "Saved figures, or a commit to be measured.")
    private String baseline;

    @Option(names = "--html", paramLabel = "FILE", description = "Write the same as a page.")
    private Path html;

    @Option(names = "--ref", hidden = true)
    private String ref;

    @Option(names = "--sha", hidden = true)
    private String sha;

    @Override
    public Integer call() throws IOException
    {
        final List<Pipeline> pipelines = pipelines();
        JsonFile.check(save);
        JsonFile.check(html);
        String commits = "";
        WaterfallFile before = null;
        if (null != baseline && Files.isRegularFile(Path.of(baseline)))
        {
            before = read(Path.of(baseline));
        }
        else if (null != baseline)
        {
            final GitBaseline git = GitBaseline.here();
            commits = git.commitsSince(baseline);
            final Path saved = Files.createTempFile("skein-waterfall-", ".json");
            try
            {
                git.measure(baseline, arguments(), saved);
                before = read(saved);
            }
            finally
            {
                Files.deleteIfExists(saved);
            }
        }
        final WaterfallFile after = measure(pipelines);
        if (null != save)
        {
            JsonFile.write(save, after);
        }
        show(before, after, commits);
        return ExitCodes.OK;
    }

    private List<Pipeline> pipelines()
    {
        if (frames < 1 || frames > MAX_FRAMES)
        {
            throw new ParameterException(spec.commandLine(), "--frames is " + frames + ", need 1 to " + MAX_FRAMES);
        }
        if (null != workMs && (isWithoutWork || workMs < 0 || workMs > MAX_WORK_MS))
        {
            throw new ParameterException(spec.commandLine(), "--work is " + workMs + ", need 0 to " + MAX_WORK_MS +
                ", and no --no-work");
        }
        final List<Pipeline> pipelines = new ArrayList<>();
        for (final String scenario : scenarios)
        {
            final Pipeline pipeline = Pipeline.of(scenario);
            if (null == pipeline)
            {
                throw new ParameterException(spec.commandLine(),
                    "--scenario is " + scenario + ", need " + String.join(", ", Pipeline.names()));
            }
            pipelines.add(pipeline.withWork(isWithoutWork ? 0 : null == workMs ? pipeline.workMs() : workMs));
        }
        return pipelines;
    }

    private List<String> arguments()
    {
        final List<String> arguments = new ArrayList<>(
            List.of("--scenario", String.join(",", scenarios), "--frames", String.valueOf(frames)));
        if (isWithoutWork)
        {
            arguments.add("--no-work");
        }
        if (null != workMs)
        {
            arguments.addAll(List.of("--work", workMs.toString()));
        }
        return arguments;
    }

    private WaterfallFile measure(final List<Pipeline> pipelines)
    {
        final List<WaterfallFile.Summary> summaries = new ArrayList<>();
        WaterfallFile.Waterfall first = null;
        for (final Pipeline pipeline : pipelines)
        {
            final List<WaterfallFile.Stage> stages;
            try (Progress progress = new Progress("waterfall " + pipeline.name(), PipelineRun.steps(frames),
                spec.commandLine().getErr(), Terminal.ofThisProcess()))
            {
                stages = new PipelineRun(pipeline, frames, progress::update).run();
            }
            summaries.add(WaterfallFile.summary(pipeline, frames, stages));
            first = null == first ? new WaterfallFile.Waterfall(pipeline.label(), frames, stages) : first;
        }
        return new WaterfallFile(ref, null == sha ? Machine.commit() : sha, Machine.name(), summaries, first);
    }

    private void show(final WaterfallFile before, final WaterfallFile after, final String commits) throws IOException
    {
        final Terminal terminal = Terminal.ofThisProcess();
        final boolean isTerminal = null != System.getProperty(Terminal.COLUMNS);
        final PrintWriter out = spec.commandLine().getOut();
        out.print(new WaterfallText(before, after, Palette.of(System.getenv(), isTerminal), terminal.columns(),
            terminal.isUnicode()));
        if (!commits.isEmpty())
        {
            out.println("commits between\n" + commits.indent(2).stripTrailing());
        }
        out.flush();
        if (null != html)
        {
            final String text = new WaterfallText(before, after, Palette.NONE, 110, true).toString();
            JsonFile.writeText(html, Html.page("Waterfall", "<h1>Waterfall</h1>\n<div class='s'><pre>" +
                Html.escape(text + commits) + "</pre></div>"));
        }
    }

    private static WaterfallFile read(final Path file) throws IOException
    {
        try
        {
            final WaterfallFile read = new Gson().fromJson(Files.readString(file), WaterfallFile.class);
            if (null == read || null == read.summary() || null == read.waterfall())
            {
                throw new SkeinException(file + " is no waterfall: it has no summary or no stages");
            }
            return read;
        }
        catch (final JsonParseException ex)
        {
            throw new SkeinException(file + " is no waterfall: " + ex.getMessage(), ex);
        }
    }
}
