package io.skein.perf.waterfall;

import io.skein.SkeinException;
import io.skein.perf.attach.Paragraph;
import io.skein.perf.bench.Machine;
import io.skein.tool.ExitCodes;
import io.skein.tool.JsonFile;
import io.skein.tool.Progress;
import io.skein.tool.StopSignal;
import io.skein.tool.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
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
        "is no file is a commit: its sbe-schemas, api and media-driver are built in a temporary working tree, and " +
        "run by the harness, the Java and the other libraries, Aeron among them, of now.",
    sortOptions = false)
final class WaterfallCommand implements Callable<Integer>
{
    private static final int MAX_FRAMES = 1_000_000;
    private static final int MAX_WORK_MS = 1_000;
    private static final int INDENT = 2;

    @Spec
    private CommandSpec spec;

    @Option(names = "--scenario", split = ",", paramLabel = "NAME", defaultValue = "4k_raw",
        description = "4k_raw (default), 1080p_raw, 480p_raw, 4k_to_1080p, or several.")
    private List<String> scenarios;

    @Option(names = "--frames", paramLabel = "N", defaultValue = "200",
        description = "Frames to measure (default: ${DEFAULT-VALUE}).")
    private int frames;

    @Option(names = "--warmup", paramLabel = "N", defaultValue = "12000",
        description = "Frames before, nearly all of them without pixels (default: ${DEFAULT-VALUE}).")
    private int warmUp;

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

    @Override
    public Integer call() throws IOException
    {
        final List<Pipeline> pipelines = pipelines();
        JsonFile.check(save);
        JsonFile.check(html);
        // Whoever is stopped takes away the working tree, the processes and the driver that it has.
        try (StopSignal stop = StopSignal.install())
        {
            try
            {
                return run(pipelines);
            }
            catch (final SkeinException ex)
            {
                if (stop.isRaised())
                {
                    return ExitCodes.INTERRUPTED;
                }
                throw ex;
            }
        }
    }

    private int run(final List<Pipeline> pipelines) throws IOException
    {
        final Terminal terminal = Terminal.ofThisProcess();
        final PrintWriter err = spec.commandLine().getErr();
        final Git git = Git.here();
        List<String> commits = List.of();
        WaterfallFile before = null;
        GitBaseline other = null;
        if (isFile(baseline))
        {
            before = WaterfallReader.read(Path.of(baseline));
            Comparison.requireComparable(before, pipelines);
        }
        else if (null != baseline)
        {
            if (!git.isCommit(baseline))
            {
                throw new SkeinException(
                    "--baseline " + WaterfallReader.clean(baseline) + " is neither a file nor a commit");
            }
            commits = git.commitsSince(baseline);
            other = new GitBaseline(git, System.getProperty("java.class.path"), err, terminal);
            before = other.measure(baseline, pipelines, warmUp, frames).on(Machine.name());
        }
        // As the commit was measured: what a process has compiled before shows.
        final WaterfallFile now =
            null == other ? measure(pipelines, terminal) : other.measureHere(pipelines, warmUp, frames);
        final WaterfallFile after = now.from(git.head()).on(Machine.name());
        if (null != save)
        {
            JsonFile.write(save, after);
        }
        show(new Comparison(before, after), commits, terminal);
        return ExitCodes.OK;
    }

    private static boolean isFile(final String name)
    {
        try
        {
            return null != name && Files.exists(Path.of(name)) && !Files.isDirectory(Path.of(name));
        }
        catch (final InvalidPathException ex)
        {
            // A commit may be called what no file is.
            return false;
        }
    }

    private List<Pipeline> pipelines()
    {
        if (frames < 1 || frames > MAX_FRAMES)
        {
            throw new ParameterException(spec.commandLine(), "--frames is " + frames + ", need 1 to " + MAX_FRAMES);
        }
        if (warmUp < 0 || warmUp > MAX_FRAMES)
        {
            throw new ParameterException(spec.commandLine(), "--warmup is " + warmUp + ", need 0 to " + MAX_FRAMES);
        }
        if (null != workMs && (isWithoutWork || workMs < 0 || workMs > MAX_WORK_MS))
        {
            throw new ParameterException(spec.commandLine(), "--work is " + workMs + ", need 0 to " + MAX_WORK_MS +
                ", and no --no-work");
        }
        final List<Pipeline> pipelines = new ArrayList<>();
        for (final String scenario : new LinkedHashSet<>(scenarios))
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

    private WaterfallFile measure(final List<Pipeline> pipelines, final Terminal terminal)
    {
        try (Progress progress = new Progress("waterfall", pipelines.size() * PipelineRun.steps(warmUp, frames),
            spec.commandLine().getErr(), terminal))
        {
            return PipelineMain.run(pipelines, warmUp, frames, progress::update);
        }
    }

    private void show(final Comparison comparison, final List<String> commits, final Terminal terminal)
        throws IOException
    {
        final boolean isTerminal = null != System.getProperty(Terminal.COLUMNS);
        final PrintWriter out = spec.commandLine().getOut();
        out.print(new WaterfallText(
            comparison, Palette.of(System.getenv(), isTerminal), terminal.columns(), terminal.isUnicode()));
        if (!commits.isEmpty())
        {
            out.println("commits between");
            commits.forEach((commit) ->
                out.print(Paragraph.wrap(commit, terminal.columns() - INDENT).indent(INDENT)));
        }
        out.flush();
        if (null != html)
        {
            JsonFile.writeText(html, new WaterfallPage(comparison, commits).toString());
        }
    }
}
