package io.skein.driver;

import io.skein.tool.ExitCodes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import java.util.concurrent.Callable;

/**
 * {@code skein pool}: the shared memory in which publishers keep large messages.
 */
@Command(
    name = "pool",
    mixinStandardHelpOptions = true,
    description = "Look after the shared memory of pooled topics.",
    subcommands = {PoolListCommand.class, PoolSweepCommand.class})
public final class PoolCommand implements Callable<Integer>
{
    @Spec
    private CommandSpec spec;

    /**
     * For picocli.
     */
    public PoolCommand()
    {
    }

    /**
     * Without a command of its own: what there is.
     *
     * @return {@link ExitCodes#OK}.
     */
    @Override
    public Integer call()
    {
        spec.commandLine().usage(spec.commandLine().getOut());
        return ExitCodes.OK;
    }
}
