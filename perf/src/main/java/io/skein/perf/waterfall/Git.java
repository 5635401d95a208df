package io.skein.perf.waterfall;

import io.skein.SkeinException;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What the waterfall asks git.
 */
final class Git
{
    private static final Duration SILENCE = Duration.ofSeconds(60);

    private final Path folder;

    /**
     * @param folder in the repository.
     */
    Git(final Path folder)
    {
        this.folder = folder;
    }

    /**
     * @return where these classes were built.
     */
    static Git here()
    {
        try
        {
            final Path classes = Path.of(Git.class.getProtectionDomain().getCodeSource().getLocation().toURI());
            return new Git(Files.isDirectory(classes) ? classes : classes.getParent());
        }
        catch (final URISyntaxException ex)
        {
            throw new SkeinException("can not tell where these classes are: " + ex.getMessage(), ex);
        }
    }

    /**
     * @return of the repository.
     * @throws SkeinException if there is none.
     */
    Path root()
    {
        return Path.of(run("rev-parse", "--show-toplevel"));
    }

    /**
     * @param ref of a commit.
     * @return its short name.
     * @throws SkeinException if there is no such commit.
     */
    String sha(final String ref)
    {
        return run("rev-parse", "--short", "--verify", "--end-of-options", ref + "^{commit}");
    }

    /**
     * @param ref that may be of a commit.
     * @return whether it is.
     */
    boolean isCommit(final String ref)
    {
        try
        {
            sha(ref);
            return true;
        }
        catch (final SkeinException ex)
        {
            return false;
        }
    }

    /**
     * @return what is checked out: the branch, or HEAD when there is none, and the commit. Nothing where there is no
     *     repository.
     */
    WaterfallFile.Origin head()
    {
        try
        {
            return new WaterfallFile.Origin(run("rev-parse", "--abbrev-ref", "HEAD"), sha("HEAD"),
                !run("status", "--porcelain", "--untracked-files=no").isEmpty());
        }
        catch (final SkeinException ex)
        {
            return WaterfallFile.Origin.UNKNOWN;
        }
    }

    /**
     * @param ref of a commit.
     * @return titles of what has changed since, the newest first.
     */
    List<String> commitsSince(final String ref)
    {
        return run("log", "--oneline", "--no-decorate", sha(ref) + "..HEAD").lines().map(WaterfallReader::clean)
            .toList();
    }

    /**
     * @param arguments of git.
     * @return what it prints.
     * @throws SkeinException if it fails.
     */
    String run(final String... arguments)
    {
        final List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        return new ChildProcess(command, "git " + arguments[0], SILENCE).run(folder, (line) -> { });
    }
}
