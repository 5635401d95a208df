package io.skein.driver;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.util.concurrent.Callable;

/**
 * {@code skein driver profiles}: lists the packed profiles, or shows the effective configuration of one.
 */
@Command(
    name = "profiles",
    mixinStandardHelpOptions = true,
    description = "List the driver profiles, or show the effective configuration of one.")
public final class ProfilesCommand implements Callable<Integer>
{
    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "NAME|FILE", description = "Profile to show.")
    private String profile;

    /**
     * For picocli.
     */
    public ProfilesCommand()
    {
    }

    /**
     * List or show.
     *
     * @return 0.
     */
    @Override
    public Integer call()
    {
        final PrintWriter out = spec.commandLine().getOut();
        out.println(null == profile ?
            String.join("\n", DriverProfile.NAMES) : DriverProfile.resolve(profile).describe());
        out.flush();
        return 0;
    }
}
