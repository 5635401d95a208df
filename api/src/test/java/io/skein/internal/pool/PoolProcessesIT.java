package io.skein.internal.pool;

import io.skein.internal.files.ChildJvm;
import io.skein.internal.files.PrivateFiles;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Who lives and who is dead, with processes that are killed.
 */
class PoolProcessesIT
{
    @TempDir
    private Path folder;

    private Path pools;

    @BeforeEach
    void choosePools()
    {
        pools = folder.resolve("driver-pools");
    }

    @AfterEach
    void shouldLeaveNothing()
    {
        PoolSweeper.sweep(pools);
        assertFalse(Files.exists(pools));
    }

    private ChildJvm start(final String what, final String... more) throws IOException
    {
        return more.length == 0 ? ChildJvm.start(PoolMain.class, what, pools.toString()) :
            ChildJvm.start(PoolMain.class, what, pools.toString(), more[0]);
    }

    private static long id(final String name)
    {
        return Long.parseUnsignedLong(name, 16);
    }

    @Test
    void shouldRemovePoolOfKilledOwnerAndKeepWhatReadersSee() throws Exception
    {
        try (ChildJvm child = start("own"); ChildJvm other = start("own"))
        {
            final String name = child.awaitLine("POOL");
            final String kept = other.awaitLine("POOL");
            final MappedPool reader = MappedPool.open(pools, id(name));
            assertEquals(child.pid(), reader.ownerPid());
            assertEquals(0, PoolSweeper.sweep(pools).removed().size());
            assertEquals(2, PoolSweeper.sweep(pools).inUse());
            assertTrue(PoolSweeper.list(pools).stream().allMatch(PoolInfo::isAlive));

            child.kill();
            for (final PoolInfo info : PoolSweeper.list(pools))
            {
                assertEquals(info.name().equals(kept), info.isAlive());
                assertEquals(2, info.slotCount());
                assertEquals(100_000, info.slotSize());
                assertEquals("camera/left", info.topic());
                assertEquals(new PoolInfo.Slots(2, 0, 0, 0), info.slots());
                assertTrue(info.bytes() >= 200_000, info::toString);
                assertNull(info.problem());
            }
            assertEquals(0, reader.acquireHolder());
            reader.releaseHolder();
            assertFalse(reader.isClosed());

            final SweptPools dry = PoolSweeper.sweep(pools, true);
            final SweptPools swept = PoolSweeper.sweep(pools);
            assertEquals(List.of(name), swept.removed().stream().map(PoolInfo::name).toList());
            assertEquals(dry.removed().get(0).path(), swept.removed().get(0).path());
            assertEquals(1, swept.inUse());
            assertTrue(swept.bytes() >= 200_000);
            assertEquals(kept, PoolSweeper.list(pools).get(0).name());

            assertTrue(reader.isClosed());
            assertEquals(MappedPool.NO_HOLDER, reader.acquireHolder());
            assertEquals(77, reader.slot(0).getLong(SlotDescriptor.MESSAGE_OFFSET));
            reader.unmap();
            other.kill();
        }
    }

    @Test
    void shouldRemovePoolOfKilledOwnerWhenTheNextOneIsMade() throws Exception
    {
        try (ChildJvm child = start("own"))
        {
            final String name = child.awaitLine("POOL");
            child.kill();
            PoolFiles.create(pools, "next", 1, 1, false).unmap();
            assertFalse(Files.exists(pools.resolve(name)));
        }
    }

    @Test
    void shouldKeepPoolThatIsBeingMadeAndRemoveItWhenItsMakerIsKilled() throws Exception
    {
        try (ChildJvm child = start("half"))
        {
            final String name = child.awaitLine("HALF");
            assertEquals(1, PoolSweeper.sweep(pools).inUse());
            assertTrue(PoolSweeper.list(pools).get(0).isAlive());

            child.kill();
            // Killed even earlier: nothing but a directory, or an empty lock.
            Files.createDirectory(pools.resolve("00000000000000aa"));
            Files.createDirectory(pools.resolve("00000000000000bb"));
            Files.createFile(pools.resolve("00000000000000bb").resolve("pool.lock"));
            assertEquals(List.of("00000000000000aa", "00000000000000bb", name).stream().sorted().toList(),
                PoolSweeper.sweep(pools, true).removed().stream().map(PoolInfo::name).toList());
            assertEquals(3, PoolSweeper.sweep(pools).removed().size());
            assertFalse(Files.exists(pools));
        }
    }

    @Test
    void shouldTakeNothingButPools() throws IOException
    {
        PrivateFiles.createDirectory(pools);
        final Path thesis = Files.writeString(pools.resolve("thesis.txt"), "years of work");
        final Path file = Files.writeString(pools.resolve("00000000000000aa"), "no directory");
        final Path named = Files.createDirectory(pools.resolve("0000000000000ZZZ"));
        Files.createSymbolicLink(pools.resolve("00000000000000bb"), named);

        assertEquals(new SweptPools(pools, List.of(), 0), PoolSweeper.sweep(pools));
        assertTrue(Files.exists(thesis) && Files.exists(file) && Files.exists(named));

        Files.delete(pools.resolve("00000000000000bb"));
        Files.delete(thesis);
        Files.delete(file);
        Files.delete(named);
    }

