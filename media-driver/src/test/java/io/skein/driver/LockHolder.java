package io.skein.driver;

import io.skein.internal.files.OwnerLock;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Child process: owns a directory until killed.
 */
final class LockHolder
{
    private LockHolder()
    {
    }

    public static void main(final String[] arguments) throws IOException
    {
        final Path directory = Path.of(arguments[0]);
        final OwnerLock lock = DriverDirectory.tryLock(directory);
        if (null != lock)
        {
            Files.createDirectories(directory);
            Files.write(directory.resolve("cnc.dat"), new byte[1_000]);
        }
        System.out.println(null == lock ? "REFUSED" : "HELD");
        System.in.read();
    }
}
