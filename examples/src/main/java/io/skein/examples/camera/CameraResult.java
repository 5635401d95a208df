package io.skein.examples.camera;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/**
 * What came of a run.
 *
 * @param plan         of the run.
 * @param hasProcesses whether each stage was a process.
 * @param isStopped    whether a signal ended it early.
 * @param reports      of all stages, from source to sink; null for one that did not report after a signal.
 */
record CameraResult(CameraPlan plan, boolean hasProcesses, boolean isStopped, List<StageReport> reports)
{
    private static final double NS_PER_SECOND = 1e9;

    /**
     * @param plan         see above.
     * @param hasProcesses see above.
     * @param isStopped    see above.
     * @param reports      see above.
     */
    CameraResult
    {
        reports = Collections.unmodifiableList(reports);
    }

    /**
     * @return whether all stages reported.
     */
    boolean isComplete()
    {
        return reports.stream().allMatch(Objects::nonNull);
    }

    StageReport source()
    {
        return reports.get(0);
    }

    StageReport sink()
    {
        return reports.get(plan.lastStage());
    }

    /**
     * @return measured frames that reached the sink.
     */
    long frames()
    {
        return sink().frames();
    }

    /**
     * @return frames that were sent and are missing, but for those that a filter dropped or that were lapped; what a
     *     signal cut off on its way is no loss.
     */
    long lost()
    {
        final long accounted = frames() + lapped() + dropped() - source().dropped();
        return isStopped ? 0 : Math.max(0, source().frames() - accounted);
    }

    long corrupted()
    {
        return sum(StageReport::corrupted);
    }

    long dropped()
    {
        return sum(StageReport::dropped);
    }

    long lapped()
    {
        return sum(StageReport::lapped);
    }

    /**
     * @param stage from 0.
     * @return payload bytes that it copied for a frame, to receive it or to send it.
     */
    double copiedBytesPerFrame(final int stage)
    {
        final StageReport report = reports.get(stage);
        return (double)report.copiedBytes() / Math.max(1, report.warmup() + report.rehearsals() + report.frames());
    }

    /**
     * @param stage from 0.
     * @return payload bytes that it made for a frame.
     */
    double writtenBytesPerFrame(final int stage)
    {
        final StageReport report = reports.get(stage);
        return (double)report.writtenBytes() / Math.max(1, report.frames());
    }

    /**
     * @return payload bytes that all stages copied for a frame.
     */
    double copiedBytesPerFrame()
    {
        double sum = 0;
        for (int stage = 0; stage < reports.size(); stage++)
        {
            sum += copiedBytesPerFrame(stage);
        }
        return sum;
    }

    /**
     * @return frames per second that reached the sink, from the first to the last; 0 for fewer than two.
     */
    double fps()
    {
        long firstNs = StageRecorder.NEVER;
        long lastNs = StageRecorder.NEVER;
        long count = 0;
        for (final long timeNs : sink().inNs())
        {
            if (StageRecorder.NEVER != timeNs)
            {
                firstNs = 0 == count ? timeNs : firstNs;
                lastNs = timeNs;
                ++count;
            }
        }
        return count < 2 ? 0 : (count - 1) * NS_PER_SECOND / (lastNs - firstNs);
    }

    /**
     * @return what the traces say, hop by hop: the sink knows most of it, and each stage how long its handler took.
     */
    List<TraceLine> traceLines()
    {
        final List<TraceLine> lines = new ArrayList<>();
        for (int hop = 0; hop < plan.lastStage(); hop++)
        {
            final int number = hop;
            Stream.of(sink(), reports.get(hop + 1)).distinct().flatMap((report) -> report.traces().stream())
                .filter((line) -> number == line.hop()).forEach(lines::add);
        }
        return lines;
    }

    private long sum(final ToLongFunction<StageReport> value)
    {
        return reports.stream().mapToLong(value).sum();
    }
}