    @Test
    void shouldTellHoldersThatLiveFromThoseThatWereKilled() throws Exception
    {
        final PoolFiles owner = PoolFiles.create(pools, "camera/left", 3, 1_000, false);
        final MappedPool own = MappedPool.open(pools, owner.poolId());
        final String name = PoolPaths.name(owner.poolId());
        assertEquals(0, own.acquireHolder());
        assertEquals(0, own.acquireHolder());
        try (ChildJvm one = start("hold", name))
        {
            assertEquals("1", one.awaitLine("HOLDER"));
            for (int i = 0; i < 3; i++)
            {
                // These must not cost this process its own lock, which the next child would find.
                assertTrue(owner.isHolderAlive(0) && owner.isHolderAlive(1));
                assertFalse(owner.isHolderAlive(2) || owner.reclaimHolder(0) || owner.reclaimHolder(1));
            }
            try (ChildJvm two = start("hold", name))
            {
                assertEquals("2", two.awaitLine("HOLDER"));
                own.control().putLong(PoolDescriptor.holderWordOffset(1), 7);
                assertEquals(List.of(
                    new PoolInfo.Holder(0, ProcessHandle.current().pid(), true, 1),
                    new PoolInfo.Holder(1, one.pid(), true, 3),
                    new PoolInfo.Holder(2, two.pid(), true, 3)), PoolSweeper.list(pools).get(0).holders());
                assertEquals(new PoolInfo.Slots(3, 0, 0, 3), PoolSweeper.list(pools).get(0).slots());

                one.kill();
                assertFalse(owner.isHolderAlive(1));
                assertEquals(new PoolInfo.Holder(1, one.pid(), false, 3),
                    PoolSweeper.list(pools).get(0).holders().get(1));
                assertTrue(owner.reclaimHolder(1));
                assertEquals(4, owner.control().getLong(PoolDescriptor.holderWordOffset(0)));
                assertEquals(5, owner.control().getLong(PoolDescriptor.holderWordOffset(1)));
                assertEquals(0, owner.control().getLong(PoolDescriptor.holderPidOffset(1)));

                two.kill();
                try (ChildJvm three = start("hold", name))
                {
                    assertEquals("1", three.awaitLine("HOLDER"));
                    three.kill();
                }
                final MappedPool next = MappedPool.open(pools, owner.poolId());
                assertEquals(1, next.acquireHolder());
                assertEquals(5, owner.control().getLong(PoolDescriptor.holderWordOffset(1)));
                next.unmap();
            }
        }
        own.unmap();
        owner.unmap();
    }

    @Test
    void shouldSayThatPermissionIsDenied() throws Exception
    {
        final PoolFiles owner = PoolFiles.create(pools, "camera/left", 1, 1_000, false);
        final Path slot = PoolPaths.slot(PoolPaths.pool(pools, owner.poolId()), 0);
        Files.setPosixFilePermissions(slot, PosixFilePermissions.fromString("---------"));
        final boolean isRoot = Files.isReadable(slot);
        Assumptions.assumeTrue(!isRoot || Files.isExecutable(Path.of("/usr/bin/setpriv")),
            "root may read everything, and there is no setpriv to take that away");
        final List<String> prefix =
            isRoot ? List.of("setpriv", "--bounding-set", "-dac_override,-dac_read_search") : List.of();
        try (ChildJvm child = ChildJvm.start(
            prefix, PoolMain.class, "hold", pools.toString(), PoolPaths.name(owner.poolId())))
        {
            assertEquals("can not use pool " + PoolPaths.name(owner.poolId()) + ": " + slot +
                ": permission denied; need the files of a publisher of the same user and version",
                child.awaitLine("REFUSED"));
        }
        finally
        {
            owner.unmap();
        }
    }

    @Test
    void shouldLeaveNothingWhenMakersAreKilledBesideSweepers() throws Exception
    {
        for (int i = 0; i < 4; i++)
        {
            try (ChildJvm one = start("loop"); ChildJvm two = start("loop"))
            {
                one.awaitLine("TURN");
                two.awaitLine("TURN");
                for (int turn = 0; turn < 10; turn++)
                {
                    PoolSweeper.sweep(pools);
                    PoolSweeper.list(pools);
                    one.awaitLine("TURN");
                }
                one.kill();
                two.awaitLine("TURN");
                two.kill();
            }
            final SweptPools swept = PoolSweeper.sweep(pools);
            assertEquals(0, swept.inUse(), swept::toString);
            assertFalse(Files.exists(pools));
        }
    }
}
