package io.skein.perf.bench;

import io.skein.SkeinException;
import io.skein.perf.bench.end.EndReport;
import io.skein.perf.bench.end.EndSpec;
import io.skein.perf.bench.end.Round;
import io.skein.perf.bench.end.Side;
import io.skein.perf.bench.scenario.Scenarios;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;

/**
 * The two ends of one system's conversation.
 */
final class Pair implements AutoCloseable
{
    private static final long LOOK_MS = 250;
    private static final long STANDSTILL_NS = TimeUnit.SECONDS.toNanos(20);
    private static final long HEAD_START_NS = TimeUnit.MILLISECONDS.toNanos(5);

    private final EndSpec spec;
    private final Seat near;
    private final Seat far;

    /**
     * @param spec      of the near end.
     * @param hook      runs the driver.
     * @param processes 1 or 2.
     */
    Pair(final EndSpec spec, final IntSupplier hook, final int processes)
    {
        this.spec = spec;
        final EndSpec farSpec = spec.withSide(Side.FAR);
        far = Scenarios.system(spec).isAlone() ? new EmptySeat() :
            2 == processes ? new ProcessSeat(farSpec) : new LocalSeat(farSpec, hook);
        Seat opened = null;
        try
        {
            opened = new LocalSeat(spec, hook);
        }
        catch (final RuntimeException ex)
        {
            throw ex instanceof SkeinException ? ex :
                new SkeinException("system " + spec.system() + " does not open: " + ex.getMessage(), ex);
        }
        finally
        {
            if (null == opened)
            {
                far.close();
            }
        }
        near = opened;
    }

    EndSpec spec()
    {
        return spec;
    }

    void awaitConnected()
    {
        near.awaitConnected();
        far.awaitConnected();
    }

    /**
     * Play a round at both ends and wait for it.
     *
     * @param round to play.
     * @return what came of it.
     * @throws SkeinException when an end fails, or nothing moves any more.
     */
    RoundResult play(final Round round)
    {
        final ProcessUsage before = ProcessUsage.now();
        far.begin(round);
        // The far end shall be there when the first message is, so that no latency has its start in it.
        LockSupport.parkNanos(HEAD_START_NS);
        near.begin(round);
        final SeatReport nearReport = await(near);
        final SeatReport farReport = await(far);
        final EndReport here = nearReport.end();
        final EndReport there = farReport.end();
        return new RoundResult(
            Math.max(here.endNs(), there.endNs()) - here.startNs(),
            null == near.latencies() ? null : near.latencies().copy(),
            here.corrupted() + there.corrupted(),
            nearReport.allocatedBytes() + farReport.allocatedBytes(),
            nearReport.driverBytes() + farReport.driverBytes(),
            ProcessUsage.now().minus(before).plus(farReport.usage()));
    }

    private SeatReport await(final Seat seat)
    {
        long progress = near.progress();
        long progressNs = System.nanoTime();
        SeatReport report;
        while (null == (report = seat.poll(LOOK_MS)))
        {
            final long current = near.progress() + far.progress();
            if (current != progress)
            {
                progress = current;
                progressNs = System.nanoTime();
            }
            else if (System.nanoTime() - progressNs > STANDSTILL_NS)
            {
                near.stop();
                far.stop();
                throw new SkeinException("system " + spec.system() + " stands still: no message of " +
                    spec.payloadLength() + " bytes came for " + TimeUnit.NANOSECONDS.toSeconds(STANDSTILL_NS) + " s");
            }
        }
        if (null == report.end())
        {
            near.stop();
            far.stop();
            throw new SkeinException("system " + spec.system() + " with " + spec.payloadLength() + " bytes: " +
                report.error());
        }
        return report;
    }

    @Override
    public void close()
    {
        near.close();
        far.close();
    }
}
