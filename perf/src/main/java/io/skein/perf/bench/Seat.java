package io.skein.perf.bench;

import io.skein.perf.bench.end.Round;
import org.HdrHistogram.Histogram;

/**
 * Where an end sits: in a thread of this process or in a process of its own.
 */
interface Seat extends AutoCloseable
{
    /**
     * Blocks until the end sees its counterpart.
     */
    void awaitConnected();

    /**
     * Start a round without waiting for it.
     *
     * @param round to play.
     */
    void begin(Round round);

    /**
     * @param timeoutMs longest wait.
     * @return the report of the round that was begun; null when the time is up first.
     */
    SeatReport poll(long timeoutMs);

    /**
     * @return latencies of the last round, or null.
     */
    Histogram latencies();

    /**
     * @return messages so far, or 0 when it is not known.
     */
    long progress();

    /**
     * Give up the round.
     */
    void stop();

    @Override
    void close();
}
