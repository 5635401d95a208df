package io.skein.driver;

import io.aeron.driver.MediaDriver;
import io.aeron.driver.status.SystemCounterDescriptor;
import io.skein.Connection;
import io.skein.DriverException;
import io.skein.idle.CooperativeHook;
import io.skein.internal.files.PrivateFiles;
import org.agrona.CloseHelper;
import org.agrona.ErrorHandler;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.status.AtomicCounter;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A media driver inside this process. Thread-safe.
 * <p>
 * Launching makes files and may take some ten milliseconds; what killed drivers of this user left behind is removed
 * on the way. Closing deletes the driver's directory: close all clients first, or they see the driver go away.
 */
public final class EmbeddedDriver implements AutoCloseable
{
    /**
     * Names are resolved when a publication or subscription is added: Aeron's own thread for it need not look each
     * millisecond.
     */
    private static final long NAMES_PARK_NS = 50_000_000;

    private final DriverProfile profile;
    private final DriverDirectory directory;
    private final DriverErrors errors;
    private final MediaDriver driver;
    private final ClientCommands commands;
    private final CooperativeDriver cooperative;
    private final Object closeLock = new Object();
    private boolean isClosed;

    private EmbeddedDriver(
        final DriverProfile profile,
        final DriverDirectory directory,
        final DriverErrors errors,
        final MediaDriver driver)
    {
        this.profile = profile;
        this.directory = directory;
        this.errors = errors;
        this.driver = driver;
        if (null == driver.sharedAgentInvoker())
        {
            commands = null;
            cooperative = null;
        }
        else
        {
            commands = ClientCommands.map(directory.path());
            cooperative = cooperative(profile, driver, commands, this::closeDriver);
        }
    }

    /**
     * Launch with the profile {@code cooperative} and a directory of its own.
     *
     * @return the running driver.
     * @throws DriverException if it can not run here; one line per problem.
     */
    public static EmbeddedDriver launch()
    {
        return launch(DriverProfile.cooperative());
    }

    /**
     * Launch with a directory of its own.
     *
     * @param profile of the driver.
     * @return the running driver.
     * @throws DriverException if it can not run here; one line per problem.
     */
    public static EmbeddedDriver launch(final DriverProfile profile)
    {
        return launch(DriverOptions.of(profile));
    }

    /**
     * Launch in a given directory.
     *
     * @param profile        of the driver.
     * @param aeronDirectory that clients will be told; its contents are deleted if a driver left them.
     * @return the running driver.
     * @throws DriverException if it can not run here, as when another driver does; one line per problem.
     */
    public static EmbeddedDriver launch(final DriverProfile profile, final Path aeronDirectory)
    {
        return launch(DriverOptions.of(profile).withAeronDirectory(aeronDirectory));
    }

    /**
     * Launch.
     *
     * @param options of the driver.
     * @return the running driver.
     * @throws DriverException if it can not run here; one line per problem.
     */
    public static EmbeddedDriver launch(final DriverOptions options)
    {
        return launch(options, Host.SYSTEM);
    }

