package io.skein.perf.bench.scenario;

import io.skein.perf.bench.end.EndSpec;
import io.skein.perf.bench.end.Round;
import io.skein.perf.bench.system.Content;
import io.skein.perf.bench.system.MessageSink;
import io.skein.perf.bench.system.Receiver;
import io.skein.perf.bench.system.Sender;
import io.skein.perf.bench.system.Transport;
import org.HdrHistogram.Histogram;

import java.util.concurrent.TimeUnit;

/**
 * Sends and receives in turn, and measures one of them: the sending that was accepted, or the poll that brought the
 * message. What lies between is not in any figure.
 */
final class TimedEnd extends AbstractEnd implements MessageSink
{
    private static final int POLL_LIMIT = 1024;
    private static final long LONGEST_NS = TimeUnit.HOURS.toNanos(1);

    private final Sender sender;
    private final Receiver receiver;
    private final boolean isReceiving;
    private final Histogram histogram = new Histogram(LONGEST_NS, 3);

    /**
     * @param isReceiving whether the poll is measured, or the sending.
     */
    TimedEnd(final EndSpec spec, final Transport transport, final Content content, final boolean isReceiving)
    {
        super(transport);
        this.isReceiving = isReceiving;
        receiver = transport.newReceiver(spec.there(), content, this, POLL_LIMIT);
        sender = transport.newSender(spec.there(), content);
    }

    @Override
    boolean isConnected()
    {
        return receiver.isConnected() & sender.isConnected();
    }

    @Override
    void play(final Round round)
    {
        histogram.reset();
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
            final long sendNs = send(done);
            final long receiveNs = receive(done);
            histogram.recordValue(isReceiving ? receiveNs : sendNs);
        }
    }

    private long send(final long value)
    {
        while (true)
        {
            final long startNs = System.nanoTime();
            final boolean isSent = sender.trySend(value);
            final long elapsedNs = System.nanoTime() - startNs;
            if (isSent)
            {
                return elapsedNs;
            }
            pause(0);
        }
    }

    private long receive(final long value)
    {
        while (true)
        {
            final long startNs = System.nanoTime();
            final int count = receiver.poll();
            final long elapsedNs = System.nanoTime() - startNs;
            if (done > value)
            {
                return elapsedNs;
            }
            pause(count);
        }
    }

    @Override
    public void onMessage(final long value)
    {
        ++done;
    }

    @Override
    long corrupted()
    {
        return receiver.corrupted();
    }

    @Override
    public Histogram latencies()
    {
        return histogram;
    }
}
