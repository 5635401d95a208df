package io.skein.tool;

import io.skein.InterruptedWaitException;
import io.skein.SkeinException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * Throws what it is told to.
 */
@Command(name = "failing", description = "Fails.")
public final class FailingCommand implements Callable<Integer>
{
    @Parameters
    private String what;

    @Override
    public Integer call() throws IOException
    {
        switch (what)
        {
            case "skein":
                throw new SkeinException("value 3 exceeds 2: change the setting");
            case "two":
                throw new SkeinException("first\nsecond");
            case "missing":
                throw new NoSuchFileException("/a/b");
            case "denied":
                throw new UncheckedIOException(new AccessDeniedException("/a/c"));
            case "file":
                throw new FileSystemException("/a/d", null, "is a directory");
            case "interrupt":
                throw new InterruptedWaitException("stopped");
            case "bug":
                throw new IllegalStateException("oops");
            default:
                return ExitCodes.OK;
        }
    }

    /**
     * Adds the command.
     */
    public static final class Provider implements CommandProvider
    {
        @Override
        public List<Object> commands()
        {
            return List.of(new FailingCommand());
        }
    }
}
