package io.skein.examples.camera;

import org.HdrHistogram.Histogram;

import java.util.Locale;

/**
 * A run as it is written with {@code --json}; the stages follow it. Null: no value.
 *
 * @param system                    always {@code skein}.
 * @param scenario                  always {@code camera}.
 * @param pipeline                  names of the stages.
 * @param stages                    how many there are.
 * @param processes                 whether each was a process.
 * @param driver                    always {@code cooperative}.
 * @param waiting                   how stages wait: spin, yield or park.
 * @param type                      of the frames that the source sends.
 * @param sizeBytes                 of such a frame.
 * @param framesAsked               frames of the schedule.
 * @param frames                    that reached the sink, where every byte was read.
 * @param warmup                    frames that the source sent before these.
 * @param rehearsals                frames without pixels that it sent ahead of these, one each.
 * @param rehearsalMicros           how long before.
 * @param interrupted               whether the run ended early.
 * @param fpsAsked                  frames per second of the schedule.
 * @param fps                       frames per second that reached the sink.
 * @param transportMicrosPerFrame   median of the sum over all hops.
 * @param transportP90MicrosPerFrame percentile of it.
 * @param transportP99MicrosPerFrame percentile of it.
 * @param transportMaxMicrosPerFrame longest.
 * @param throughMicrosPerFrame     median from source to sink, work of the stages between included.
 * @param bytesCopiedPerFrame       payload that all stages copied.
 * @param corrupted                 frames that differ from what was sent.
 * @param lost                      frames that were sent and are missing.
 * @param drops                     frames that stages gave up because there was no room.
 * @param lapped                    frames that were overwritten before they were read.
 * @param overlapped                frames that were sent before the sink was done with the one before.
 * @param pictures                  files that were written.
 */
record CameraSummaryJson(
    String system,
    String scenario,
    String pipeline,
    int stages,
    boolean processes,
    String driver,
    String waiting,
    String type,
    long sizeBytes,
    int framesAsked,
    long frames,
    long warmup,
    long rehearsals,
    int rehearsalMicros,
    boolean interrupted,
    double fpsAsked,
    double fps,
    Double transportMicrosPerFrame,
    Double transportP90MicrosPerFrame,
    Double transportP99MicrosPerFrame,
    Double transportMaxMicrosPerFrame,
    Double throughMicrosPerFrame,
    double bytesCopiedPerFrame,
    long corrupted,
    long lost,
    long drops,
    long lapped,
    long overlapped,
    int pictures)
{
    private static final int MEDIAN = 50;
    private static final int P90 = 90;
    private static final int P99 = 99;
    private static final int MAX = 100;
    private static final double NS_PER_MICRO = 1e3;

    static CameraSummaryJson of(final CameraResult result, final Transport transport)
    {
        final CameraPlan plan = result.plan();
        return new CameraSummaryJson("skein", "camera", plan.pipeline(), plan.stages(), result.hasProcesses(),
            "cooperative", plan.waiting(Runtime.getRuntime().availableProcessors()).name().toLowerCase(Locale.ROOT),
            plan.type(0).toString(), plan.type(0).sizeBytes(), plan.frames(), result.frames(),
            result.source().warmup(), result.source().rehearsals(), plan.rehearsalUs(), result.isStopped(),
            plan.fps(), result.fps(),
            micros(transport.total(), MEDIAN), micros(transport.total(), P90), micros(transport.total(), P99),
            micros(transport.total(), MAX), micros(transport.through(), MEDIAN), result.copiedBytesPerFrame(),
            result.corrupted(), result.lost(), result.dropped(), result.lapped(), transport.overlapped(),
            result.sink().pictures());
    }

    /**
     * @param histogram  of nanoseconds.
     * @param percentile 0 to 100.
     * @return its value in microseconds, or null.
     */
    static Double micros(final Histogram histogram, final double percentile)
    {
        return 0 == histogram.getTotalCount() ? null : histogram.getValueAtPercentile(percentile) / NS_PER_MICRO;
    }
}
