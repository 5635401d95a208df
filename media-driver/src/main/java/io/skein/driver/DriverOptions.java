package io.skein.driver;

import org.agrona.ErrorHandler;

import java.nio.file.Path;
import java.util.Objects;

/**
 * How to launch a driver. Immutable; start from {@link #of(DriverProfile)}.
 *
 * @param profile        of the driver.
 * @param aeronDirectory that the driver shall use; null for a new one that goes when the driver does.
 * @param needBytes      of space for logs that the preflight asks for; negative for {@link #DEFAULT_LOGS} logs of the
 *                       profile's longer term.
 * @param errorHandler   gets what goes wrong in the driver, on the thread where it does; null for one line on stderr.
 *                       Aeron's distinct error log has it too.
 * @param onStopped      gets the reason if the driver stops without having been closed; may be null. Must not block.
 */
public record DriverOptions(
    DriverProfile profile,
    Path aeronDirectory,
    long needBytes,
    ErrorHandler errorHandler,
    ErrorHandler onStopped)
{
    /**
     * How many logs must fit unless {@code needBytes} says otherwise: ping and pong, there and back.
     */
    public static final int DEFAULT_LOGS = 4;

    /**
     * @param profile        of the driver.
     * @param aeronDirectory that the driver shall use; null for a new one.
     * @param needBytes      of space for logs; negative for the default.
     * @param errorHandler   may be null.
     * @param onStopped      may be null.
     */
    public DriverOptions
    {
        Objects.requireNonNull(profile, "profile");
    }

    /**
     * @param profile of the driver.
     * @return options with a new directory, the default need, and errors on stderr.
     */
    public static DriverOptions of(final DriverProfile profile)
    {
        return new DriverOptions(profile, null, -1, null, null);
    }

    /**
     * @param directory that the driver shall use; null for a new one that goes when the driver does.
     * @return other options.
     */
    public DriverOptions withAeronDirectory(final Path directory)
    {
        return new DriverOptions(profile, directory, needBytes, errorHandler, onStopped);
    }

    /**
     * @param bytes of space for logs that the preflight asks for; negative for the default.
     * @return other options.
     */
    public DriverOptions withNeedBytes(final long bytes)
    {
        return new DriverOptions(profile, aeronDirectory, bytes, errorHandler, onStopped);
    }

    /**
     * @param handler gets what goes wrong in the driver; null for one line on stderr.
     * @return other options.
     */
    public DriverOptions withErrorHandler(final ErrorHandler handler)
    {
        return new DriverOptions(profile, aeronDirectory, needBytes, handler, onStopped);
    }

    /**
     * @param handler gets the reason if the driver stops without having been closed; may be null.
     * @return other options.
     */
    public DriverOptions withOnStopped(final ErrorHandler handler)
    {
        return new DriverOptions(profile, aeronDirectory, needBytes, errorHandler, handler);
    }

    /**
     * @return bytes that must be free below the Aeron directory.
     */
    public long totalNeedBytes()
    {
        return profile.baseBytes() + (needBytes < 0 ? DEFAULT_LOGS * profile.logBytes() : needBytes);
    }
}
