package io.skein.tool;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;

/**
 * {@code ./skein}: finds the commands of all modules on the class path and runs one of them.
 */
@Command(
    name = "skein",
    description = "Typed messages, tensors and byte streams over Aeron.",
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    optionListHeading = "%nOptions:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
        "0:done",
        "1:it failed, and one line on stderr says why; or what it found is bad, as it says",
        "2:the command line can not be understood",
        "130:stopped by Ctrl-C (143: by SIGTERM)"},
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    subcommands = HelpCommand.class,
    scope = ScopeType.INHERIT)
public final class Main implements Callable<Integer>
{
    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Show stack traces of errors.")
    private boolean isDebug;

    @Spec
    private CommandSpec spec;

    private Main()
    {
    }

    /**
     * Run a command and end the process with its exit code.
     *
     * @param args the command's name and its arguments.
     */
    public static void main(final String[] args)
    {
        final PrintWriter out = writer(FileDescriptor.out);
        final PrintWriter err = writer(FileDescriptor.err);
        final int exitCode = run(out, err, args);
        out.flush();
        err.flush();
        System.exit(exitCode);
    }

    /**
     * Run a command within this process.
     *
     * @param out  what it prints.
     * @param err  what goes wrong.
     * @param args the command's name and its arguments.
     * @return one of the {@link ExitCodes}.
     */
    public static int run(final PrintWriter out, final PrintWriter err, final String... args)
    {
        final Main main = new Main();
        final CommandLine command = new CommandLine(main);
        for (final CommandProvider provider : ServiceLoader.load(CommandProvider.class))
        {
            provider.commands().forEach(command::addSubcommand);
        }
        final ErrorPolicy policy = new ErrorPolicy(() -> main.isDebug);
        command.setOut(out).setErr(err)
            .setUsageHelpWidth(Terminal.ofThisProcess().columns())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setAbbreviatedOptionsAllowed(false)
            .setExecutionExceptionHandler(policy)
            .setParameterExceptionHandler(policy);
        return command.execute(args);
    }

    /**
     * Without a command: what there is.
     *
     * @return {@link ExitCodes#OK}.
     */
    @Override
    public Integer call()
    {
        spec.commandLine().usage(spec.commandLine().getOut());
        return ExitCodes.OK;
    }

    private static PrintWriter writer(final FileDescriptor descriptor)
    {
        return new PrintWriter(new FileOutputStream(descriptor), true, Terminal.charset());
    }

    /**
     * Reads the version that the build wrote.
     */
    static final class Version implements IVersionProvider
    {
        @Override
        public String[] getVersion() throws IOException
        {
            final Properties properties = new Properties();
            try (InputStream in = Main.class.getResourceAsStream("version.properties"))
            {
                properties.load(in);
            }
            return new String[]{"skein " + properties.getProperty("version"),
                "Java " + System.getProperty("java.version") + ", " + System.getProperty("os.name") + ' ' +
                    System.getProperty("os.arch")};
        }
    }
}
