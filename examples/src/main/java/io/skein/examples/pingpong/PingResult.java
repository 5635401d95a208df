package io.skein.examples.pingpong;

import io.skein.message.PublisherStats;
import org.HdrHistogram.Histogram;

/**
 * What came of a run.
 *
 * @param histogram      round trips in nanoseconds; with a schedule from when a message should have left.
 * @param warmup         round trips before the measured ones, which were verified like these.
 * @param corrupted      replies with a byte, a shape or a type that differs, warm-up included.
 * @param lost           replies that are missing by their sequence numbers.
 * @param elapsedNs      of the measured part.
 * @param sendElapsedNs  from the time of the first message in the schedule to the departure of the last.
 * @param cpuNs          that this process used in the measured part; negative if unknown.
 * @param allocatedBytes by ping's thread in the measured part; negative if unknown.
 * @param isStopped      whether a signal ended it early.
 * @param sent           what ping's publisher did.
 */
record PingResult(
    Histogram histogram,
    long warmup,
    long corrupted,
    long lost,
    long elapsedNs,
    long sendElapsedNs,
    long cpuNs,
    long allocatedBytes,
    boolean isStopped,
    PublisherStats sent)
{
    private static final double NS_PER_SECOND = 1e9;
    private static final double RATE_TOLERANCE = 0.99;

    long messages()
    {
        return histogram.getTotalCount();
    }

    double messagesPerSecond()
    {
        return 0 == elapsedNs ? 0 : messages() * NS_PER_SECOND / elapsedNs;
    }

    /**
     * @return messages sent per second; the first one starts the clock and is not counted.
     */
    double sendsPerSecond()
    {
        return 0 == sendElapsedNs ? 0 : Math.max(1, messages() - 1) * NS_PER_SECOND / sendElapsedNs;
    }

    /**
     * @param ratePerSecond of the schedule; 0 for none.
     * @return whether the messages left slower than the schedule said.
     */
    boolean isRateMissed(final double ratePerSecond)
    {
        return ratePerSecond > 0 && messages() > 1 && sendsPerSecond() < ratePerSecond * RATE_TOLERANCE;
    }
}
