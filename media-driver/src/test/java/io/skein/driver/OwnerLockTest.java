package io.skein.driver;

import io.skein.DriverException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class OwnerLockTest
{
    @TempDir
    private Path base;

    @Test
    void shouldRefuseSecondOwnerInTheSameJvmAndStayHeld() throws Exception
    {
        final Path directory = base.resolve("driver-1-1");
        try (OwnerLock lock = OwnerLock.tryAcquire(directory))
        {
            assertNotNull(lock);
            assertNull(OwnerLock.tryAcquire(directory));
            assertEquals(0, DriverSweeper.sweep(base).removed().size());
            assertEquals(ProcessHandle.current().pid(), OwnerLock.ownerPid(directory));
            // Had any of these opened and closed the file, POSIX would have dropped our lock.
            try (ChildJvm child = ChildJvm.start(LockHolder.class, directory.toString()))
            {
                child.awaitLine("REFUSED");
            }
        }
        assertFalse(Files.exists(OwnerLock.file(directory)));
        try (OwnerLock again = OwnerLock.tryAcquire(directory))
        {
            assertEquals(0, again.previousPid());
        }
    }

    @Test
    void shouldBeFreeAtOnceWhenOwnerIsKilled() throws Exception
    {
        final Path directory = base.resolve("mine");
        try (ChildJvm child = ChildJvm.start(LockHolder.class, directory.toString()))
        {
            child.awaitLine("HELD");
            assertNull(OwnerLock.tryAcquire(directory));
            assertEquals(child.pid(), OwnerLock.ownerPid(directory));
            final String message = assertThrows(DriverException.class,
                () -> DriverDirectory.claim(directory, 10_000)).getMessage();
            assertTrue(message.contains("already runs in " + directory), message);
            assertTrue(message.contains("(pid " + child.pid() + ")"), message);

            child.kill();
            try (OwnerLock lock = OwnerLock.tryAcquire(directory))
            {
                assertEquals(child.pid(), lock.previousPid());
            }
        }
    }

    @Test
    void shouldSweepOnlyWhatDeadOwnersLeft() throws Exception
    {
        final Path dead = base.resolve("driver-7-1");
        final Path alive = base.resolve("driver-7-2");
        final Path lockOnly = base.resolve("driver-7-3.lock");
        final Path foreign = Files.createDirectory(base.resolve("pool-7"));
        Files.writeString(lockOnly, "7\n");
        try (ChildJvm victim = ChildJvm.start(LockHolder.class, dead.toString());
            ChildJvm owner = ChildJvm.start(LockHolder.class, alive.toString()))
        {
            victim.awaitLine("HELD");
            owner.awaitLine("HELD");
            victim.kill();

            final SweepReport listed = DriverSweeper.sweep(base, true);
            assertEquals(List.of(dead, base.resolve("driver-7-3")), listed.removed());
            assertTrue(Files.exists(dead) && Files.exists(OwnerLock.file(dead)) && Files.exists(lockOnly));

            final SweepReport report = DriverSweeper.sweep(base);
            assertEquals(listed.removed(), report.removed());
            assertTrue(report.bytes() >= 1_000);
            assertEquals(1, report.inUse());
        }
        assertFalse(Files.exists(dead) || Files.exists(OwnerLock.file(dead)) || Files.exists(lockOnly));
        assertTrue(Files.exists(alive) && Files.exists(foreign));
    }

    @Test
    void shouldHaveOneOwnerAtATimeWhileFilesComeAndGo() throws Exception
    {
        final Path directory = base.resolve("driver-9-1");
        final AtomicInteger owners = new AtomicInteger();
        final AtomicInteger turns = new AtomicInteger();
        final Callable<Integer> contender = () ->
        {
            int taken = 0;
            while (turns.get() < 2_000)
            {
                final OwnerLock lock = OwnerLock.tryAcquire(directory);
                if (null != lock)
                {
                    assertEquals(1, owners.incrementAndGet());
                    turns.incrementAndGet();
                    taken++;
                    owners.decrementAndGet();
                    lock.close();
                }
            }
            return taken;
        };
        final ExecutorService pool = Executors.newFixedThreadPool(3);
        try
        {
            final List<Future<Integer>> results = new ArrayList<>();
            for (int i = 0; i < 3; i++)
            {
                results.add(pool.submit(contender));
            }
            for (final Future<Integer> result : results)
            {
                result.get();
            }
        }
        finally
        {
            pool.shutdownNow();
        }
        assertFalse(Files.exists(OwnerLock.file(directory)));
    }

    @Test
    void shouldMakePrivateBaseAndRefuseOneOpenToOthers() throws IOException
    {
        final Path own = DriverDirectory.base(base, "me/you");
        assertEquals("skein-me_you", own.getFileName().toString());
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(own)));

        Files.setPosixFilePermissions(own, PosixFilePermissions.fromString("rwxrwxrwx"));
        final String message =
            assertThrows(DriverException.class, () -> DriverDirectory.base(base, "me/you")).getMessage();
        assertTrue(message.contains(own.toString()) && message.contains("0700"), message);
    }

    @Test
    void shouldNotDeleteFilesThatAreNoDrivers() throws IOException
    {
        final Path thesis = Files.writeString(base.resolve("thesis.txt"), "years of work");
        final String message =
            assertThrows(DriverException.class, () -> DriverDirectory.claim(base, 10_000)).getMessage();

        assertTrue(message.contains("'thesis.txt'") && message.contains("--aeron-dir"), message);
        assertTrue(Files.exists(thesis));
        assertFalse(Files.exists(OwnerLock.file(base)));
    }

    @Test
    void shouldNameParentThatDoesNotExist()
    {
        final Path directory = base.resolve("no").resolve("where");
        final String message =
            assertThrows(DriverException.class, () -> DriverDirectory.claim(directory, 10_000)).getMessage();
        assertTrue(message.contains(directory.toString()) && message.contains("--aeron-dir"), message);
    }
}
