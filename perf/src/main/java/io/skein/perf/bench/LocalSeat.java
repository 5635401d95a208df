package io.skein.perf.bench;

import io.skein.SkeinException;
import io.skein.perf.bench.end.End;
import io.skein.perf.bench.end.EndReport;
import io.skein.perf.bench.end.EndSpec;
import io.skein.perf.bench.end.Round;
import org.HdrHistogram.Histogram;

import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntSupplier;

/**
 * An end in a thread of this process.
 */
final class LocalSeat implements Seat
{
    private final DriverMeter driver;
    private final End end;
    private final ExecutorService executor;
    private Future<SeatReport> report;

    LocalSeat(final EndSpec spec, final IntSupplier hook)
    {
        driver = new DriverMeter(hook);
        end = Isolation.open(spec, driver);
        final String name = "bench-" + spec.system() + '-' + spec.side().name().toLowerCase(Locale.ROOT);
        executor = Executors.newSingleThreadExecutor((task) ->
        {
            final Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
    }

    @Override
    public void awaitConnected()
    {
        try
        {
            end.awaitConnected();
        }
        catch (final RuntimeException ex)
        {
            // Of whatever library: the system is left out, and says why.
            throw ex instanceof SkeinException ? ex : new SkeinException(String.valueOf(ex.getMessage()), ex);
        }
    }

    @Override
    public void begin(final Round round)
    {
        report = executor.submit(() -> run(round));
    }

    private SeatReport run(final Round round)
    {
        driver.begin();
        final EndReport endReport = end.run(round);
        return new SeatReport(endReport, driver.allocatedBytes(), ProcessUsage.NONE, null);
    }

    @Override
    public SeatReport poll(final long timeoutMs)
    {
        try
        {
            return report.get(timeoutMs, TimeUnit.MILLISECONDS);
        }
        catch (final TimeoutException ex)
        {
            return null;
        }
        catch (final ExecutionException ex)
        {
            return SeatReport.failed(String.valueOf(ex.getCause().getMessage()));
        }
        catch (final InterruptedException ex)
        {
            Thread.currentThread().interrupt();
            return SeatReport.failed("interrupted");
        }
    }

    @Override
    public Histogram latencies()
    {
        return end.latencies();
    }

    @Override
    public long progress()
    {
        return end.progress();
    }

    @Override
    public void stop()
    {
        end.stop();
    }

    @Override
    public void close()
    {
        end.stop();
        executor.shutdown();
        try
        {
            executor.awaitTermination(5, TimeUnit.SECONDS);
        }
        catch (final InterruptedException ex)
        {
            Thread.currentThread().interrupt();
        }
        end.close();
    }
}
