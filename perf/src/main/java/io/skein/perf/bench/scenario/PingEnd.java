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
 * Sends, and measures until the answer is there. Without a rate, one message is under way at a time (closed loop).
 * With one, messages leave at scheduled times whether answers came or not, and the latency of each counts from when it
 * should have left (open loop).
 */
final class PingEnd extends AbstractEnd implements MessageSink
{
    private static final int POLL_LIMIT = 10;
    private static final long LONGEST_NS = TimeUnit.HOURS.toNanos(1);

    private final Sender sender;
    private final Receiver receiver;
    private final Histogram histogram = new Histogram(LONGEST_NS, 3);
    private boolean isOpenLoop;
    private long scheduleStartNs;
    private long intervalNs;
    private long first;
    private long disordered;

    PingEnd(final EndSpec spec, final Transport transport, final Content there, final Content back)
    {
        super(transport);
        receiver = transport.newReceiver(spec.back(), back, this, POLL_LIMIT);
        sender = transport.newSender(spec.there(), there);
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
        first = done;
        intervalNs = round.intervalNs();
        isOpenLoop = intervalNs > 0;
        final long end = done + round.messages();
        if (isOpenLoop)
        {
            scheduleStartNs = System.nanoTime();
            playSchedule(end);
        }
        else
        {
            while (done < end)
            {
                playBatch(Math.min(end, done + BATCH));
            }
        }
    }

    private void playBatch(final long end)
    {
        while (done < end)
        {
            roundTrip(done);
        }
    }

    private void roundTrip(final long value)
    {
        final long startNs = System.nanoTime();
        while (!sender.trySend(value))
        {
            pause(0);
        }
        do
        {
            pause(receiver.poll());
        }
        while (done == value);
        histogram.recordValue(System.nanoTime() - startNs);
    }

    private void playSchedule(final long end)
    {
        long next = first;
        while (done < end)
        {
            next = playScheduleBatch(next, end);
        }
    }

    private long playScheduleBatch(final long from, final long end)
    {
        long next = from;
        for (int i = 0; i < BATCH && done < end; i++)
        {
            long leftNs = leftNs(next, end);
            while (leftNs <= 0 && sender.trySend(next))
            {
                leftNs = leftNs(++next, end);
            }
            pause(receiver.poll(leftNs));
        }
        return next;
    }

    private long leftNs(final long next, final long end)
    {
        return next < end ? dueNs(next) - System.nanoTime() : LONGEST_NS;
    }

    private long dueNs(final long value)
    {
        return scheduleStartNs + (value - first) * intervalNs;
    }

    @Override
    public void onMessage(final long value)
    {
        if (value != done)
        {
            ++disordered;
        }
        ++done;
        if (isOpenLoop)
        {
            histogram.recordValue(System.nanoTime() - dueNs(value));
        }
    }

    @Override
    long corrupted()
    {
        return disordered + receiver.corrupted();
    }

    @Override
    public Histogram latencies()
    {
        return histogram;
    }
}
