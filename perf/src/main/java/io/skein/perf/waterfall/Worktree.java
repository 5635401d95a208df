package io.skein.perf.waterfall;

import io.skein.SkeinException;
import org.agrona.IoUtil;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A working tree of another commit, in a temporary folder. It goes when it is closed, also by a thread that was
 * interrupted. The next one takes those away whose process was killed.
 */
final class Worktree implements AutoCloseable
{
    private static final String PREFIX = "skein-baseline-";
    private static final Pattern OWNED = Pattern.compile("worktree (.*/" + PREFIX + "(\\d{1,10})-[^/]*)");

    private final Git git;
    private final Path path;

    /**
     * An empty folder.
     *
     * @param git of the repository.
     */
    Worktree(final Git git) throws IOException
    {
        this.git = git;
        git.run("worktree", "list", "--porcelain").lines().forEach(this::sweep);
        path = Files.createTempDirectory(PREFIX + ProcessHandle.current().pid() + '-');
    }

    private void sweep(final String line)
    {
        final Matcher owned = OWNED.matcher(line);
        if (owned.matches() && ProcessHandle.of(Long.parseLong(owned.group(2))).isEmpty())
        {
            remove(Path.of(owned.group(1)));
        }
    }

    Path path()
    {
        return path;
    }

    /**
     * @param sha of the commit to fill it with.
     */
    void checkOut(final String sha)
    {
        git.run("worktree", "add", "--detach", "--force", path.toString(), sha);
    }

    @Override
    public void close()
    {
        // Git would not be waited for.
        final boolean isInterrupted = Thread.interrupted();
        try
        {
            remove(path);
        }
        finally
        {
            if (isInterrupted)
            {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void remove(final Path tree)
    {
        try
        {
            git.run("worktree", "remove", "--force", tree.toString());
        }
        catch (final SkeinException ex)
        {
            // It was never added, or not all of it: then what there is goes, and git forgets it.
            IoUtil.delete(tree.toFile(), true);
            git.run("worktree", "prune");
        }
    }
}