    static EmbeddedDriver launch(final DriverOptions options, final Host host)
    {
        // An interrupt would close the channels of the files that are made here. It is kept for whoever waits next.
        final boolean isInterrupted = Thread.interrupted();
        DriverDirectory directory = null;
        EmbeddedDriver launched = null;
        try
        {
            directory = ownDirectory(options);
            new Preflight(host).check(options, directory.path().getParent());
            launched = start(options, directory);
            return launched;
        }
        finally
        {
            if (null == launched && null != directory)
            {
                directory.close();
            }
            if (isInterrupted)
            {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static DriverDirectory ownDirectory(final DriverOptions options)
    {
        if (null != options.aeronDirectory())
        {
            final long timeoutMs = options.profile().context().driverTimeoutMs();
            return DriverDirectory.claim(options.aeronDirectory(), timeoutMs);
        }
        final Path base = DriverDirectory.base();
        DriverSweeper.sweep(base);
        return DriverDirectory.unique(base);
    }

    private static EmbeddedDriver start(final DriverOptions options, final DriverDirectory directory)
    {
        final DriverProfile profile = options.profile();
        final DriverErrors errors = new DriverErrors(options, !profile.isCooperative());
        final MediaDriver.Context context = profile.context()
            .aeronDirectoryName(directory.path().toString())
            .warnIfDirectoryExists(false)
            .dirDeleteOnStart(true)
            .dirDeleteOnShutdown(false)
            .errorHandler(errors);
        if (profile.isCooperative())
        {
            context.receiveChannelEndpointSupplier(new DeferredSetups());
            context.asyncExecutorIdleStrategy(new BackoffIdleStrategy(10, 20, 1_000, NAMES_PARK_NS));
        }
        try
        {
            final MediaDriver driver = MediaDriver.launch(context);
            PrivateFiles.restrict(directory.path());
            final EmbeddedDriver embedded = new EmbeddedDriver(profile, directory, errors, driver);
            if (null != embedded.cooperative)
            {
                embedded.cooperative.start();
            }
            return embedded;
        }
        catch (final RuntimeException | IOException ex)
        {
            throw new DriverException("the media driver does not start in " + directory.path() + " with profile " +
                profile.name() + ": " + ex.getMessage() + "; see config/reference.properties", ex);
        }
    }

    private static CooperativeDriver cooperative(
        final DriverProfile profile,
        final MediaDriver driver,
        final ClientCommands commands,
        final Runnable onClosed)
    {
        final DeferredSetups setups = (DeferredSetups)driver.context().receiveChannelEndpointSupplier();
        // The agent itself and not its invoker: that one stops for ever if an interrupt comes while it runs.
        final GatedAgent agent = new GatedAgent(driver.sharedAgentInvoker().agent());
        setups.watch(commands, agent);
        final ErrorHandler handler = driver.context().errorHandler();
        final AtomicCounter errorCounter = driver.context().systemCounters().get(SystemCounterDescriptor.ERRORS);
        return new CooperativeDriver(agent, setups, (ex) ->
        {
            errorCounter.increment();
            handler.onError(ex);
        },
            onClosed, profile.pumpIntervalNs());
    }

    /**
     * @return how a {@code Skein} finds this driver, and how idle threads run it if it is cooperative.
     */
    public Connection connection()
    {
        return new Connection(directory.path(), null == cooperative ? CooperativeHook.NONE : cooperative);
    }

    /**
     * @return what the driver was launched with.
     */
    public DriverProfile profile()
    {
        return profile;
    }

    /**
     * @return directory in which the driver keeps its files, absolute.
     */
    public Path aeronDirectory()
    {
        return directory.path();
    }

    /**
     * @return how many errors the driver has reported so far.
     */
    public long errorCount()
    {
        return errors.count();
    }

    /**
     * Stop the driver and delete its directory. Idempotent; waits until it is done, except when called from within the
     * duty cycle (from the error handler): then it is done right after.
     */
    @Override
    public void close()
    {
        if (null != cooperative && cooperative.isOwner())
        {
            cooperative.close();
            return;
        }
        final boolean isInterrupted = Thread.interrupted();
        try
        {
            if (null == cooperative)
            {
                closeDriver();
            }
            else
            {
                cooperative.close();
                awaitClosed();
            }
        }
        finally
        {
            if (isInterrupted)
            {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void closeDriver()
    {
        synchronized (closeLock)
        {
            if (!isClosed)
            {
                try
                {
                    driver.close();
                }
                finally
                {
                    isClosed = true;
                    CloseHelper.quietClose(commands);
                    directory.close();
                    closeLock.notifyAll();
                }
            }
        }
    }

    private void awaitClosed()
    {
        synchronized (closeLock)
        {
            while (!isClosed)
            {
                try
                {
                    closeLock.wait();
                }
                catch (final InterruptedException ex)
                {
                    Thread.currentThread().interrupt();
                    return;
                }
            }
        }
    }

    /**
     * @return profile and directory.
     */
    @Override
    public String toString()
    {
        return "EmbeddedDriver{" + profile.name() + ' ' + directory.path() + '}';
    }
}
