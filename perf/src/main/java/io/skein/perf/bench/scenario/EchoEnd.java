package io.skein.perf.bench.scenario;

import io.skein.perf.bench.end.EndSpec;
import io.skein.perf.bench.end.Round;
import io.skein.perf.bench.system.Content;
import io.skein.perf.bench.system.MessageSink;
import io.skein.perf.bench.system.Receiver;
import io.skein.perf.bench.system.Sender;
import io.skein.perf.bench.system.Transport;

/**
 * Answers every message from within the poll that brought it.
 */
final class EchoEnd extends AbstractEnd implements MessageSink
{
    private static final int POLL_LIMIT = 10;

    private final Sender sender;
    private final Receiver receiver;

    EchoEnd(final EndSpec spec, final Transport transport, final Content there, final Content back)
    {
        super(transport);
        receiver = transport.newReceiver(spec.there(), there, this, POLL_LIMIT);
        sender = transport.newSender(spec.back(), back);
    }

    @Override
    boolean isConnected()
    {
        return receiver.isConnected() & sender.isConnected();
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
        }
    }

    @Override
    public void onMessage(final long value)
    {
        while (!sender.trySend(value))
        {
            pause(0);
        }
        ++done;
    }

    @Override
    long corrupted()
    {
        return receiver.corrupted();
    }
}
