package io.skein.driver;

import io.skein.SkeinException;
import picocli.CommandLine;

/**
 * Child process: the driver command behind a main as a launcher has it.
 */
final class DriverMain
{
    private DriverMain()
    {
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
