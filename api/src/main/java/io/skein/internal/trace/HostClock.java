package io.skein.internal.trace;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;

/**
 * Whose clock {@link System#nanoTime()} is. On Linux that is {@code CLOCK_MONOTONIC}: all processes of one boot and one
 * time namespace have the same, and so the same id. Elsewhere nothing is known, so each process has an id of its own.
 */
final class HostClock
{
    /**
     * Of this process; never 0.
     */
    static final long ID = id(
        Path.of("/proc/sys/kernel/random/boot_id"), Path.of("/proc/self/ns/time"));

    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private HostClock()
    {
    }

    /**
     * @param boot      file that holds what is different after each boot.
     * @param namespace link whose target names the time namespace; older kernels have none.
     * @return the same for the same contents; random if there is no such file.
     */
    static long id(final Path boot, final Path namespace)
    {
        try
        {
            final String name = Files.readString(boot).strip() +
                (Files.isSymbolicLink(namespace) ? Files.readSymbolicLink(namespace).toString() : "");
            long hash = FNV_OFFSET;
            for (int i = 0; i < name.length(); i++)
            {
                hash = (hash ^ name.charAt(i)) * FNV_PRIME;
            }
            return 0 == hash ? 1 : hash;
        }
        catch (final IOException ex)
        {
            return new SecureRandom().nextLong() | 1;
        }
    }
}
