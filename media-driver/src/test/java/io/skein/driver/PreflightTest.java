package io.skein.driver;

import io.skein.DriverException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class PreflightTest
{
    private static final DriverOptions OPTIONS = DriverOptions.of(DriverProfile.cooperative());

    @TempDir
    private Path directory;

    @Test
    void shouldPassOnStockLinuxInContainerWith64Mib()
    {
        final Preflight preflight = new Preflight(new FakeHost(64 << 20, 212_992, 212_992, true));
        assertDoesNotThrow(() -> preflight.check(OPTIONS, directory));
    }

    @Test
    void shouldNameFreeAndNeededBytesAndSetting()
    {
        final long need = OPTIONS.totalNeedBytes();
        final Preflight preflight = new Preflight(new FakeHost(need - 1, 212_992, 212_992, true));

        final String message =
            assertThrows(DriverException.class, () -> preflight.check(OPTIONS, directory)).getMessage();

        assertTrue(message.contains(need - 1 + " bytes free, need " + need), message);
        assertTrue(message.contains("--shm-size") && message.contains("aeron.ipc.term.buffer.length"), message);
        assertEquals(1, message.lines().count());
        assertNull(preflight.space(directory, need - 1));
    }

    @Test
    void shouldAskForTheLogsThatAreDeclared()
    {
        final DriverProfile profile = OPTIONS.profile();
        assertEquals(profile.baseBytes() + 1_000, OPTIONS.withNeedBytes(1_000).totalNeedBytes());
        assertEquals(profile.baseBytes() + 4 * ((12 << 20) + 4096), OPTIONS.totalNeedBytes());
    }

    @Test
    void shouldNameGrantedBuffersAndKernelSettings()
    {
        final Preflight preflight = new Preflight(new FakeHost(Long.MAX_VALUE, 1_000, 131_072, true));

        final String message =
            assertThrows(DriverException.class, () -> preflight.check(OPTIONS, directory)).getMessage();

        assertEquals(2, message.lines().count(), message);
        assertTrue(message.contains("SO_SNDBUF is 1000 bytes, need 1408") && message.contains("net.core.wmem_max"));
        assertTrue(message.contains("SO_RCVBUF is 131072 bytes, need 212992") && message.contains("net.core.rmem_max"));
        assertNull(preflight.sendBuffer(0, 1_000));
        assertNull(preflight.receiveBuffer(0, 131_072));
    }

    @Test
    void shouldNameMissingOptionOfTheJvmAndNothingElse()
    {
        final String message = assertThrows(DriverException.class,
            () -> new Preflight(new FakeHost(0, 0, 0, false)).check(OPTIONS, directory)).getMessage();

        assertEquals(1, message.lines().count());
        assertTrue(message.contains("--add-opens java.base/jdk.internal.misc=ALL-UNNAMED"), message);
    }

    @Test
    void shouldReadWhatTheKernelGrants() throws IOException
    {
        assertTrue(Host.SYSTEM.grantedReceiveBuffer(64 << 10) >= 32 << 10);
        assertTrue(Host.SYSTEM.grantedSendBuffer(0) > 0);
        assertTrue(Host.SYSTEM.usableBytes(directory) > 0);
        assertTrue(Host.SYSTEM.grantedReceiveBuffer(1 << 30) < 1 << 30, "a limit exists, and is seen");
    }

    private record FakeHost(long usable, int send, int receive, boolean isUnsafeOpen) implements Host
    {
        @Override
        public long usableBytes(final Path path)
        {
            return usable;
        }

        @Override
        public int grantedSendBuffer(final int wanted)
        {
            return send;
        }

        @Override
        public int grantedReceiveBuffer(final int wanted)
        {
            return receive;
        }
    }
}
