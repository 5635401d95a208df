package io.skein.perf.bench.scenario;

import io.skein.perf.bench.end.EndSpec;
import io.skein.perf.bench.end.Round;
import io.skein.perf.bench.system.Content;
import io.skein.perf.bench.system.MessageSink;
import io.skein.perf.bench.system.Receiver;
import io.skein.perf.bench.system.Transport;

/**
 * Receives, and verifies that every message comes once and in order.
 */
final class ConsumeEnd extends AbstractEnd implements MessageSink
{
    private static final int POLL_LIMIT = 256;

    private final Receiver receiver;
    private final Acknowledgement acknowledgement;
    private long disordered;

    /**
     * @param acknowledgement is told what was read, or null.
     */
    ConsumeEnd(
        final EndSpec spec, final Transport transport, final Content there, final Acknowledgement acknowledgement)
    {
        super(transport);
        this.acknowledgement = acknowledgement;
        receiver = transport.newReceiver(spec.there(), there, this, POLL_LIMIT);
    }

    @Override
    boolean isConnected()
    {
        return receiver.isConnected();
    }

    @Override
    void play(final Round round)
    {
        final long end = done + round.messages();
        while (done < end)
        {
            playBatch(Math.min(end, done + BATCH));
        }
    }

    private void playBatch(final long end)
    {
        while (done < end)
        {
            pause(receiver.poll());
            if (null != acknowledgement)
            {
                acknowledgement.read(done);
            }
        }
    }

    @Override
    public void onMessage(final long value)
    {
        if (value != done)
        {
            ++disordered;
        }
        ++done;
    }

    @Override
    long corrupted()
    {
        return disordered + receiver.corrupted();
    }
}
