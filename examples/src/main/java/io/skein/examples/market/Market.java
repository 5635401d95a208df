package io.skein.examples.market;

import io.skein.Connection;
import io.skein.Skein;
import io.skein.SkeinException;
import io.skein.SkeinOptions;
import io.skein.driver.DriverCommand;
import io.skein.driver.EmbeddedDriver;
import io.skein.idle.WaitStrategy;
import io.skein.tool.ExitCodes;
import io.skein.tool.JsonFile;
import io.skein.tool.StopSignal;
import io.skein.tool.Units;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Puts driver, connection and stages together, as the role says: a thread for each stage.
 */
final class Market
{
    private final Role role;
    private final MarketPlan plan;
    private final WaitStrategy waiting;
    private final Path aeronDirectory;
    private final Path json;
    private final PrintWriter out;
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    /**
     * @param role           of this process.
     * @param plan           of all.
     * @param waiting        how stages wait.
     * @param aeronDirectory of a driver that runs already, or null for one of this process, or the default one.
     * @param json           to write, or null.
     * @param out            receives the report.
     */
    Market(
        final Role role, final MarketPlan plan, final WaitStrategy waiting, final Path aeronDirectory, final Path json,
        final PrintWriter out)
    {
        this.role = role;
        this.plan = plan;
        this.waiting = waiting;
        this.aeronDirectory = aeronDirectory;
        this.json = json;
        this.out = out;
    }

    /**
     * @return the exit code.
     * @throws IOException    if the file can not be written.
     * @throws SkeinException if it can not be done, or quotes are missing.
     */
    int run() throws IOException
    {
        final boolean isEmbedded = Role.ALL == role && null == aeronDirectory;
        try (StopSignal stop = StopSignal.install();
            EmbeddedDriver driver = isEmbedded ? EmbeddedDriver.launch() : null;
            Skein skein = Skein.connect(connection(driver), SkeinOptions.DEFAULTS.withWaitStrategy(waiting)))
        {
            final List<Stage> stages = stages(skein, stop);
            runAll(stages);
            final MarketReport report = new MarketReport(role, plan, stages, stop.isRaised());
            report.print(out);
            if (null != json)
            {
                JsonFile.write(json, report.json());
            }
            return exitCode(stages, stop.isRaised());
        }
    }

    private Connection connection(final EmbeddedDriver driver)
    {
        return null != driver ? driver.connection() :
            Connection.to(null != aeronDirectory ? aeronDirectory : DriverCommand.defaultAeronDirectory());
    }

    /**
     * Who receives comes first, so that nothing is missed.
     */
    private List<Stage> stages(final Skein skein, final StopSignal stop)
    {
        final List<Stage> stages = new ArrayList<>();
        if (role.isOf(Role.STRATEGY))
        {
            stages.add(new Strategy(skein, plan, () -> isOver(stop)));
        }
        if (role.isOf(Role.BOOK))
        {
            stages.add(new BookBuilder(skein, plan, () -> isOver(stop)));
        }
        if (role.isOf(Role.FEED))
        {
            stages.add(new Feed(skein, plan, () -> isOver(stop)));
        }
        return stages;
    }

    private boolean isOver(final StopSignal stop)
    {
        return stop.isRaised() || null != failure.get();
    }

    private void runAll(final List<Stage> stages)
    {
        final List<Thread> threads = new ArrayList<>();
        for (final Stage stage : stages)
        {
            final Thread thread = new Thread(() -> runOne(stage), stage.name());
            thread.start();
            threads.add(thread);
        }
        for (final Thread thread : threads)
        {
            join(thread);
        }
        final Throwable cause = failure.get();
        if (cause instanceof SkeinException ex)
        {
            throw ex;
        }
        if (null != cause)
        {
            throw new IllegalStateException("a stage failed", cause);
        }
    }

    private void runOne(final Stage stage)
    {
        try
        {
            stage.run();
        }
        catch (final Throwable ex)
        {
            failure.compareAndSet(null, ex);
        }
    }

    /**
     * A signal interrupts this thread, and the stages see it by themselves.
     */
    private static void join(final Thread thread)
    {
        while (thread.isAlive())
        {
            try
            {
                thread.join();
            }
            catch (final InterruptedException stopped)
            {
                // What follows writes a file, and an interrupt would close it.
            }
        }
    }

    private int exitCode(final List<Stage> stages, final boolean isStopped)
    {
        for (final Stage stage : stages)
        {
            if (stage.faults() > 0)
            {
                throw new SkeinException(stage.name() + ": " + Units.count(stage.faults()) + " quotes were lost or " +
                    "were none of this schema: does another feed publish to the same topic?");
            }
            if (stage instanceof Feed feed && feed.isRateMissed())
            {
                throw new SkeinException("rate missed: quotes left at " + Units.rate(feed.sentPerSecond()) +
                    ", wanted " + Units.rate(plan.ratePerSecond()) + "; give a lower --rate");
            }
        }
        return isStopped ? ExitCodes.INTERRUPTED : ExitCodes.OK;
    }
}
