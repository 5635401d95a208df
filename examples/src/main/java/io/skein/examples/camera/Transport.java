package io.skein.examples.camera;

import org.HdrHistogram.Histogram;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * How long frames were on their way, from what every stage noted by itself.
 * <p>
 * A hop begins just before a stage sends a frame and ends when the handler of the next one is entered; waiting for room
 * or for a busy stage is part of it, the work of a stage is not. All times are of one clock, {@link System#nanoTime},
 * which on Linux is the same in all processes of a host.
 *
 * @param hops       a histogram in nanoseconds for each hop, in their order.
 * @param total      of the sums over all hops of a frame, in nanoseconds.
 * @param through    from when the source sent a frame until the sink had it, work of the stages between included.
 * @param work       for each stage, from when it had a frame until it was about to send it, or had checked it.
 * @param overlapped frames that the source sent before the sink was done with the one before.
 * @param backwards  hops that ended before they began: the clocks of two stages differ.
 */
record Transport(
    List<Histogram> hops,
    Histogram total,
    Histogram through,
    List<Histogram> work,
    long overlapped,
    long backwards)
{
    private static final long HIGHEST_NS = TimeUnit.HOURS.toNanos(1);
    private static final int DIGITS = 3;

    /**
     * @param reports of all stages, from source to sink.
     * @return what they say together; frames that did not reach the sink are not in it.
     */
    static Transport of(final List<StageReport> reports)
    {
        final Join join = new Join(reports);
        for (int frame = 0; frame < reports.get(0).outNs().length; frame++)
        {
            join.add(frame);
        }
        return join.result();
    }

    /**
     * Collects frame after frame.
     */
    private static final class Join
    {
        private final List<StageReport> reports;
        private final StageReport source;
        private final StageReport sink;
        private final List<Histogram> hops = new ArrayList<>();
        private final List<Histogram> work = new ArrayList<>();
        private final Histogram total = newHistogram();
        private final Histogram through = newHistogram();
        private long overlapped;
        private long backwards;
        private long lastDoneNs = StageRecorder.NEVER;

        private Join(final List<StageReport> reports)
        {
            this.reports = reports;
            source = reports.get(0);
            sink = reports.get(reports.size() - 1);
            for (int stage = 0; stage < reports.size(); stage++)
            {
                work.add(newHistogram());
                if (stage > 0)
                {
                    hops.add(newHistogram());
                }
            }
        }

        private void add(final int frame)
        {
            if (StageRecorder.NEVER == sink.outNs(frame) || StageRecorder.NEVER == source.outNs(frame))
            {
                return;
            }
            long sumNs = 0;
            for (int stage = 0; stage < reports.size(); stage++)
            {
                final StageReport report = reports.get(stage);
                record(work.get(stage), report.outNs(frame) - report.inNs(frame));
                if (stage > 0)
                {
                    final long hopNs = report.inNs(frame) - reports.get(stage - 1).outNs(frame);
                    record(hops.get(stage - 1), hopNs);
                    backwards += hopNs < 0 ? 1 : 0;
                    sumNs += hopNs;
                }
            }
            record(total, sumNs);
            record(through, sink.inNs(frame) - source.outNs(frame));
            overlapped += StageRecorder.NEVER != lastDoneNs && source.outNs(frame) - lastDoneNs < 0 ? 1 : 0;
            lastDoneNs = sink.outNs(frame);
        }

        private static void record(final Histogram histogram, final long timeNs)
        {
            histogram.recordValue(Math.max(0, Math.min(HIGHEST_NS, timeNs)));
        }

        private Transport result()
        {
            return new Transport(hops, total, through, work, overlapped, backwards);
        }

        private static Histogram newHistogram()
        {
            return new Histogram(HIGHEST_NS, DIGITS);
        }
    }
}
