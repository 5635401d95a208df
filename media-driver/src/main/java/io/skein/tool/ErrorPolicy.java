package io.skein.tool;

import io.skein.InterruptedWaitException;
import io.skein.SkeinException;
import io.skein.internal.text.NearestName;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * What a user sees of an error: one line for each problem, {@code skein COMMAND: what}, and an exit code. The stack
 * trace comes with {@code --debug} only.
 */
final class ErrorPolicy implements IExecutionExceptionHandler, IParameterExceptionHandler
{
    private final BooleanSupplier isDebug;

    ErrorPolicy(final BooleanSupplier isDebug)
    {
        this.isDebug = isDebug;
    }

    @Override
    public int handleExecutionException(
        final Exception exception, final CommandLine command, final ParseResult parseResult)
    {
        final PrintWriter err = command.getErr();
        message(exception).lines().forEach((line) -> err.println(name(command) + ": " + line));
        if (isDebug.getAsBoolean())
        {
            exception.printStackTrace(err);
        }
        err.flush();
        return exception instanceof InterruptedWaitException ? ExitCodes.INTERRUPTED : ExitCodes.FAILED;
    }

    @Override
    public int handleParseException(final ParameterException exception, final String[] args)
    {
        final CommandLine command = exception.getCommandLine();
        final PrintWriter err = command.getErr();
        err.println(name(command) + ": " + usageProblem(exception, command));
        final CommandLine.Help help = command.getHelp();
        err.print("Usage: " + help.synopsis("Usage: ".length()));
        err.println("Try '" + name(command) + " --help'.");
        if (isDebug.getAsBoolean())
        {
            exception.printStackTrace(err);
        }
        err.flush();
        return ExitCodes.USAGE;
    }

    /**
     * @param exception that ended a command.
     * @return what to tell the user.
     */
    static String message(final Throwable exception)
    {
        if (exception instanceof SkeinException)
        {
            return exception.getMessage();
        }
        if (exception instanceof UncheckedIOException)
        {
            return message(exception.getCause());
        }
        if (exception instanceof FileSystemException ex)
        {
            return fileProblem(ex);
        }
        if (exception instanceof IOException && null != exception.getMessage())
        {
            return exception.getMessage();
        }
        return "unexpected " + exception + "; --debug shows where";
    }

    private static String fileProblem(final FileSystemException exception)
    {
        if (exception instanceof NoSuchFileException)
        {
            return "no such file or directory: " + exception.getFile();
        }
        if (exception instanceof NotDirectoryException)
        {
            return "not a directory: " + exception.getFile();
        }
        if (exception instanceof AccessDeniedException)
        {
            return "permission denied: " + exception.getFile();
        }
        return exception.getFile() + ": " +
            (null == exception.getReason() ? exception.getClass().getSimpleName() : exception.getReason());
    }

    private static String usageProblem(final ParameterException exception, final CommandLine command)
    {
        if (exception instanceof UnmatchedArgumentException unmatched && !unmatched.getUnmatched().isEmpty())
        {
            final String given = unmatched.getUnmatched().get(0);
            final boolean isOption = unmatched.isUnknownOption();
            if (!isOption && !command.getSubcommands().isEmpty())
            {
                return "unknown command " + NearestName.quote(given) +
                    NearestName.suggestion(given, command.getSubcommands().keySet());
            }
            return "unknown " + (isOption ? "option " : "argument ") + NearestName.quote(given) +
                (isOption ? NearestName.suggestion(given, options(command)) : "");
        }
        return String.valueOf(exception.getMessage()).replace('\n', ' ');
    }

    private static List<String> options(final CommandLine command)
    {
        return command.getCommandSpec().options().stream().map(CommandLine.Model.OptionSpec::longestName).toList();
    }

    private static String name(final CommandLine command)
    {
        return command.getCommandSpec().qualifiedName();
    }
}
