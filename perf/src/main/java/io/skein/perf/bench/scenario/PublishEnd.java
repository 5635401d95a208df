package io.skein.perf.bench.scenario;

import io.skein.perf.bench.end.EndSpec;
import io.skein.perf.bench.end.Round;
import io.skein.perf.bench.system.Content;
import io.skein.perf.bench.system.Sender;
import io.skein.perf.bench.system.Transport;

/**
 * Sends as fast as it is let, or at a rate.
 */
final class PublishEnd extends AbstractEnd
{
    private final Sender sender;

    PublishEnd(final EndSpec spec, final Transport transport, final Content there)
    {
        super(transport);
        sender = transport.newSender(spec.there(), there);
    }

    @Override
    boolean isConnected()
    {
        return sender.isConnected();
    }

    @Override
    void play(final Round round)
    {
        final long startNs = System.nanoTime();
        final long first = done;
        final long end = first + round.messages();
        while (done < end)
        {
            if (round.intervalNs() > 0)
            {
                awaitDue(startNs + (done - first) * round.intervalNs());
                send(done);
            }
            else
            {
                playBatch(Math.min(end, done + BATCH));
            }
        }
    }

    private void playBatch(final long end)
    {
        while (done < end)
        {
            send(done);
        }
    }

    private void send(final long value)
    {
        if (!sender.trySend(value))
        {
            resetIdle();
            do
            {
                pause(0);
            }
            while (!sender.trySend(value));
        }
        ++done;
    }

    private void awaitDue(final long dueNs)
    {
        resetIdle();
        while (System.nanoTime() - dueNs < 0)
        {
            pause(0);
        }
    }

    @Override
    long corrupted()
    {
        return 0;
    }
}
