package io.skein.system;

import io.skein.SkeinException;
import io.skein.driver.DriverCommand;
import picocli.CommandLine;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Child process: the standalone driver.
 */
final class DriverMain
{
    private DriverMain()
    {
    }

    static ChildJvm start(final Path directory, final String profile) throws IOException
    {
        final ChildJvm child =
            ChildJvm.start(DriverMain.class, "--profile", profile, "--aeron-dir", directory.toString());
        child.awaitLine("READY");
        return child;
    }

    public static void main(final String[] arguments)
    {
        final CommandLine line = new CommandLine(new DriverCommand());
        line.setExecutionExceptionHandler((ex, command, result) ->
        {
            System.err.println(ex instanceof SkeinException ? ex.getMessage() : "BUG " + ex);
            return 1;
        });
        System.exit(line.execute(arguments));
    }
}
