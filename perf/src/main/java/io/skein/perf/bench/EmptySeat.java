package io.skein.perf.bench;

import io.skein.perf.bench.end.EndReport;
import io.skein.perf.bench.end.Round;
import org.HdrHistogram.Histogram;

/**
 * The far seat of a system whose near end is alone.
 */
final class EmptySeat implements Seat
{
    private long beginNs;

    @Override
    public void awaitConnected()
    {
        // Nobody to wait for.
    }

    @Override
    public void begin(final Round round)
    {
        beginNs = System.nanoTime();
    }

    @Override
    public SeatReport poll(final long timeoutMs)
    {
        return new SeatReport(new EndReport(beginNs, beginNs, 0, 0, 0), 0, ProcessUsage.NONE, null);
    }

    @Override
    public Histogram latencies()
    {
        return null;
    }

    @Override
    public long progress()
    {
        return 0;
    }

    @Override
    public void stop()
    {
        // Nothing runs.
    }

    @Override
    public void close()
    {
        // Nothing is open.
    }
}
