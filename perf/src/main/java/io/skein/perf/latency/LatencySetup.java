package io.skein.perf.latency;

import io.skein.topic.Topic;

import java.nio.file.Path;

/**
 * What was asked for. Immutable.
 *
 * @param topic           to listen to, and to send to unless attached.
 * @param isAttached      whether others send, and their publish time counts.
 * @param ratePerSecond   of the messages that are sent; attached, that their publisher is known to have, or 0.
 * @param sizeBytes       of the messages that are sent.
 * @param seconds         that are measured; 0 until it is stopped.
 * @param warmupSeconds   before.
 * @param intervalSeconds between two looks.
 * @param aeronDirectory  of a driver that runs already, or null.
 * @param hlog            file for the histogram of each interval, or null.
 * @param hgrm            file for the percentiles of all, or null.
 * @param json            file for the figures, or null.
 */
record LatencySetup(
    Topic topic,
    boolean isAttached,
    double ratePerSecond,
    int sizeBytes,
    double seconds,
    double warmupSeconds,
    double intervalSeconds,
    Path aeronDirectory,
    Path hlog,
    Path hgrm,
    Path json)
{
    private static final double REACHED = 0.99;

    /**
     * @param perSecond that were received.
     * @return whether that is less than what should have been sent.
     */
    boolean isMissed(final double perSecond)
    {
        return !isAttached && perSecond < REACHED * ratePerSecond;
    }
}
