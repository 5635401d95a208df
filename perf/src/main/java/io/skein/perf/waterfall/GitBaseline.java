package io.skein.perf.waterfall;

import io.skein.SkeinException;
import org.agrona.IoUtil;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The libraries of another commit, built in a working tree of their own, measured by the harness of this one. The
 * working tree is removed whatever happens.
 */
final class GitBaseline
{
    private static final List<String> LIBRARIES = List.of("sbe-schemas", "api", "media-driver");

    private final Path root;

    /**
     * @param root of the repository that the harness was built in.
     */
    GitBaseline(final Path root)
    {
        this.root = root;
    }

    /**
     * @return of the repository that these classes were built in.
     */
    static GitBaseline here()
    {
        return new GitBaseline(Path.of(run(Path.of(GitBaseline.class.getProtectionDomain().getCodeSource()
            .getLocation().getPath()), List.of("git", "rev-parse", "--show-toplevel"))));
    }

    /**
     * @param ref       of a commit.
     * @param arguments of the command that measures; the file that it saves is added.
     * @param saved     file to be written.
     */
    void measure(final String ref, final List<String> arguments, final Path saved) throws IOException
    {
        final Path tree = Files.createTempDirectory("skein-baseline-");
        try
        {
            run(root, List.of("git", "worktree", "add", "--detach", "--force", tree.toString(), sha(ref)));
            run(tree, List.of(tree.resolve("mvnw").toString(), "-q", "-Dmaven.test.skip=true", "-Dcheckstyle.skip=true",
                "-Denforcer.skip=true", "-pl", "media-driver", "-am", "process-classes"));
            run(tree, command(tree, ref, arguments, saved));
        }
        finally
        {
            remove(tree);
        }
    }

    private void remove(final Path tree) throws IOException
    {
        try
        {
            run(root, List.of("git", "worktree", "remove", "--force", tree.toString()));
        }
        catch (final SkeinException ex)
        {
            // It was never added, or not all of it: then what there is goes, and git forgets it.
            IoUtil.delete(tree.toFile(), true);
            run(root, List.of("git", "worktree", "prune"));
        }
    }

    private List<String> command(final Path tree, final String ref, final List<String> arguments, final Path saved)
    {
        final String classPath = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .map((entry) -> LIBRARIES.stream().filter((module) -> Path.of(entry).startsWith(root.resolve(module)))
                .findFirst().map((module) -> tree.resolve(module).resolve("target/classes").toString()).orElse(entry))
            .collect(Collectors.joining(File.pathSeparator));
        final List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", classPath, "io.skein.tool.Main", "waterfall"));
        command.addAll(arguments);
        command.addAll(List.of("--ref", ref, "--sha", sha(ref), "--save", saved.toString()));
        return command;
    }

    String sha(final String ref)
    {
        return run(root, List.of("git", "rev-parse", "--short", "--verify", "--end-of-options", ref + "^{commit}"));
    }

    /**
     * @param ref of a commit.
     * @return titles of what has changed since, the newest first.
     */
    String commitsSince(final String ref)
    {
        return run(root, List.of("git", "log", "--oneline", "--no-decorate", sha(ref) + "..HEAD"));
    }

    private static String run(final Path folder, final List<String> command)
    {
        try
        {
            final Process process = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true)
                .start();
            process.getOutputStream().close();
            final String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (0 != process.waitFor())
            {
                throw new SkeinException(String.join(" ", command.subList(0, Math.min(3, command.size()))) +
                    " failed: " + text);
            }
            return text;
        }
        catch (final IOException ex)
        {
            throw new SkeinException(command.get(0) + " does not start: " + ex.getMessage(), ex);
        }
        catch (final InterruptedException ex)
        {
            Thread.currentThread().interrupt();
            throw new SkeinException("interrupted", ex);
        }
    }
}
