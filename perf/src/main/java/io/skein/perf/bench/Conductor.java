package io.skein.perf.bench;

import io.skein.SkeinException;
import io.skein.perf.bench.end.EndSpec;
import io.skein.perf.bench.end.Round;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * Plays the rounds: for each size, or for all of them where they are compared with each other, every system warms up,
 * and then they take turns, so that what the machine does meanwhile happens to all of them.
 */
final class Conductor
{
    private static final int MOST_WARM_UP_ROUNDS = 12;
    private static final int QUIET_ROUNDS = 2;

    private final BenchOptions options;
    private final LongConsumer progress;
    private final Pace pace;
    private final List<Skipped> skipped = new ArrayList<>();
    private long steps;

    /**
     * @param options  what to play.
     * @param progress is told how many rounds are done, warm-up included.
     */
    Conductor(final BenchOptions options, final LongConsumer progress)
    {
        this(options, progress, null);
    }

    /**
     * @param options  what to play.
     * @param progress is told how many rounds are done, warm-up included.
     * @param pace     how long warm-up and rounds shall take: systems of any speed then have as long, and one that
     *                 fails is left out; null for as many messages as the options say.
     */
    Conductor(final BenchOptions options, final LongConsumer progress, final Pace pace)
    {
        this.options = options;
        this.progress = progress;
        this.pace = pace;
    }

    /**
     * @return what was measured.
     * @throws SkeinException when nothing can be.
     */
    List<BenchResult> run()
    {
        final List<BenchResult> results = new ArrayList<>();
        try (Arrangement arrangement = Arrangement.launch(options))
        {
            if (!options.isWork())
            {
                options.sizes().forEach(arrangement.routing()::requireFits);
            }
            for (final List<EndSpec> group : groups(arrangement))
            {
                results.addAll(run(arrangement, group));
            }
        }
        if (results.isEmpty() && null == pace)
        {
            throw new SkeinException("nothing is left to measure; " + skipped.get(0));
        }
        return results;
    }

    /**
     * @return what could not be measured.
     */
    List<Skipped> skipped()
    {
        return skipped;
    }

    private List<List<EndSpec>> groups(final Arrangement arrangement)
    {
        final List<List<EndSpec>> groups = new ArrayList<>();
        for (final int size : options.sizes())
        {
            if (groups.isEmpty() || !options.isAcrossSizes())
            {
                groups.add(new ArrayList<>());
            }
            for (final String system : options.systemsInTurn())
            {
                final String obstacle = arrangement.routing().obstacle(system, size);
                if (null == obstacle)
                {
                    groups.get(groups.size() - 1).add(arrangement.newSpec(system, size));
                }
                else
                {
                    skipped.add(new Skipped(system, size, obstacle, false));
                    steps += options.stepsOfPair();
                }
            }
        }
        return groups;
    }

    private List<BenchResult> run(final Arrangement arrangement, final List<EndSpec> specs)
    {
        final Map<Pair, BenchResult> results = new LinkedHashMap<>();
        try
        {
            for (final EndSpec spec : specs)
            {
                open(spec, arrangement, results);
            }
            eachPair(results, (pair) -> results.put(pair, warmedUp(pair)));
            if (0 != options.warmup() && results.size() > 1)
            {
                eachPair(results, (pair) -> playHalf(pair, results.get(pair)));
            }
            for (int round = 0; round < options.rounds(); round++)
            {
                eachPair(results, (pair) -> playRound(pair, results.get(pair)));
            }
            return List.copyOf(results.values());
        }
        finally
        {
            results.keySet().forEach(Conductor::close);
        }
    }

    private void open(final EndSpec spec, final Arrangement arrangement, final Map<Pair, BenchResult> results)
    {
        try
        {
            final Pair pair = new Pair(spec, arrangement.hook(), options.processes());
            results.put(pair, new BenchResult(spec, 0, List.of(), true));
            pair.awaitConnected();
        }
        catch (final SkeinException ex)
        {
            leaveOut(spec, results, ex);
        }
    }

    private void eachPair(final Map<Pair, BenchResult> results, final Consumer<Pair> play)
    {
        for (final Pair pair : List.copyOf(results.keySet()))
        {
            try
            {
                play.accept(pair);
            }
            catch (final SkeinException ex)
            {
                leaveOut(pair.spec(), results, ex);
            }
        }
    }

    private BenchResult warmedUp(final Pair pair)
    {
        if (null == pace)
        {
            warmUp(pair);
            return new BenchResult(pair.spec(), options.messagesPerRound(pair.spec()), new ArrayList<>(), true);
        }
        final Calibration calibration = new Calibration(options, pace);
        final int messages = calibration.messages(pair);
        progress.accept(steps += BenchOptions.WARM_UP_ROUNDS);
        return new BenchResult(pair.spec(), messages, new ArrayList<>(), calibration.isSteady());
    }

    /**
     * Half a round of each, in the order of the rounds. What all use was compiled last while one of them had it to
     * itself, and is thrown away once when the next comes: its callers then run uncompiled for a tenth of a second,
     * which is a hundredth of a round's messages.
     */
    private void playHalf(final Pair pair, final BenchResult result)
    {
        pair.play(new Round((result.messages() + 1) / 2, options.intervalNs()));
    }

    private void playRound(final Pair pair, final BenchResult result)
    {
        result.rounds().add(pair.play(new Round(result.messages(), options.intervalNs())));
        progress.accept(++steps);
    }

    private void leaveOut(final EndSpec spec, final Map<Pair, BenchResult> results, final SkeinException reason)
    {
        if (null == pace)
        {
            throw reason;
        }
        results.keySet().stream().filter((pair) -> pair.spec() == spec).findFirst().ifPresent((pair) ->
        {
            results.remove(pair);
            close(pair);
        });
        skipped.add(new Skipped(spec.system(), spec.payloadLength(), reason.getMessage(), true));
        progress.accept(steps += options.stepsOfPair());
    }

    /**
     * What a library says when it is closed changes no figure, and must not keep the others from being closed.
     */
    private static void close(final Pair pair)
    {
        try
        {
            pair.close();
        }
        catch (final RuntimeException ex)
        {
            System.err.println("closing " + pair.spec().system() + ": " + ex);
        }
    }

    /**
     * At first for as many messages as were asked for. If none were, then for as long as the end's threads allocate:
     * when the first method of a class is compiled, its caller makes all strings that the class mentions.
     */
    private void warmUp(final Pair pair)
    {
        final int messages = options.warmupMessages(pair.spec());
        final int part = (messages + BenchOptions.WARM_UP_ROUNDS - 1) / BenchOptions.WARM_UP_ROUNDS;
        int quiet = 0;
        for (int i = 0; i < BenchOptions.WARM_UP_ROUNDS; i++)
        {
            quiet = part > 0 && isQuiet(pair, part) ? quiet + 1 : 0;
            progress.accept(++steps);
        }
        if (options.isWarmedUntilQuiet())
        {
            for (int i = BenchOptions.WARM_UP_ROUNDS; i < MOST_WARM_UP_ROUNDS && quiet < QUIET_ROUNDS; i++)
            {
                quiet = isQuiet(pair, part) ? quiet + 1 : 0;
            }
        }
    }

    private boolean isQuiet(final Pair pair, final int messages)
    {
        return 0 == pair.play(new Round(messages, options.intervalNs())).allocatedBytes();
    }
}
