package io.skein.driver;

import io.aeron.CommonContext;
import io.skein.PoolException;
import io.skein.internal.pool.PoolInfo;
import io.skein.internal.pool.PoolPaths;
import io.skein.tool.ExitCodes;
import io.skein.tool.JsonFile;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/**
 * What the commands of pools have in common: where they look, and where their results go.
 */
abstract class AbstractPoolCommand implements Callable<Integer>
{
    private static final String STANDARD_OUTPUT = "-";

    @Spec
    private CommandSpec spec;

    @ArgGroup
    private Place place;

    @Option(names = "--json", paramLabel = "FILE|-",
        description = "Write JSON to a file too, or to standard output instead of text.")
    private String json;

    /**
     * Look at all directories of pools, and report. One that can not be looked at does not stop the others.
     *
     * @return {@link ExitCodes#OK}, or {@link ExitCodes#FAILED} if there was such a directory.
     * @throws IOException if the base can not be listed, or the JSON not be written.
     */
    @Override
    public final Integer call() throws IOException
    {
        final boolean isText = !STANDARD_OUTPUT.equals(json);
        final Path file = isText && null != json ? Path.of(json) : null;
        JsonFile.check(file);
        final List<String> problems = new ArrayList<>();
        for (final Path directory : directories())
        {
            try
            {
                look(directory);
            }
            catch (final PoolException ex)
            {
                problems.add(ex.getMessage());
            }
        }
        final PrintWriter out = spec.commandLine().getOut();
        if (isText)
        {
            print(out);
        }
        else
        {
            out.println(JsonFile.text(json(problems)));
        }
        out.flush();
        if (null != file)
        {
            JsonFile.write(file, json(problems));
        }
        problems.forEach((problem) ->
            spec.commandLine().getErr().println(spec.qualifiedName() + ": " + problem));
        return problems.isEmpty() ? ExitCodes.OK : ExitCodes.FAILED;
    }

    /**
     * @param poolsDirectory that exists.
     * @throws PoolException if it can not be looked at.
     */
    abstract void look(Path poolsDirectory);

    abstract void print(PrintWriter out);

    abstract Object json(List<String> problems);

    static String count(final int count, final String what)
    {
        return count + " " + what + (1 == count ? "" : "s");
    }

    static String topic(final PoolInfo pool)
    {
        return pool.topic().isEmpty() ? "?" : pool.topic();
    }

    private List<Path> directories() throws IOException
    {
        final Path base = null == place ? DriverSweeper.defaultBase() : place.base;
        final Path aeronDirectory =
            null == place ? Path.of(CommonContext.getAeronDirectoryName()) : place.aeronDirectory;
        final List<Path> directories = new ArrayList<>();
        if (null != base)
        {
            try (Stream<Path> children = Files.list(base))
            {
                children.filter((child) -> child.getFileName().toString().endsWith(PoolPaths.SUFFIX))
                    .map((child) -> child.toAbsolutePath().normalize()).forEach(directories::add);
            }
        }
        if (null != aeronDirectory)
        {
            directories.add(PoolPaths.poolsDirectory(aeronDirectory));
        }
        return directories.stream().distinct().sorted()
            .filter((directory) -> Files.exists(directory, LinkOption.NOFOLLOW_LINKS)).toList();
    }

    private static final class Place
    {
        @Option(names = "--base", paramLabel = "DIR",
            description = "Directory in which to look for *-pools. Default: where embedded drivers live, and beside" +
                " Aeron's own default directory.")
        private Path base;

        @Option(names = "--aeron-dir", paramLabel = "DIR",
            description = "Aeron directory of a driver, to look at the pools of its clients alone.")
        private Path aeronDirectory;
    }

    /**
     * A pool in JSON.
     */
    record PoolJson(
        String id,
        String directory,
        String topic,
        long ownerPid,
        boolean alive,
        int slots,
        long slotSize,
        int free,
        int loaned,
        int inFlight,
        int retained,
        List<HolderJson> holders,
        long bytes,
        boolean hugePages,
        String problem)
    {
        static PoolJson of(final PoolInfo pool)
        {
            final List<HolderJson> holders = pool.holders().stream().map((holder) ->
                new HolderJson(holder.number(), holder.pid(), holder.isAlive(), holder.slots())).toList();
            return new PoolJson(pool.name(), pool.path().getParent().toString(), pool.topic(), pool.ownerPid(),
                pool.isAlive(), pool.slotCount(), pool.slotSize(), pool.slots().free(), pool.slots().loaned(),
                pool.slots().inFlight(), pool.slots().retained(), holders, pool.bytes(), pool.hasHugePages(),
                pool.problem());
        }
    }

    /**
     * A holder in JSON.
     */
    record HolderJson(int number, long pid, boolean alive, int retained)
    {
    }
}
