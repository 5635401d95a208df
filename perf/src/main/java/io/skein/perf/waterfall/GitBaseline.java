package io.skein.perf.waterfall;

import io.skein.SkeinException;
import io.skein.tool.Progress;
import io.skein.tool.Terminal;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The libraries of another commit, built in a working tree of their own, measured by the harness of this one: of the
 * commit are sbe-schemas, api and media-driver, of now are this module, the Java that runs it and its options, and the
 * libraries of others, Aeron among them. The working tree is removed whatever happens.
 */
final class GitBaseline
{
    private static final List<String> LIBRARIES = List.of("sbe-schemas", "api", "media-driver");
    private static final String CLASSES = "target/classes";
    private static final Duration BUILD_SILENCE = Duration.ofMinutes(5);
    private static final Duration MEASURE_SILENCE = Duration.ofMinutes(1);
    private static final Pattern MODULE = Pattern.compile(".*\\[(\\d{1,3})/(\\d{1,3})]\\s*");
    private static final int WHOLE = 100;

    private final Git git;
    private final Path root;
    private final List<String> classPath;
    private final PrintWriter err;
    private final Terminal terminal;

    /**
     * @param git       of the repository that the libraries on the class path were built in.
     * @param classPath of this process.
     * @param err       to say on how far it is.
     * @param terminal  behind it.
     */
    GitBaseline(final Git git, final String classPath, final PrintWriter err, final Terminal terminal)
    {
        this.git = git;
        this.err = err;
        this.terminal = terminal;
        root = git.root();
        this.classPath = List.of(classPath.split(File.pathSeparator));
    }

    /**
     * Build and measure.
     *
     * @param ref       of the commit.
     * @param pipelines to run.
     * @param warmUp    frames before.
     * @param frames    to measure.
     * @return the figures, without the machine.
     * @throws SkeinException if it can not be built or measured, or this thread is interrupted; in one line.
     * @throws IOException    if there is no room for it.
     */
    WaterfallFile measure(final String ref, final List<Pipeline> pipelines, final int warmUp, final int frames)
        throws IOException
    {
        final String sha = git.sha(ref);
        for (final String module : LIBRARIES)
        {
            if (classPath.stream().noneMatch((entry) -> isOf(module, entry)))
            {
                throw new SkeinException("a baseline of a commit needs " + root.resolve(module).resolve(CLASSES) +
                    " on the class path, to put the commit's there: start it with ./skein");
            }
        }
        try (Worktree tree = new Worktree(git))
        {
            build(tree, sha);
            return measure(tree.path(), sha, pipelines, warmUp, frames).from(new WaterfallFile.Origin(ref, sha, false));
        }
    }

    /**
     * Measure what is on the class path, as {@link #measure} measures a commit: in a process of its own.
     *
     * @param pipelines to run.
     * @param warmUp    frames before.
     * @param frames    to measure.
     * @return the figures, without what ran and where.
     * @throws SkeinException if it can not be measured, or this thread is interrupted; in one line.
     */
    WaterfallFile measureHere(final List<Pipeline> pipelines, final int warmUp, final int frames)
    {
        return measure(root, "what is here", pipelines, warmUp, frames);
    }

    private void build(final Worktree tree, final String sha)
    {
        final String what = "building " + sha;
        try (Progress progress = begin(what, WHOLE))
        {
            tree.checkOut(sha);
            final Path maven = tree.path().resolve("mvnw");
            if (!Files.isExecutable(maven))
            {
                throw new SkeinException("commit " + sha + " can not be built: it has no mvnw");
            }
            final long[] done = {0};
            new ChildProcess(List.of(maven.toString(), "-B", "-Dmaven.test.skip=true", "-Dcheckstyle.skip=true",
                "-Denforcer.skip=true", "-pl", "media-driver", "-am", "process-classes"), what, BUILD_SILENCE)
                .run(tree.path(), (line) ->
                {
                    final Matcher module = MODULE.matcher(line);
                    if (module.matches())
                    {
                        final long all = Math.max(1, Long.parseLong(module.group(2)));
                        done[0] = WHOLE * Math.max(0, Long.parseLong(module.group(1)) - 1) / all;
                    }
                    progress.update(done[0]);
                });
        }
    }

    private WaterfallFile measure(
        final Path tree, final String name, final List<Pipeline> pipelines, final int warmUp, final int frames)
    {
        final String what = "measuring " + name;
        try (Progress progress = begin(what, pipelines.size() * PipelineRun.steps(warmUp, frames)))
        {
            final long[] done = {0};
            final StringBuilder result = new StringBuilder();
            new ChildProcess(command(tree, pipelines, warmUp, frames), what, MEASURE_SILENCE).run(tree, (line) ->
            {
                if (line.startsWith(PipelineMain.STEP))
                {
                    done[0] = Long.parseLong(line.substring(PipelineMain.STEP.length()));
                }
                else if (line.startsWith(PipelineMain.RESULT))
                {
                    result.append(line.substring(PipelineMain.RESULT.length()));
                }
                progress.update(done[0]);
            });
            return WaterfallReader.parse(what, result.toString());
        }
    }

    private Progress begin(final String what, final long steps)
    {
        if (!terminal.isInteractive())
        {
            err.println("waterfall: " + what);
            err.flush();
        }
        return new Progress("waterfall: " + what, steps, err, terminal);
    }

    private boolean isOf(final String module, final String entry)
    {
        return Path.of(entry).toAbsolutePath().equals(root.resolve(module).resolve(CLASSES));
    }

    private List<String> command(
        final Path tree, final List<Pipeline> pipelines, final int warmUp, final int frames)
    {
        final String replaced = classPath.stream().map((entry) ->
            LIBRARIES.stream().filter((module) -> isOf(module, entry)).findFirst()
                .map((module) -> tree.resolve(module).resolve(CLASSES).toString())
                .orElse(Path.of(entry).toAbsolutePath().toString()))
            .collect(Collectors.joining(File.pathSeparator));
        final List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", replaced, PipelineMain.class.getName(), String.valueOf(warmUp),
            String.valueOf(frames)));
        pipelines.forEach((pipeline) -> command.addAll(List.of(pipeline.name(), String.valueOf(pipeline.workMs()))));
        return command;
    }
}
