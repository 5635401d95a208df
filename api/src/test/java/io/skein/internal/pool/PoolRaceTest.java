package io.skein.internal.pool;

import io.skein.PoolException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Owners, readers and sweepers that do not wait for each other.
 */
class PoolRaceTest
{
    private static final int THREADS = 3;
    private static final int TURNS = 60;

    @TempDir
    private Path folder;

    private Path pools()
    {
        return folder.resolve("driver-pools");
    }

    private static void run(final List<Callable<Void>> tasks) throws Exception
    {
        final ExecutorService executor = Executors.newFixedThreadPool(tasks.size());
        try
        {
            for (final Future<Void> result : tasks.stream().map(executor::submit).toList())
            {
                result.get();
            }
        }
        finally
        {
            executor.shutdownNow();
        }
    }

    @Test
    void shouldNotTakePoolsFromTheirOwners() throws Exception
    {
        final AtomicInteger owners = new AtomicInteger(THREADS);
        final List<Callable<Void>> tasks = new ArrayList<>();
        for (int i = 0; i < THREADS; i++)
        {
            tasks.add(() ->
            {
                for (int turn = 0; turn < TURNS; turn++)
                {
                    final PoolFiles owner = PoolFiles.create(pools(), "t", 2, 5_000, 0 == turn % 2);
                    final MappedPool reader = MappedPool.open(pools(), owner.poolId());
                    assertFalse(reader.isClosed());
                    reader.unmap();
                    owner.unmap();
                }
                owners.decrementAndGet();
                return null;
            });
        }
        tasks.add(() ->
        {
            while (owners.get() > 0)
            {
                assertEquals(List.of(), PoolSweeper.sweep(pools()).removed().stream()
                    .filter((info) -> 0 != info.slotCount()).toList());
                PoolSweeper.list(pools());
            }
            return null;
        });
        run(tasks);
        assertFalse(Files.exists(pools()));
    }

    @Test
    void shouldGiveEachHolderANumberOfItsOwn() throws Exception
    {
        final PoolFiles owner = PoolFiles.create(pools(), "camera/left", 1, 1, false);
        final List<AtomicInteger> users = new ArrayList<>();
        for (int i = 0; i < PoolDescriptor.MAX_HOLDERS; i++)
        {
            users.add(new AtomicInteger());
        }
        final List<Callable<Void>> tasks = new ArrayList<>();
        for (int i = 0; i < THREADS; i++)
        {
            tasks.add(() ->
            {
                final MappedPool reader = MappedPool.open(pools(), owner.poolId());
                for (int turn = 0; turn < TURNS * 5; turn++)
                {
                    final int holder = reader.acquireHolder();
                    final int word = PoolDescriptor.holderWordOffset(0);
                    assertEquals(1, users.get(holder).incrementAndGet());
                    reader.control().getAndAddLong(word, 1L << holder);
                    assertFalse(owner.reclaimHolder(holder));
                    assertTrue(owner.isHolderAlive(holder));
                    assertTrue(0 != (reader.control().getLongVolatile(word) & 1L << holder));
                    users.get(holder).decrementAndGet();
                    reader.releaseHolder();
                }
                reader.unmap();
                return null;
            });
        }
        run(tasks);
        assertEquals(0, owner.control().getLong(PoolDescriptor.holderWordOffset(0)));
        owner.unmap();
    }

    @Test
    void shouldStayMappedForWhoeverHasAcquiredWhenOthersLetGo() throws Exception
    {
        final PoolFiles owner = PoolFiles.create(pools(), "camera/left", 1, 100, false);
        final SlotGuard writer = new SlotGuard(owner.slot(0), owner.control(), 0);
        assertTrue(writer.tryBeginWrite());
        final long generation = writer.endWrite(1);
        final List<Callable<Void>> tasks = new ArrayList<>();
        for (int i = 0; i < THREADS; i++)
        {
            tasks.add(() ->
            {
                for (int turn = 0; turn < TURNS * 20; turn++)
                {
                    final PoolReader reader = PoolReader.acquire(pools(), owner.poolId(), false);
                    assertTrue(reader.tryHold(0, generation));
                    reader.release();
                    assertTrue(reader.isStillStable(0, generation));
                    assertEquals(owner.slot(0).capacity(), reader.slot(0).capacity());
                    assertTrue(0 != reader.guard(0).holders());
                    reader.unhold(0);
                }
                return null;
            });
        }
        run(tasks);
        assertEquals(0, writer.holders());
        final PoolReader last = PoolReader.acquire(pools(), owner.poolId(), false);
        last.release();
        assertEquals(0, last.slot(0).capacity());
        owner.unmap();
    }

    @Test
    void shouldRefuseTheHolderAfterTheLast()
    {
        final PoolFiles owner = PoolFiles.create(pools(), "camera/left", 1, 1, false);
        final List<MappedPool> readers = new ArrayList<>();
        for (int i = 0; i <= PoolDescriptor.MAX_HOLDERS; i++)
        {
            readers.add(MappedPool.open(pools(), owner.poolId()));
        }
        for (int i = 0; i < PoolDescriptor.MAX_HOLDERS; i++)
        {
            assertEquals(i, readers.get(i).acquireHolder());
        }
        final String message = assertThrows(PoolException.class,
            () -> readers.get(PoolDescriptor.MAX_HOLDERS).acquireHolder()).getMessage();
        assertTrue(message.contains(PoolPaths.name(owner.poolId())) && message.contains("limit 64"), message);

        readers.get(7).releaseHolder();
        assertEquals(7, readers.get(PoolDescriptor.MAX_HOLDERS).acquireHolder());
        readers.forEach(MappedPool::unmap);
        owner.unmap();
        assertFalse(Files.exists(pools()));
    }
}
