package io.skein.driver;

import io.skein.internal.pool.PoolInfo;
import io.skein.internal.pool.PoolSweeper;
import io.skein.internal.pool.SweptPools;
import io.skein.tool.Units;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code skein pool sweep}: removes the pools of dead owners and says what that freed.
 */
@Command(
    name = "sweep",
    mixinStandardHelpOptions = true,
    description = "Remove the pools whose owner is dead. Whoever still reads one keeps what it has mapped.")
public final class PoolSweepCommand extends AbstractPoolCommand
{
    private final List<PoolInfo> removed = new ArrayList<>();
    private int inUse;

    @Option(names = "--dry-run", description = "List, remove nothing.")
    private boolean isDryRun;

    /**
     * For picocli.
     */
    public PoolSweepCommand()
    {
    }

    @Override
    void look(final Path poolsDirectory)
    {
        final SweptPools swept = PoolSweeper.sweep(poolsDirectory, isDryRun);
        removed.addAll(swept.removed());
        inUse += swept.inUse();
    }

    @Override
    void print(final PrintWriter out)
    {
        removed.forEach((pool) -> out.println((isDryRun ? "would remove " : "removed ") + pool.path() + "  " +
            topic(pool) + "  " + Units.bytes(pool.bytes())));
        out.println(count(removed.size(), "pool") + ", " + Units.bytes(bytes()) +
            (isDryRun ? " to free; " : " freed; ") + inUse + " in use");
    }

    @Override
    Object json(final List<String> problems)
    {
        return new Json(isDryRun, removed.stream().map(PoolJson::of).toList(), bytes(), inUse, problems);
    }

    private long bytes()
    {
        return removed.stream().mapToLong(PoolInfo::bytes).sum();
    }

    private record Json(boolean dryRun, List<PoolJson> removed, long bytes, int inUse, List<String> problems)
    {
    }
}
