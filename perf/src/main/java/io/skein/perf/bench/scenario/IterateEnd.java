package io.skein.perf.bench.scenario;

import io.skein.perf.bench.end.EndSpec;
import io.skein.perf.bench.end.Round;
import io.skein.perf.bench.system.Sender;
import io.skein.perf.bench.system.StreamContent;
import io.skein.perf.bench.system.Transport;
import org.HdrHistogram.Histogram;

/**
 * Sends an iteration of chunks, waits until the far end has read all of it, and measures that.
 */
final class IterateEnd extends AbstractEnd
{
    private static final int DIGITS = 3;

    private final Sender sender;
    private final Acknowledgement acknowledgement;
    private final Histogram latencies = new Histogram(DIGITS);
    private final int perIteration;

    IterateEnd(final EndSpec spec, final Transport transport, final StreamContent there)
    {
        super(transport);
        acknowledgement = new Acknowledgement(spec);
        perIteration = StreamContent.chunks(spec.payloadLength());
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
        latencies.reset();
        final long end = done + round.messages();
        while (done < end)
        {
            iterate(Math.min(end, done + perIteration));
        }
    }

    private void iterate(final long end)
    {
        final long startNs = System.nanoTime();
        while (done < end)
        {
            if (!sender.trySend(done))
            {
                resetIdle();
                do
                {
                    pause(0);
                }
                while (!sender.trySend(done));
            }
            ++done;
        }
        resetIdle();
        while (acknowledgement.read() < end)
        {
            pause(0);
        }
        latencies.recordValue(System.nanoTime() - startNs);
    }

    @Override
    public Histogram latencies()
    {
        return latencies;
    }

    @Override
    long corrupted()
    {
        return 0;
    }
}
