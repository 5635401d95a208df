package io.skein.perf.soak;

import io.skein.internal.pool.PoolInfo;
import io.skein.internal.pool.PoolPaths;
import io.skein.internal.pool.PoolSweeper;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * Injects faults, one at a time, and sees to it that all is well in between.
 */
final class Soak
{
    private static final long CHECK_INTERVAL_NS = TimeUnit.SECONDS.toNanos(15);
    private static final long PROGRESS_INTERVAL_NS = TimeUnit.SECONDS.toNanos(5);
    private static final int CHECK_VACANT_ONE_IN = 4;
    private static final long STATE_TIMEOUT_S = 10;
    private static final long CALM_TIMEOUT_S = 60;
    private static final int MAX_STAY_MS = 400;
    private static final int MAX_REST_MS = 300;
    private static final int MAX_PAUSE_MS = 1_500 * SoakCast.CLIENT_LIVENESS_S;

    private final SoakOptions options;
    private final SoakCast cast;
    private final SoakLog log;
    private final Random random;
    private final List<Fault> lots = new ArrayList<>();
    private final Map<Fault, Integer> faults = new EnumMap<>(Fault.class);
    private final List<String> details = new ArrayList<>();
    private final long startNs = System.nanoTime();
    private int missed;
    private int checks;
    private int leakedSlots;
    private int leakedPools;
    private int crashed;

    /**
     * @param options of the soak.
     * @param cast    started.
     * @param log     of what goes on.
     */
    Soak(final SoakOptions options, final SoakCast cast, final SoakLog log)
    {
        this.options = options;
        this.cast = cast;
        this.log = log;
        random = new Random(options.seed());
        for (final Fault fault : Fault.values())
        {
            final boolean isWanted = options.restartsDriver() || Fault.KILL_DRIVER != fault;
            for (int i = 0; isWanted && i < fault.weight(); i++)
            {
                lots.add(fault);
            }
        }
    }

    /**
     * @return what came of it.
     * @throws InterruptedException if it is to stop.
     */
    SoakResult run() throws InterruptedException
    {
        final long endNs = startNs + (long)(options.minutes() * TimeUnit.MINUTES.toNanos(1));
        long checkNs = startNs + CHECK_INTERVAL_NS;
        long progressNs = startNs;
        while (System.nanoTime() - endNs < 0)
        {
            inject(lots.get(random.nextInt(lots.size())));
            replaceCrashed();
            if (System.nanoTime() - checkNs > 0)
            {
                check();
                checkNs = System.nanoTime() + CHECK_INTERVAL_NS;
            }
            if (System.nanoTime() - progressNs > 0)
            {
                log.progress(seconds(), cast.findings(), faults, leakedSlots);
                progressNs = System.nanoTime() + PROGRESS_INTERVAL_NS;
            }
            TimeUnit.MILLISECONDS.sleep(random.nextInt(MAX_REST_MS));
        }
        final double seconds = seconds();
        check();
        end();
        details.addAll(cast.corruptions());
        return new SoakResult(options, seconds, faults, missed, cast.findings(), checks, leakedSlots, leakedPools,
            crashed, details);
    }

    private double seconds()
    {
        return (System.nanoTime() - startNs) / 1e9;
    }

    private void inject(final Fault fault) throws InterruptedException
    {
        final List<SoakSeat> seats = cast.seats(fault.role());
        final SoakSeat seat = seats.get(random.nextInt(seats.size()));
        final SoakProcess process = seat.process();
        if (null != fault.state())
        {
            process.send(fault.state());
            if (null == process.await(SoakMember.AT + ' ' + fault.state(), STATE_TIMEOUT_S))
            {
                ++missed;
                process.send(SoakMember.GO);
                return;
            }
            TimeUnit.MILLISECONDS.sleep(random.nextInt(MAX_STAY_MS));
        }
        final boolean isDone = fault.isKill() ? process.kill() : pause(process);
        if (isDone)
        {
            faults.merge(fault, 1, Integer::sum);
        }
        if (fault.isKill())
        {
            if (fault.leavesHolds() && 0 == random.nextInt(CHECK_VACANT_ONE_IN))
            {
                // Whoever comes next may clear up after the dead; the publisher must be able to do it alone.
                check();
            }
            seat.start();
            seat.awaitReady();
        }
        else
        {
            process.send(SoakMember.GO);
        }
    }

    private boolean pause(final SoakProcess process) throws InterruptedException
    {
        final boolean isStopped = process.signal("STOP");
        TimeUnit.MILLISECONDS.sleep(random.nextInt(MAX_PAUSE_MS));
        return process.signal("CONT") && isStopped && process.isAlive();
    }

    private void replaceCrashed() throws InterruptedException
    {
        for (final SoakSeat seat : cast.members())
        {
            if (!seat.process().isAlive())
            {
                ++crashed;
                details.add(seat.process() + " ended by itself:\n    " + seat.process().words());
                seat.start();
                seat.awaitReady();
            }
        }
    }

    /**
     * When nobody publishes any more and everybody has read everything, every slot must be free.
     */
    private void check() throws InterruptedException
    {
        ++checks;
        for (final String role : List.of("publisher", "forwarder", "subscriber"))
        {
            final List<SoakSeat> seats =
                cast.seats(role).stream().filter((seat) -> seat.process().isAlive()).toList();
            seats.forEach((seat) -> seat.process().send(SoakMember.CALM));
            for (final SoakSeat seat : seats)
            {
                if (null == seat.process().await(SoakMember.AT + ' ' + SoakMember.CALM, CALM_TIMEOUT_S))
                {
                    ++crashed;
                    details.add("a " + role + " does not come to rest: " + seat.process().words());
                }
            }
        }
        final List<SoakSeat> publishers = cast.seats("publisher");
        publishers.forEach((seat) -> seat.process().send(SoakMember.LEND));
        for (final SoakSeat publisher : publishers)
        {
            countLent(publisher.process().await(SoakMember.LENT, CALM_TIMEOUT_S));
        }
        countDeadPools();
        cast.members().forEach((seat) -> seat.process().send(SoakMember.GO));
    }

    private void countLent(final String line)
    {
        final int lent = null == line ? 0 : Integer.parseInt(line.substring(SoakMember.LENT.length() + 1));
        if (lent < options.slots())
        {
            leakedSlots += options.slots() - lent;
            details.add("only " + lent + " of " + options.slots() + " slots can be lent: " +
                PoolSweeper.list(pools()).stream().map(PoolInfo::toString).toList());
        }
    }

    private void countDeadPools()
    {
        PoolSweeper.sweep(pools());
        PoolSweeper.list(pools()).stream().filter((pool) -> !pool.isAlive()).forEach((pool) ->
        {
            ++leakedPools;
            details.add("a sweep left " + pool.path() + ": " + Arrays.toString(pool.path().toFile().list()));
        });
    }

    private void end() throws InterruptedException
    {
        for (final SoakSeat member : cast.members())
        {
            if (!member.process().end())
            {
                ++crashed;
                details.add("a " + member.process() + " did not end well:\n    " + member.process().words());
            }
        }
        PoolSweeper.sweep(pools());
        final List<PoolInfo> left = PoolSweeper.list(pools());
        leakedPools += left.size();
        left.forEach((pool) -> details.add("left when all had ended: " + pool));
    }

    private Path pools()
    {
        return PoolPaths.poolsDirectory(cast.aeronDirectory());
    }
}
