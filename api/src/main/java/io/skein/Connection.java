package io.skein;

import io.skein.idle.CooperativeHook;

import java.nio.file.Path;
import java.util.Objects;

/**
 * Where a media driver is, and how an idle thread may help it. Immutable.
 *
 * @param aeronDirectory directory in which the driver keeps its files, absolute.
 * @param hook           runs one duty cycle of a driver that lives in this process and has no thread of its own;
 *                       {@link CooperativeHook#NONE} for every other driver.
 */
public record Connection(Path aeronDirectory, CooperativeHook hook)
{
    /**
     * @param aeronDirectory directory in which the driver keeps its files; made absolute.
     * @param hook           what idle threads run.
     */
    public Connection
    {
        aeronDirectory = Objects.requireNonNull(aeronDirectory, "aeronDirectory").toAbsolutePath().normalize();
        Objects.requireNonNull(hook, "hook");
    }

    /**
     * A driver that runs by itself: a standalone process, or an embedded one with threads of its own.
     *
     * @param aeronDirectory directory in which the driver keeps its files.
     * @return the connection.
     */
    public static Connection to(final Path aeronDirectory)
    {
        return new Connection(aeronDirectory, CooperativeHook.NONE);
    }

    /**
     * Like {@link #to(Path)}.
     *
     * @param aeronDirectory directory in which the driver keeps its files.
     * @return the connection.
     */
    public static Connection to(final String aeronDirectory)
    {
        return to(Path.of(aeronDirectory));
    }
}
