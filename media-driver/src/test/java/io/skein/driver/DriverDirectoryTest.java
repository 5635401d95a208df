package io.skein.driver;

import io.skein.DriverException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class DriverDirectoryTest
{
    @TempDir
    private Path base;

    @Test
    void shouldNameOwnerAndGiveDirectoryToTheNextOneWhenItIsKilled() throws Exception
    {
        final Path directory = base.resolve("mine");
        try (ChildJvm child = ChildJvm.start(LockHolder.class, directory.toString()))
        {
            child.awaitLine("HELD");
            final String message = assertThrows(DriverException.class,
                () -> DriverDirectory.claim(directory, 10_000)).getMessage();
            assertTrue(message.contains("already runs in " + directory), message);
            assertTrue(message.contains("(pid " + child.pid() + ")"), message);

            child.kill();
            DriverDirectory.claim(directory, 10_000).close();
        }
        assertFalse(Files.exists(directory) || Files.exists(DriverDirectory.lockFile(directory)));
    }

    @Test
    void shouldNotSweepOwnDirectory()
    {
        try (DriverDirectory own = DriverDirectory.unique(base))
        {
            assertEquals(0, DriverSweeper.sweep(base).removed().size());
            assertEquals(1, DriverSweeper.sweep(base).inUse());
            assertTrue(Files.exists(DriverDirectory.lockFile(own.path())));
        }
        assertEquals(0, DriverSweeper.sweep(base).inUse());
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
            assertTrue(Files.exists(dead) && Files.exists(DriverDirectory.lockFile(dead)) && Files.exists(lockOnly));

            final SweepReport report = DriverSweeper.sweep(base);
            assertEquals(listed.removed(), report.removed());
            assertTrue(report.bytes() >= 1_000);
            assertEquals(1, report.inUse());
        }
        assertFalse(Files.exists(dead) || Files.exists(DriverDirectory.lockFile(dead)) || Files.exists(lockOnly));
        assertTrue(Files.exists(alive) && Files.exists(foreign));
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
        assertFalse(Files.exists(DriverDirectory.lockFile(base)));
    }

    @Test
    void shouldTakeADirectoryInWhichConnectionsLeftTheirBells() throws IOException
    {
        Files.writeString(base.resolve("skein-board-1"), "");
        Files.writeString(base.resolve("skein-bell-7f"), "");
        DriverDirectory.claim(base, 10_000).close();
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
