package io.skein.internal.files;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
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
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class OwnerLockTest
{
    private static final int THREADS = 3;
    private static final int TURNS = 2_000;

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void chooseFile()
    {
        file = folder.resolve("a.lock");
    }

    private void assertRefusedToOthers() throws IOException
    {
        try (ChildJvm child = ChildJvm.start(LockMain.class, file.toString()))
        {
            child.awaitLine("REFUSED");
        }
    }

    @Test
    void shouldRefuseSecondOwnerInTheSameJvmAndStayHeld() throws IOException
    {
        try (OwnerLock lock = OwnerLock.tryAcquire(file))
        {
            assertNotNull(lock);
            assertNull(OwnerLock.tryAcquire(file));
            assertTrue(OwnerLock.isHeld(file));
            assertEquals(ProcessHandle.current().pid(), OwnerLock.ownerPid(file));
            // Had any of these opened and closed the file, POSIX would have dropped our lock.
            assertRefusedToOthers();
        }
        assertFalse(Files.exists(file));
        try (OwnerLock again = OwnerLock.tryAcquire(file))
        {
            assertEquals(0, again.previousPid());
        }
    }

    @Test
    void shouldStayHeldWhenTheSameFileIsTriedByOtherNames() throws IOException
    {
        final Path link = Files.createSymbolicLink(folder.resolveSibling(folder.getFileName() + "-link"), folder);
        final Path hardLink = folder.resolve("b.lock");
        try (OwnerLock lock = OwnerLock.tryAcquire(file))
        {
            assertNotNull(lock);
            assertNull(OwnerLock.tryAcquire(link.resolve("a.lock")));
            assertTrue(OwnerLock.isHeld(link.resolve("a.lock")));

            Files.createLink(hardLink, file);
            assertNull(OwnerLock.tryAcquire(hardLink));
            assertTrue(OwnerLock.isHeld(hardLink));
            assertRefusedToOthers();
        }
        finally
        {
            Files.deleteIfExists(link);
        }
    }

    @Test
    void shouldBeFreeAtOnceWhenOwnerIsKilled() throws Exception
    {
        try (ChildJvm child = ChildJvm.start(LockMain.class, file.toString()))
        {
            child.awaitLine("HELD");
            assertNull(OwnerLock.tryAcquire(file));
            assertTrue(OwnerLock.isHeld(file));
            assertEquals(child.pid(), OwnerLock.ownerPid(file));

            child.kill();
            assertFalse(OwnerLock.isHeld(file));
            try (OwnerLock lock = OwnerLock.tryAcquire(file))
            {
                assertEquals(child.pid(), lock.previousPid());
            }
        }
    }

    @Test
    void shouldLeaveEverythingAsItWasWhenLetGo() throws Exception
    {
        Files.writeString(file, "7\n");
        OwnerLock.tryAcquire(file).letGo();
        assertEquals(7, OwnerLock.ownerPid(file));
        assertFalse(OwnerLock.isHeld(file));

        final Path none = folder.resolve("none.lock");
        assertFalse(OwnerLock.isHeld(none));
        assertEquals(0, OwnerLock.ownerPid(none));
        OwnerLock.tryAcquire(none).letGo();
        assertFalse(Files.exists(none));
    }

    @Test
    void shouldSayWhenThereIsNoDirectory()
    {
        final Path lost = folder.resolve("no").resolve("a.lock");
        assertThrows(NoSuchFileException.class, () -> OwnerLock.tryAcquire(lost));
        assertFalse(OwnerLock.isHeld(lost));
    }

    @Test
    void shouldNotFollowLinks() throws IOException
    {
        final Path target = Files.writeString(folder.resolve("thesis.txt"), "years of work");
        Files.createSymbolicLink(file, target);
        assertThrows(IOException.class, () -> OwnerLock.tryAcquire(file));
        assertEquals("years of work", Files.readString(target));
    }

    @Test
    void shouldHoldWhenThreadIsInterrupted() throws IOException
    {
        Thread.currentThread().interrupt();
        try (OwnerLock lock = OwnerLock.tryAcquire(file))
        {
            assertNotNull(lock);
            assertTrue(Thread.interrupted());
            assertRefusedToOthers();
        }
    }

    @Test
    void shouldHaveOneOwnerAtATimeWhileFilesComeAndGo() throws Exception
    {
        final AtomicInteger owners = new AtomicInteger();
        final AtomicInteger turns = new AtomicInteger();
        final Callable<Void> contender = () ->
        {
            while (turns.get() < TURNS)
            {
                final OwnerLock lock = OwnerLock.tryAcquire(file);
                if (null != lock)
                {
                    assertEquals(1, owners.incrementAndGet());
                    turns.incrementAndGet();
                    owners.decrementAndGet();
                    lock.close();
                }
            }
            return null;
        };
        final ExecutorService pool = Executors.newFixedThreadPool(THREADS);
        try
        {
            final List<Future<Void>> results = new ArrayList<>();
            for (int i = 0; i < THREADS; i++)
            {
                results.add(pool.submit(contender));
            }
            for (final Future<Void> result : results)
            {
                result.get();
            }
        }
        finally
        {
            pool.shutdownNow();
        }
        assertFalse(Files.exists(file));
    }
}
