package io.skein.examples.camera;

import io.skein.Skein;
import io.skein.SkeinException;
import io.skein.SkeinOptions;
import io.skein.WaitTimeoutException;
import io.skein.driver.DriverOptions;
import io.skein.driver.DriverProfile;
import io.skein.driver.EmbeddedDriver;
import io.skein.tool.Progress;
import io.skein.tool.StopSignal;
import io.skein.tool.Terminal;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Launches the driver, puts every stage on its seat, and waits for what they report. Belongs to one thread.
 */
final class CameraRun
{
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);
    private static final long LOOK_MS = 50;
    private static final long SILENCE_NS = TimeUnit.MINUTES.toNanos(2);
    // Less than a stop signal waits.
    private static final long STOP_NS = TimeUnit.SECONDS.toNanos(4);

    private final CameraPlan plan;
    private final boolean hasProcesses;
    private final PrintWriter out;
    private final PrintWriter err;
    private final Terminal terminal;
    private volatile Step step = new Step("start", 0, 1);
    private Progress line;
    private String lineName;

    /**
     * @param plan         of the run.
     * @param hasProcesses whether each stage is a process; otherwise a thread.
     * @param out          is told when all stages are ready.
     * @param err          receives the progress.
     * @param terminal     behind it.
     */
    CameraRun(
        final CameraPlan plan,
        final boolean hasProcesses,
        final PrintWriter out,
        final PrintWriter err,
        final Terminal terminal)
    {
        this.out = out;
        this.plan = plan;
        this.hasProcesses = hasProcesses;
        this.err = err;
        this.terminal = terminal;
    }

    /**
     * @param plan of the run.
     * @return how its stages connect.
     */
    static SkeinOptions options(final CameraPlan plan)
    {
        return SkeinOptions.DEFAULTS
            .withWaitStrategy(plan.waiting(Runtime.getRuntime().availableProcessors()))
            .withCloseTimeout(CLOSE_TIMEOUT);
    }

    /**
     * @param stop ends it early.
     * @return what came of it.
     * @throws IOException    if a file can not be read or written.
     * @throws SkeinException if a stage failed.
     */
    CameraResult run(final StopSignal stop) throws IOException
    {
        final List<Seat> seats = new ArrayList<>();
        try (EmbeddedDriver driver = EmbeddedDriver.launch(driverOptions());
            Skein skein = hasProcesses ? null : Skein.connect(driver.connection(), options(plan)))
        {
            try
            {
                // The sink first: who sends finds someone who listens.
                for (int index = plan.lastStage(); index >= 0; index--)
                {
                    seats.add(0, seat(index, driver, skein));
                }
                awaitAll(stop, seats.stream().map(Seat::ready).toList());
                out.println("camera    " + plan.pipeline() + " in " + plan.stages() +
                    (hasProcesses ? " processes" : " threads"));
                out.flush();
                seats.forEach(Seat::go);
                return result(stop, seats);
            }
            finally
            {
                seats.stream().filter((seat) -> !seat.report().isDone()).forEach(Seat::stop);
                seats.forEach(Seat::close);
                endLine();
                // What follows writes files, and an interrupt would close them.
                Thread.interrupted();
            }
        }
    }

    private DriverOptions driverOptions()
    {
        final DriverProfile profile = DriverProfile.cooperative();
        return DriverOptions.of(profile).withNeedBytes((plan.stages() - 1) * profile.logBytes());
    }

    private Seat seat(final int index, final EmbeddedDriver driver, final Skein skein)
    {
        return hasProcesses ?
            new ProcessSeat(new StageOrder(plan, index, driver.aeronDirectory().toString()), this::onProgress) :
            new ThreadSeat(new StageContext(plan, index, skein, () -> false, this::onProgress));
    }

    private CameraResult result(final StopSignal stop, final List<Seat> seats) throws IOException
    {
        final List<CompletableFuture<StageReport>> reports = seats.stream().map(Seat::report).toList();
        if (!awaitAll(stop, reports))
        {
            seats.forEach(Seat::stop);
            final long startNs = System.nanoTime();
            while (!reports.stream().allMatch(CompletableFuture::isDone) && System.nanoTime() - startNs < STOP_NS)
            {
                look(reports.get(plan.lastStage()));
            }
        }
        return new CameraResult(plan, hasProcesses, stop.isRaised(), reports.stream().map(CameraRun::value).toList());
    }

    /**
     * @return whether all are done; false when the process shall stop.
     */
    private <T> boolean awaitAll(final StopSignal stop, final List<CompletableFuture<T>> futures) throws IOException
    {
        Step seen = step;
        long seenNs = System.nanoTime();
        for (final CompletableFuture<T> future : futures)
        {
            while (!future.isDone())
            {
                for (final CompletableFuture<T> each : futures)
                {
                    throwFailure(each);
                }
                if (stop.isRaised())
                {
                    return false;
                }
                look(future);
                if (seen != step)
                {
                    seen = step;
                    seenNs = System.nanoTime();
                }
                else if (System.nanoTime() - seenNs > SILENCE_NS + plan.patience().toNanos())
                {
                    throw new WaitTimeoutException("no stage has said anything for minutes; last: " + seen.what());
                }
            }
            throwFailure(future);
        }
        return true;
    }

    private void look(final CompletableFuture<?> future)
    {
        showProgress();
        try
        {
            future.get(LOOK_MS, TimeUnit.MILLISECONDS);
        }
        catch (final TimeoutException | ExecutionException ex)
        {
            // Who called looks at the future itself.
        }
        catch (final InterruptedException ex)
        {
            // The stop signal says so too, and stays.
        }
    }

    private static void throwFailure(final CompletableFuture<?> future) throws IOException
    {
        if (future.isCompletedExceptionally())
        {
            try
            {
                future.join();
            }
            catch (final CompletionException ex)
            {
                final Throwable cause = ex.getCause();
                if (cause instanceof IOException problem)
                {
                    throw problem;
                }
                throw cause instanceof RuntimeException problem ? problem : new SkeinException(cause.toString(), cause);
            }
        }
    }

    private static StageReport value(final CompletableFuture<StageReport> future)
    {
        return future.isDone() && !future.isCompletedExceptionally() ? future.join() : null;
    }

    private void onProgress(final String what, final long done, final long total)
    {
        step = new Step(what, done, total);
    }

    private void showProgress()
    {
        final Step now = step;
        if (!now.what().equals(lineName))
        {
            endLine();
            lineName = now.what();
            line = new Progress(now.what(), now.total(), err, terminal);
        }
        line.update(now.done());
    }

    private void endLine()
    {
        if (null != line)
        {
            line.close();
            line = null;
        }
    }

    /**
     * How far a stage is.
     *
     * @param what  it does.
     * @param done  steps until now.
     * @param total number of steps.
     */
    private record Step(String what, long done, long total)
    {
    }
}
