package io.skein.driver;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import io.skein.ConfigurationException;
import io.skein.DriverException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

/**
 * The standalone media driver: {@code skein driver}. Prints its effective configuration and then a line that begins
 * with {@code READY}, runs until SIGTERM or SIGINT, deletes its directory and exits with 0. Anything else is an
 * exception with one line, and a driver that dies in the background is one too.
 */
@Command(
    name = "driver",
    mixinStandardHelpOptions = true,
    description = "Run a media driver for the processes of this machine.",
    subcommands = {SweepCommand.class, ProfilesCommand.class})
public final class DriverCommand implements Callable<Integer>
{
    @Spec
    private CommandSpec spec;

    @Option(names = "--profile", paramLabel = "NAME|FILE", defaultValue = "shared",
        description = "shared (default), low-latency, throughput, or a file.")
    private String profile;

    @Option(names = "--aeron-dir", paramLabel = "DIR",
        description = "Where the driver keeps its files; clients name the same. Default: 'driver' in the user's base.")
    private Path aeronDirectory;

    @Option(names = "--json", description = "One JSON object per line instead of text.")
    private boolean isJson;

    /**
     * For picocli.
     */
    public DriverCommand()
    {
    }

    /**
     * Where the standalone driver is unless told otherwise, so that clients find it there.
     *
     * @return {@code driver} in the directory of this user's drivers.
     * @throws DriverException if the latter can not be made.
     */
    public static Path defaultAeronDirectory()
    {
        return DriverDirectory.base().resolve("driver");
    }

    /**
     * Run until told to stop.
     *
     * @return 0.
     * @throws ConfigurationException if the profile can not be used.
     * @throws DriverException        if the driver can not start, or stops by itself.
     */
    @Override
    public Integer call()
    {
        final DriverProfile chosen = DriverProfile.resolve(profile);
        if (chosen.isCooperative())
        {
            throw new ConfigurationException("profile " + chosen.name() + " has " + DriverProperties.THREADING_MODE +
                " = INVOKER, which only an embedded driver can use; need SHARED, SHARED_NETWORK or DEDICATED, as in" +
                " --profile shared");
        }
        final Path directory = null == aeronDirectory ? defaultAeronDirectory() : aeronDirectory;
        final CompletableFuture<Throwable> end = new CompletableFuture<>();
        final DriverOptions options =
            DriverOptions.of(chosen).withAeronDirectory(directory).withOnStopped(end::complete);
        final TerminationSignals signals = TerminationSignals.install(() -> end.complete(null));
        try
        {
            run(options, end);
        }
        finally
        {
            signals.close();
        }
        return 0;
    }

    private void run(final DriverOptions options, final CompletableFuture<Throwable> end)
    {
        try (EmbeddedDriver driver = EmbeddedDriver.launch(options))
        {
            report(driver);
            final Throwable reason = end.join();
            if (null != reason)
            {
                throw new DriverException("the media driver in " + driver.aeronDirectory() + " has stopped: " +
                    reason.getClass().getSimpleName() + ": " + reason.getMessage() + "; start it again", reason);
            }
        }
    }

    private void report(final EmbeddedDriver driver)
    {
        final PrintWriter out = spec.commandLine().getOut();
        final long pid = ProcessHandle.current().pid();
        if (isJson)
        {
            final JsonObject configuration = new JsonObject();
            driver.profile().effective().forEach((setting) ->
                configuration.addProperty(setting.key(), setting.value()));
            final JsonObject ready = new JsonObject();
            ready.addProperty("event", "ready");
            ready.addProperty("aeronDir", driver.aeronDirectory().toString());
            ready.addProperty("pid", pid);
            ready.addProperty("profile", driver.profile().name());
            ready.add("configuration", configuration);
            out.println(new Gson().toJson(ready));
        }
        else
        {
            out.println("# profile " + driver.profile().name());
            out.println(driver.profile().describe());
            out.println("READY aeron-dir=" + driver.aeronDirectory() + " pid=" + pid);
        }
        out.flush();
    }
}
