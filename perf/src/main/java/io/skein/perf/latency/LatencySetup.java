package io.skein.perf.latency;

import io.skein.perf.attach.Pace;
import io.skein.topic.Topic;

import java.nio.file.Path;

/**
 * What was asked for. Immutable.
 *
 * @param topic           to listen to, and to send to unless attached.
 * @param isAttached      whether others send, and their publish time counts.
 * @param ratePerSecond   of the messages that are sent; attached, that each publisher is known to have, or 0.
 * @param sizeBytes       of the messages that are sent.
 * @param pace            of the run.
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
    Pace pace,
    Path aeronDirectory,
    Path hlog,
    Path hgrm,
    Path json)
{
    private static final double NS_PER_SECOND = 1e9;
    private static final double REACHED = 0.99;

    /**
     * @return time from one message to the next; 0 when the rate is not known.
     */
    double intervalNs()
    {
        return 0 == ratePerSecond ? 0 : NS_PER_SECOND / ratePerSecond;
    }

    /**
     * @param messages that were received in time.
     * @param seconds  that were measured.
     * @return whether that is less than what should have been sent. One message may be on either side of the limits.
     */
    boolean isMissed(final long messages, final double seconds)
    {
        return !isAttached && messages + 1 < REACHED * ratePerSecond * seconds;
    }
}
