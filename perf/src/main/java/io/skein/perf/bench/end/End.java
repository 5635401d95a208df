package io.skein.perf.bench.end;

import org.HdrHistogram.Histogram;

/**
 * One end of a conversation: a thread's worth of sending and receiving.
 */
public interface End extends AutoCloseable
{
    /**
     * Blocks until messages can flow.
     */
    void awaitConnected();

    /**
     * Play a round, on the calling thread. The other end plays the same round at the same time.
     *
     * @param round to play.
     * @return what was seen.
     * @throws IllegalStateException after {@link #stop()}.
     */
    EndReport run(Round round);

    /**
     * @return latencies of the last round in nanoseconds, valid until the next one; null when this end has none.
     */
    Histogram latencies();

    /**
     * @return messages so far: it stands still when nothing moves. From any thread.
     */
    long progress();

    /**
     * Give up the round that is played. From any thread.
     */
    void stop();

    @Override
    void close();
}
