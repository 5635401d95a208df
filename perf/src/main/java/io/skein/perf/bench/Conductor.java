package io.skein.perf.bench;

import io.skein.perf.bench.end.Round;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * Plays the rounds: for each size, every system warms up, and then they take turns, so that what the machine does
 * meanwhile happens to all of them.
 */
final class Conductor
{
    private final BenchOptions options;
    private final LongConsumer progress;
    private long steps;

    /**
     * @param options  what to play.
     * @param progress is told how many rounds are done, warm-up included.
     */
    Conductor(final BenchOptions options, final LongConsumer progress)
    {
        this.options = options;
        this.progress = progress;
    }

    List<BenchResult> run()
    {
        final List<BenchResult> results = new ArrayList<>();
        try (Arrangement arrangement = Arrangement.launch(options))
        {
            options.sizes().forEach(arrangement::requireFits);
            for (final int size : options.sizes())
            {
                results.addAll(run(arrangement, size));
            }
        }
        return results;
    }

    private List<BenchResult> run(final Arrangement arrangement, final int size)
    {
        final int messages = options.messagesPerRound(size);
        final List<Pair> pairs = new ArrayList<>();
        final List<BenchResult> results = new ArrayList<>();
        try
        {
            for (final String system : options.systems())
            {
                final Pair pair = new Pair(arrangement.newSpec(system, size), arrangement.hook(), options.processes());
                pairs.add(pair);
                pair.awaitConnected();
                results.add(new BenchResult(pair.spec(), messages, new ArrayList<>()));
            }
            warmUp(pairs, options.warmupMessages(size));
            for (int round = 0; round < options.rounds(); round++)
            {
                for (int i = 0; i < pairs.size(); i++)
                {
                    results.get(i).rounds().add(pairs.get(i).play(new Round(messages, options.intervalNs())));
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

    private void warmUp(final List<Pair> pairs, final int messages)
    {
        final int part = (messages + BenchOptions.WARM_UP_ROUNDS - 1) / BenchOptions.WARM_UP_ROUNDS;
        for (int i = 0; i < BenchOptions.WARM_UP_ROUNDS && part > 0; i++)
        {
            for (final Pair pair : pairs)
            {
                pair.play(new Round(part, options.intervalNs()));
                progress.accept(++steps);
            }
        }
    }
}
