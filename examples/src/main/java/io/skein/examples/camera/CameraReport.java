package io.skein.examples.camera;

import io.skein.SkeinException;
import io.skein.tensor.TensorType;
import io.skein.tool.JsonFile;
import io.skein.tool.Units;
import org.HdrHistogram.Histogram;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Shows and writes what came of a run.
 */
final class CameraReport
{
    private static final int MEDIAN = 50;
    private static final int P90 = 90;
    private static final int P99 = 99;
    private static final double NS_PER_MICRO = 1e3;

    private final CameraResult result;
    private final CameraPlan plan;
    private final Transport transport;

    CameraReport(final CameraResult result)
    {
        this.result = result;
        plan = result.plan();
        transport = Transport.of(result.reports());
    }

    /**
     * @param out receives the report.
     */
    void print(final PrintWriter out)
    {
        final TensorType type = plan.type(0);
        out.println("          " + type + " = " + Units.bytes(type.sizeBytes()) + ", " + Units.count(plan.frames()) +
            " frames at " + fps(plan.fps()) + " fps after " + Units.count(result.source().warmup()) + " to warm up" +
            (result.isStopped() ? ", stopped early" : ""));
        if (result.source().rehearsals() > 0)
        {
            out.println("          " + Units.count(result.source().rehearsals()) + " of them after a rehearsal, " +
                plan.rehearsalUs() + " us ahead");
        }
        out.println();
        out.print(transportTable());
        out.println();
        out.print(stageTable());
        out.println();
        if (plan.isTraced())
        {
            out.print(traceTable());
            out.println();
        }
        out.println("fps       " + fps(result.fps()) + " of " + fps(plan.fps()) + (0 == transport.overlapped() ? "" :
            "; " + Units.count(transport.overlapped()) +
                " frames left before the sink was done with the one before: their transport has waits in it"));
        out.println("verified  " + Units.count(result.frames()) + " frames, every byte: " +
            Units.count(result.corrupted()) + " corrupted, " + Units.count(result.lost()) + " lost, " +
            Units.count(result.dropped()) + " dropped, " + Units.count(result.lapped()) + " lapped");
        if (null != plan.out())
        {
            out.println("pictures  " + result.sink().pictures() + " in " + plan.out());
        }
        out.flush();
    }

    /**
     * @param file to write; null for none.
     * @throws IOException if it can not be written.
     */
    void write(final Path file) throws IOException
    {
        if (null != file)
        {
            final List<Object> objects = new ArrayList<>();
            objects.add(CameraSummaryJson.of(result, transport));
            for (int stage = 0; stage < plan.stages(); stage++)
            {
                objects.add(CameraStageJson.of(result, transport, stage));
            }
            objects.addAll(result.traceLines());
            JsonFile.write(file, objects);
        }
    }

    /**
     * @throws SkeinException when what arrived is not what was sent.
     */
    void check()
    {
        if (transport.backwards() > 0)
        {
            throw new SkeinException(Units.count(transport.backwards()) + " hops ended before they began: the clocks " +
                "of two processes differ, run without --processes");
        }
        if (result.corrupted() > 0 || result.lost() > 0)
        {
            throw new SkeinException(Units.count(result.corrupted()) + " frames differ from what was sent, " +
                Units.count(result.lost()) + " are missing");
        }
        if (0 == result.frames() && !result.isStopped())
        {
            throw new SkeinException("no frame reached the sink, " + Units.count(result.dropped()) +
                " were dropped: give a lower --fps or a smaller --size");
        }
    }

    private TextTable transportTable()
    {
        final TextTable table = new TextTable(1, "transport, us", "p50", "p90", "p99", "max");
        for (int hop = 0; hop < plan.stages() - 1; hop++)
        {
            table.row(times(label(hop) + " > " + label(hop + 1), transport.hops().get(hop)));
        }
        table.row(times("all hops", transport.total()));
        return table.row(times("with the work between", transport.through()));
    }

    private TextTable traceTable()
    {
        final TextTable table = new TextTable(1, "trace, us", "p50", "p90", "p99", "max");
        for (final TraceLine line : result.traceLines())
        {
            table.row(label(line.hop()) + " > " + label(line.hop() + 1) + ": " + line.begin() + " > " + line.end(),
                micros(line.p50Micros()), micros(line.p90Micros()), micros(line.p99Micros()),
                micros(line.maxMicros()));
        }
        return table;
    }

    private TextTable stageTable()
    {
        final TextTable table =
            new TextTable(2, "stage", "lane", "frames", "copied/frame", "written/frame", "work p50", "drops", "lapped");
        for (int stage = 0; stage < plan.stages(); stage++)
        {
            final StageReport report = result.reports().get(stage);
            table.row(label(stage), report.lanes().name(), Units.count(report.frames()),
                Units.bytes(result.copiedBytesPerFrame(stage)), Units.bytes(result.writtenBytesPerFrame(stage)),
                0 == stage ? "" : Units.time(transport.work().get(stage).getValueAtPercentile(MEDIAN)),
                Units.count(report.dropped()), Units.count(report.lapped()));
        }
        return table;
    }

    private String label(final int stage)
    {
        return stage + " " + plan.name(stage);
    }

    private static String[] times(final String label, final Histogram histogram)
    {
        return new String[]{label, micros(histogram, MEDIAN), micros(histogram, P90), micros(histogram, P99),
            micros(histogram, 100)};
    }

    private static String micros(final Histogram histogram, final double percentile)
    {
        return 0 == histogram.getTotalCount() ? "-" :
            micros(histogram.getValueAtPercentile(percentile) / NS_PER_MICRO);
    }

    private static String micros(final double value)
    {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    private static String fps(final double value)
    {
        return String.format(Locale.ROOT, value == Math.rint(value) ? "%.0f" : "%.2f", value);
    }
}
