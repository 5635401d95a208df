package io.skein.perf.bench;

import io.skein.SkeinException;
import io.skein.perf.bench.end.EndSpec;
import io.skein.perf.bench.end.Round;

import java.util.ArrayList;
import java.util.List;
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
     *                 fails before it is measured is left out; null for as many messages as the options say.
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
            for (final String system : options.systems())
            {
                final String obstacle = arrangement.routing().obstacle(system, size);
                if (null == obstacle)
                {
                    groups.get(groups.size() - 1).add(arrangement.newSpec(system, size));
                }
                else
                {
                    skipped.add(new Skipped(system, size, obstacle));
                    steps += options.stepsOfPair();
                }
            }
        }
        return groups;
    }

    private List<BenchResult> run(final Arrangement arrangement, final List<EndSpec> specs)
    {
        final List<Pair> pairs = new ArrayList<>();
        final List<BenchResult> results = new ArrayList<>();
        try
        {
            for (final EndSpec spec : specs)
            {
                open(spec, arrangement, pairs);
            }
            for (final Pair pair : List.copyOf(pairs))
            {
                warmUp(pair, pairs, results);
            }
            if (0 != options.warmup() && pairs.size() > 1)
            {
                warmUpInTurn(pairs, results);
            }
            for (int round = 0; round < options.rounds(); round++)
            {
                for (int i = 0; i < pairs.size(); i++)
                {
                    final BenchResult result = results.get(i);
                    result.rounds().add(pairs.get(i).play(new Round(result.messages(), options.intervalNs())));
                    progress.accept(++steps);
                }
            }
        }
        finally
        {
            pairs.forEach(Pair::close);
        }
        return results;
    }

    private void open(final EndSpec spec, final Arrangement arrangement, final List<Pair> pairs)
    {
        try
        {
            final Pair pair = new Pair(spec, arrangement.hook(), options.processes());
            pairs.add(pair);
            pair.awaitConnected();
        }
        catch (final SkeinException ex)
        {
            leaveOut(spec, pairs, ex);
        }
    }

    private void warmUp(final Pair pair, final List<Pair> pairs, final List<BenchResult> results)
    {
        try
        {
            final int messages;
            if (null == pace)
            {
                warmUp(pair);
                messages = options.messagesPerRound(pair.spec());
            }
            else
            {
                messages = new Calibration(options, pace).messages(pair);
                progress.accept(steps += BenchOptions.WARM_UP_ROUNDS);
            }
            results.add(new BenchResult(pair.spec(), messages, new ArrayList<>()));
        }
        catch (final SkeinException ex)
        {
            leaveOut(pair.spec(), pairs, ex);
        }
    }

    /**
     * Half a round of each, in the order of the rounds. What all use was compiled last while one of them had it to
     * itself, and is thrown away once when the next comes: its callers then run uncompiled for a tenth of a second,
     * which is a hundredth of a round's messages.
     */
    private void warmUpInTurn(final List<Pair> pairs, final List<BenchResult> results)
    {
        for (int i = 0; i < pairs.size(); i++)
        {
            pairs.get(i).play(new Round((results.get(i).messages() + 1) / 2, options.intervalNs()));
        }
    }

    private void leaveOut(final EndSpec spec, final List<Pair> pairs, final SkeinException reason)
    {
        if (null == pace)
        {
            throw reason;
        }
        pairs.stream().filter((pair) -> pair.spec() == spec).findFirst().ifPresent((pair) ->
        {
            pairs.remove(pair);
            pair.close();
        });
        skipped.add(new Skipped(spec.system(), spec.payloadLength(), reason.getMessage()));
        progress.accept(steps += options.stepsOfPair());
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
