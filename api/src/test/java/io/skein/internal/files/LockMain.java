package io.skein.internal.files;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Child process: holds a lock until killed.
 */
final class LockMain
{
    private LockMain()
    {
    }

    public static void main(final String[] arguments) throws IOException
    {
        System.out.println(null == OwnerLock.tryAcquire(Path.of(arguments[0])) ? "REFUSED" : "HELD");
        System.in.read();
    }
}
