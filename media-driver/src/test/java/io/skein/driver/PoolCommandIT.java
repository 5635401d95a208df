package io.skein.driver;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.skein.internal.pool.MappedPool;
import io.skein.internal.pool.PoolDescriptor;
import io.skein.internal.pool.PoolFiles;
import io.skein.internal.pool.PoolPaths;
import io.skein.tool.ExitCodes;
import io.skein.tool.Main;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class PoolCommandIT
{
    @TempDir
    private Path base;

    private Path directory;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void chooseDirectory()
    {
        directory = base.resolve("driver-7-1");
    }

    private int run(final String... arguments)
    {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }

    private JsonObject json()
    {
        return JsonParser.parseString(out.toString()).getAsJsonObject();
    }

    private String pool(final String name)
    {
        return PoolPaths.poolsDirectory(directory).resolve(name).toString();
    }

    @Test
    void shouldShowOwnersSlotsAndHolders() throws IOException
    {
        final Path pools = PoolPaths.poolsDirectory(directory);
        final PoolFiles owner = PoolFiles.create(pools, "camera/left", 3, 24_883_200, false);
        final MappedPool reader = MappedPool.open(pools, owner.poolId());
        owner.control().putInt(PoolDescriptor.slotStateOffset(1), PoolDescriptor.SLOT_LOANED);
        owner.control().putInt(PoolDescriptor.slotStateOffset(2), PoolDescriptor.SLOT_IN_FLIGHT);
        owner.control().putLong(PoolDescriptor.holderWordOffset(2), 1L << reader.acquireHolder());
        final long pid = ProcessHandle.current().pid();

        assertEquals(ExitCodes.OK, run("pool", "list", "--base", base.toString()));
        assertEquals(List.of(
            pools.toString(),
            "  " + PoolPaths.name(owner.poolId()) + "  camera/left  pid " + pid + "  74.7 MB  3 slots of 24.9 MB:" +
                " 1 free, 1 loaned, 1 in flight, 1 retained",
            "      holder 0  pid " + pid + "  retains 1 slot",
            "1 pool, 74.7 MB"), out.toString().lines().toList());

        final Path file = base.resolve("pools.json");
        assertEquals(ExitCodes.OK,
            run("pool", "list", "--aeron-dir", directory.toString(), "--json", file.toString()));
        assertTrue(out.toString().endsWith("1 pool, 74.7 MB\n"), out::toString);
        final JsonObject written = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
        assertEquals(ExitCodes.OK, run("pool", "list", "--aeron-dir", directory.toString(), "--json", "-"));
        assertEquals(written, json());
        final JsonObject pool = written.getAsJsonArray("pools").get(0).getAsJsonObject();
        assertEquals(PoolPaths.name(owner.poolId()), pool.get("id").getAsString());
        assertEquals(pools.toString(), pool.get("directory").getAsString());
        assertTrue(pool.get("alive").getAsBoolean() && pool.get("problem").isJsonNull());
        assertEquals(pid, pool.getAsJsonArray("holders").get(0).getAsJsonObject().get("pid").getAsLong());

        reader.unmap();
        owner.unmap();
        assertEquals(ExitCodes.OK, run("pool", "list", "--base", base.toString()));
        assertEquals("0 pools, 0 B", out.toString().strip());
    }

    @Test
    void shouldSweepOnlyTheDeadAndSayWhatThatFreed() throws Exception
    {
        try (ChildJvm victim = ChildJvm.start(PoolHolder.class, directory.toString());
            ChildJvm owner = ChildJvm.start(PoolHolder.class, directory.toString()))
        {
            final String dead = victim.awaitLine("POOL").substring(5);
            final String kept = owner.awaitLine("POOL").substring(5);
            assertEquals(ExitCodes.OK, run("pool", "sweep", "--base", base.toString()));
            assertEquals("0 pools, 0 B freed; 2 in use", out.toString().strip());

            victim.kill();
            assertEquals(ExitCodes.OK, run("pool", "list", "--base", base.toString()));
            assertTrue(out.toString().contains(dead + "  camera/left  dead pid " + victim.pid()), out::toString);
            assertTrue(out.toString().contains("; 1 of dead owners, which ./skein pool sweep removes"), out::toString);

            assertEquals(ExitCodes.OK, run("pool", "sweep", "--base", base.toString(), "--dry-run"));
            assertEquals(List.of("would remove " + pool(dead) + "  camera/left  2.03 MB",
                "1 pool, 2.03 MB to free; 1 in use"), out.toString().lines().toList());
            assertTrue(Files.exists(Path.of(pool(dead))));

            assertEquals(ExitCodes.OK, run("pool", "sweep", "--aeron-dir", directory.toString(), "--json", "-"));
            assertEquals(1, json().get("inUse").getAsInt());
            assertFalse(json().get("dryRun").getAsBoolean());
            assertEquals(dead,
                json().getAsJsonArray("removed").get(0).getAsJsonObject().get("id").getAsString());
            assertFalse(Files.exists(Path.of(pool(dead))));
            assertTrue(Files.exists(Path.of(pool(kept))));
            owner.kill();
        }
        assertEquals(ExitCodes.OK, run("pool", "sweep", "--base", base.toString()));
        assertFalse(Files.exists(PoolPaths.poolsDirectory(directory)));
    }

    @Test
    void shouldSayWhatCanNotBeLookedAtAndGoOn() throws IOException
    {
        final Path pools = PoolPaths.poolsDirectory(directory);
        final PoolFiles owner = PoolFiles.create(pools, "camera/left", 1, 1, false);
        final Path open = Files.createDirectory(base.resolve("a-pools"));

        assertEquals(ExitCodes.FAILED, run("pool", "list", "--base", base.toString()));
        assertTrue(out.toString().contains(PoolPaths.name(owner.poolId())), out::toString);
        assertEquals("skein pool list: can not look for pools: " + open + " is no directory of mode 0700; need a" +
            " readable directory of your own with mode 0700", err.toString().strip());
        owner.unmap();

        assertEquals(ExitCodes.FAILED, run("pool", "sweep", "--base", base.resolve("no").toString()));
        assertEquals("skein pool sweep: no such file or directory: " + base.resolve("no"), err.toString().strip());
        assertEquals(ExitCodes.USAGE, run("pool", "list", "--base", "a", "--aeron-dir", "b"));
    }

    @Test
    void shouldLookWhereDriversAreUnlessToldOtherwise()
    {
        try (EmbeddedDriver driver = EmbeddedDriver.launch())
        {
            final PoolFiles owner = PoolFiles.create(
                PoolPaths.poolsDirectory(driver.aeronDirectory()), "camera/left", 1, 1, false);
            assertEquals(ExitCodes.OK, run("pool", "list"));
            assertTrue(out.toString().contains(PoolPaths.name(owner.poolId())), out::toString);
            owner.unmap();
        }
    }

    @Test
    void shouldSweepPoolsWithTheDriversBesideThem() throws Exception
    {
        final Path other = base.resolve("driver-7-2");
        try (ChildJvm driver = ChildJvm.start(LockHolder.class, directory.toString());
            ChildJvm client = ChildJvm.start(PoolHolder.class, directory.toString());
            ChildJvm lonely = ChildJvm.start(PoolHolder.class, other.toString()))
        {
            driver.awaitLine("HELD");
            final String name = client.awaitLine("POOL").substring(5);
            final String otherName = lonely.awaitLine("POOL").substring(5);
            assertEquals(3, DriverSweeper.sweep(base).inUse());

            // The pool outlives the driver, as its owner does.
            driver.kill();
            assertEquals(List.of(directory), DriverSweeper.sweep(base).removed());
            assertEquals(2, DriverSweeper.sweep(base).inUse());

            client.kill();
            lonely.kill();
            final Path otherPool = PoolPaths.poolsDirectory(other).resolve(otherName);
            assertEquals(List.of(Path.of(pool(name)), otherPool), DriverSweeper.sweep(base, true).removed());
            final SweepReport swept = DriverSweeper.sweep(base);
            assertEquals(List.of(Path.of(pool(name)), otherPool), swept.removed());
            assertTrue(swept.bytes() >= 4_000_000);
            assertEquals(0, swept.inUse());
        }
        try (var left = Files.list(base))
        {
            assertEquals(0, left.count());
        }
    }

    @Test
    void shouldLeaveNoPoolsBehindWhenDriverCloses() throws Exception
    {
        final Path pools = PoolPaths.poolsDirectory(directory);
        final EmbeddedDriver driver = EmbeddedDriver.launch(DriverProfile.cooperative(), directory);
        try (ChildJvm client = ChildJvm.start(PoolHolder.class, directory.toString()))
        {
            client.awaitLine("POOL");
            client.kill();
        }
        assertTrue(Files.exists(pools));
        driver.close();
        assertFalse(Files.exists(pools));

        final PoolFiles owner = PoolFiles.create(pools, "camera/left", 1, 1, false);
        EmbeddedDriver.launch(DriverProfile.cooperative(), directory).close();
        MappedPool.open(pools, owner.poolId()).unmap();
        owner.unmap();
        assertFalse(Files.exists(pools));
    }
}
