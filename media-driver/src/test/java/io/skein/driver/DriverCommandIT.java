package io.skein.driver;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.aeron.Aeron;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class DriverCommandIT
{
    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path folder;

    private Path directory;

    @BeforeEach
    void chooseDirectory()
    {
        directory = folder.resolve("aeron");
    }

    private ChildJvm driver(final String... more) throws IOException
    {
        final String[] arguments = new String[more.length + 2];
        arguments[0] = "--aeron-dir";
        arguments[1] = directory.toString();
        System.arraycopy(more, 0, arguments, 2, more.length);
        return ChildJvm.start(DriverMain.class, arguments);
    }

    private void assertUsable()
    {
        try (Aeron aeron = Aeron.connect(new Aeron.Context().aeronDirectoryName(directory.toString())))
        {
            assertTrue(aeron.addSubscription("aeron:ipc", 1).registrationId() > 0);
        }
    }

    @Test
    void shouldTellReadyServeAndEndWithZeroOnSigterm() throws Exception
    {
        try (ChildJvm child = driver())
        {
            final String ready = child.awaitLine("READY");
            assertEquals("READY aeron-dir=" + directory.toRealPath() + " pid=" + child.pid(), ready);
            assertTrue(child.output().contains("aeron.threading.mode = SHARED  # "), child.output());
            assertUsable();

            child.terminate();
            assertEquals(0, child.awaitExit(), child.output());
        }
        assertFalse(Files.exists(directory));
        assertFalse(Files.exists(DriverDirectory.lockFile(directory)));
    }

    @Test
    void shouldRefuseSecondDriverInTheDirectory() throws Exception
    {
        try (ChildJvm first = driver())
        {
            first.awaitLine("READY");
            try (ChildJvm second = driver())
            {
                assertEquals(1, second.awaitExit());
                assertEquals("a media driver already runs in " + directory.toRealPath() + " (pid " + first.pid() +
                    "); stop it, or choose another directory with --aeron-dir", second.output());
            }
            assertUsable();
        }
    }

    @Test
    void shouldRestartAtOnceAfterKill() throws Exception
    {
        for (int i = 0; i < 2; i++)
        {
            try (ChildJvm killed = driver())
            {
                killed.awaitLine("READY");
                killed.kill();
            }
            assertTrue(DriverDirectory.isAlive(directory, 10_000), "its heartbeat still looks fresh");
        }
        try (ChildJvm next = driver("--json"))
        {
            final JsonObject ready = JsonParser.parseString(next.awaitLine("{")).getAsJsonObject();
            assertEquals("ready", ready.get("event").getAsString());
            assertEquals(next.pid(), ready.get("pid").getAsLong());
            assertEquals("65472", ready.getAsJsonObject("configuration").get("aeron.ipc.mtu.length").getAsString());
            assertUsable();
        }
    }

    @Test
    void shouldRefuseProfilesThatCanNotBeUsed() throws Exception
    {
        final Path bad = Files.writeString(folder.resolve("bad.properties"), "aeron.mtu.length = 7\n");
        try (ChildJvm child = driver("--profile", bad.toString()))
        {
            assertEquals(1, child.awaitExit());
            assertTrue(child.output().startsWith(bad + ":1: aeron.mtu.length = '7'; need"), child.output());
        }
        try (ChildJvm child = driver("--profile", "cooperative"))
        {
            assertEquals(1, child.awaitExit());
            assertTrue(child.output().contains("only an embedded driver"), child.output());
        }
        try (ChildJvm child = driver("--profil", "shared"))
        {
            assertEquals(2, child.awaitExit());
        }
    }

    @Test
    void shouldSweepFromTheCommandLine() throws Exception
    {
        final Path dead = folder.resolve("driver-1-1");
        try (ChildJvm child = ChildJvm.start(LockHolder.class, dead.toString()))
        {
            child.awaitLine("HELD");
            child.kill();
        }
        try (ChildJvm child = ChildJvm.start(DriverMain.class, "sweep", "--base", folder.toString(), "--dry-run"))
        {
            assertEquals("would remove " + dead, child.awaitLine("would"));
            assertEquals(0, child.awaitExit());
        }
        assertTrue(Files.exists(dead));
        try (ChildJvm child = ChildJvm.start(DriverMain.class, "sweep", "--base", folder.toString(), "--json"))
        {
            final JsonObject report = JsonParser.parseString(child.awaitLine("{")).getAsJsonObject();
            assertEquals(1, report.getAsJsonArray("removed").size());
            assertTrue(report.get("bytes").getAsLong() >= 1_000);
        }
        assertFalse(Files.exists(dead));
    }

    @Test
    void shouldListAndShowProfiles() throws Exception
    {
        try (ChildJvm child = ChildJvm.start(DriverMain.class, "profiles"))
        {
            assertEquals(0, child.awaitExit());
            assertEquals(String.join("\n", DriverProfile.NAMES), child.output());
        }
        try (ChildJvm child = ChildJvm.start(DriverMain.class, "profiles", "throughput"))
        {
            child.awaitLine("aeron.mtu.length = 8960  # ");
        }
    }
}
