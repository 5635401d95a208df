package io.skein.examples.market;

import io.skein.tool.PercentileTable;
import io.skein.tool.Units;
import org.HdrHistogram.Histogram;

import java.io.PrintWriter;
import java.util.List;

/**
 * Shows and tells what came of a run.
 */
final class MarketReport
{
    private final Role role;
    private final MarketPlan plan;
    private final List<Stage> stages;
    private final boolean isStopped;

    /**
     * @param role      of this process.
     * @param plan      of all.
     * @param stages    of this process, which have ended.
     * @param isStopped whether the run ended early.
     */
    MarketReport(final Role role, final MarketPlan plan, final List<Stage> stages, final boolean isStopped)
    {
        this.role = role;
        this.plan = plan;
        this.stages = stages;
        this.isStopped = isStopped;
    }

    /**
     * @param out receives the report.
     */
    void print(final PrintWriter out)
    {
        out.println("market  " + Units.count(plan.quotes()) + " quotes at " + Units.rate(plan.ratePerSecond()) +
            " for " + Units.count(plan.instruments()) + " instruments after " + Units.count(plan.warmup()) +
            " to warm up" + (isStopped ? ", stopped early" : ""));
        out.println();
        final PercentileTable table = new PercentileTable();
        for (int i = stages.size() - 1; i >= 0; i--)
        {
            final Stage stage = stages.get(i);
            if (!(stage instanceof Feed))
            {
                final Histogram latencies = stage.latencies();
                table.row(stage.name(), latencies, perSecond(latencies));
            }
        }
        if (Role.FEED != role)
        {
            out.print(table);
            out.println();
        }
        for (int i = stages.size() - 1; i >= 0; i--)
        {
            out.println(String.format("%-18s %s", stages.get(i).name(), stages.get(i).summary()));
        }
        out.flush();
    }

    /**
     * @return one object for each stage, to be written.
     */
    List<MarketJson> json()
    {
        return stages.stream().map((stage) -> MarketJson.of(plan, stage, isStopped)).toList();
    }

    /**
     * Of those that count, while the feed keeps its schedule.
     */
    private double perSecond(final Histogram latencies)
    {
        return latencies.getTotalCount() * plan.ratePerSecond() / plan.quotes();
    }
}
