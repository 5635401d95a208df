package io.skein.driver;

import io.skein.internal.pool.PoolInfo;
import io.skein.internal.pool.PoolSweeper;
import io.skein.tool.Units;
import picocli.CommandLine.Command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code skein pool list}: shows pools, their owners, what their slots are used for, and who retains some.
 */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "Show pools: owners, slots in use, holders. Changes nothing.")
public final class PoolListCommand extends AbstractPoolCommand
{
    private final List<PoolInfo> pools = new ArrayList<>();

    /**
     * For picocli.
     */
    public PoolListCommand()
    {
    }

    @Override
    void look(final Path poolsDirectory)
    {
        pools.addAll(PoolSweeper.list(poolsDirectory));
    }

    @Override
    void print(final PrintWriter out)
    {
        Path directory = null;
        for (final PoolInfo pool : pools)
        {
            if (!pool.path().getParent().equals(directory))
            {
                directory = pool.path().getParent();
                out.println(directory);
            }
            out.println(line(pool));
            pool.holders().forEach((holder) -> out.println("      holder " + holder.number() + "  " +
                (holder.isAlive() ? "pid " : "dead pid ") + holder.pid() + "  retains " +
                count(holder.slots(), "slot")));
        }
        final int dead = (int)pools.stream().filter((pool) -> !pool.isAlive()).count();
        final long bytes = pools.stream().mapToLong(PoolInfo::bytes).sum();
        out.println(count(pools.size(), "pool") + ", " + Units.bytes(bytes) +
            (0 == dead ? "" : "; " + dead + " of dead owners, which ./skein pool sweep removes"));
    }

    private static String line(final PoolInfo pool)
    {
        final PoolInfo.Slots slots = pool.slots();
        return "  " + pool.name() + "  " + topic(pool) + (pool.isAlive() ? "  pid " : "  dead pid ") +
            pool.ownerPid() + "  " + Units.bytes(pool.bytes()) + (pool.hasHugePages() ? " in huge pages" : "") +
            (0 == pool.slotCount() ? "" : "  " + count(pool.slotCount(), "slot") + " of " +
                Units.bytes(pool.slotSize()) + ": " + slots.free() + " free, " + slots.loaned() + " loaned, " +
                slots.inFlight() + " in flight, " + slots.retained() + " retained") +
            (null == pool.problem() ? "" : "  (" + pool.problem() + ')');
    }

    @Override
    Object json(final List<String> problems)
    {
        return new Json(pools.stream().map(PoolJson::of).toList(), problems);
    }

    private record Json(List<PoolJson> pools, List<String> problems)
    {
    }
}
