package io.skein.internal.link;

import io.aeron.CncFileDescriptor;
import io.aeron.CommonContext;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;

/**
 * Looks at a driver's directory from outside: is somebody there, and is it still the same one?
 */
final class DriverProbe
{
    private final Path directory;
    private final Path cncFile;
    private Object attachedKey;

    DriverProbe(final Path directory)
    {
        this.directory = directory;
        this.cncFile = directory.resolve(CncFileDescriptor.CNC_FILE);
    }

    /**
     * @param timeoutMs age of a heartbeat beyond which a driver counts as gone.
     * @return null when a driver is there, otherwise why not.
     */
    String absence(final long timeoutMs)
    {
        final File file = directory.toFile();
        if (!file.isDirectory())
        {
            return "there is no directory " + directory;
        }
        if (!Files.exists(cncFile))
        {
            return "no driver has been started in " + directory;
        }
        if (!Files.isReadable(cncFile) || !Files.isWritable(cncFile))
        {
            return "no permission to read and write " + cncFile;
        }
        try
        {
            return CommonContext.isDriverActive(file, timeoutMs, (message) ->
            {
            }) ? null : "the driver in " + directory + " is dead";
        }
        catch (final RuntimeException ex)
        {
            return "the driver in " + directory + " is of another version, or not up yet: " + ex.getMessage();
        }
    }

    /**
     * Remember the driver that is there now.
     */
    void attach()
    {
        attachedKey = key();
    }

    /**
     * @return whether another driver has taken the place of the one that was attached to.
     */
    boolean isReplaced()
    {
        final Object key = key();
        return null != key && !Objects.equals(key, attachedKey);
    }

    /**
     * The file's identity and nothing else: while this process maps the old file its number is not given to another.
     * The JDK's creation time is the time of the last write where the system does not know better.
     */
    private Object key()
    {
        try
        {
            return Files.readAttributes(cncFile, BasicFileAttributes.class).fileKey();
        }
        catch (final IOException ex)
        {
            return null;
        }
    }
}
