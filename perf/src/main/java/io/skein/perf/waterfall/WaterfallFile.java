package io.skein.perf.waterfall;

import java.util.List;

/**
 * What a run saves, in the fields of its JSON.
 *
 * @param gitRef    that was asked for, or the branch that is checked out; null when it can not be told.
 * @param gitSha    of the commit that ran, or null when it can not be told.
 * @param dirty     whether there were changes that are in no commit; null when it can not be told.
 * @param machine   processor, cores, system.
 * @param summary   of each pipeline.
 * @param waterfall of the first of them.
 * @param more      those of the others, in the order of the summary.
 */
record WaterfallFile(
    String gitRef, String gitSha, Boolean dirty, String machine, List<Summary> summary, Waterfall waterfall,
    List<Waterfall> more)
{
    /**
     * A pipeline's frame on average.
     *
     * @param name             of the pipeline.
     * @param label            for people.
     * @param hops             from stage to stage.
     * @param frames           measured.
     * @param workMs           simulated in each stage, or null in files that do not say it.
     * @param totalMs          from the source's start to the sink's end.
     * @param filterMs         in stages.
     * @param transportMs      between stages.
     * @param transportMsPerHop the same for one hop.
     * @param overheadPct      transport in percent of filtering.
     * @param maxFps           frames per second, one after the other.
     */
    record Summary(
        String name, String label, int hops, int frames, Integer workMs, double totalMs, double filterMs,
        double transportMs, double transportMsPerHop, double overheadPct, double maxFps)
    {
    }

    /**
     * A pipeline stage by stage.
     *
     * @param label  for people.
     * @param frames measured.
     * @param stages filters and transports in turn; their times add up to the total.
     */
    record Waterfall(String label, int frames, List<Stage> stages)
    {
    }

    /**
     * One of them.
     *
     * @param name  of it.
     * @param kind  {@link #FILTER} or {@link #TRANSPORT}.
     * @param ms    on average.
     * @param p50Ms median.
     * @param p99Ms 99th percentile.
     */
    record Stage(String name, String kind, double ms, double p50Ms, double p99Ms)
    {
        /**
         * Work on a frame.
         */
        static final String FILTER = "filter";

        /**
         * From one stage to the next.
         */
        static final String TRANSPORT = "transport";

        boolean isFilter()
        {
            return FILTER.equals(kind);
        }
    }

    /**
     * @param origin what ran.
     * @return the same figures.
     */
    WaterfallFile from(final Origin origin)
    {
        return new WaterfallFile(origin.ref(), origin.sha(), origin.dirty(), machine, summary, waterfall, more);
    }

    /**
     * @param newMachine that it ran on.
     * @return the same figures.
     */
    WaterfallFile on(final String newMachine)
    {
        return new WaterfallFile(gitRef, gitSha, dirty, newMachine, summary, waterfall, more);
    }

    /**
     * @param index of a pipeline, below the number of summaries.
     * @return its stages, or null in files that have those of the first only.
     */
    Waterfall waterfall(final int index)
    {
        return 0 == index ? waterfall : index <= more.size() ? more.get(index - 1) : null;
    }

    static Summary summary(final Pipeline pipeline, final int frames, final List<Stage> stages)
    {
        final double filterMs = sum(stages, true);
        final double transportMs = sum(stages, false);
        return new Summary(pipeline.name(), pipeline.label(), pipeline.hops(), frames, pipeline.workMs(),
            filterMs + transportMs, filterMs, transportMs, transportMs / pipeline.hops(),
            100 * transportMs / filterMs, 1e3 / (filterMs + transportMs));
    }

    /**
     * @param stages   to add up.
     * @param isFilter which of them.
     * @return milliseconds.
     */
    static double sum(final List<Stage> stages, final boolean isFilter)
    {
        return stages.stream().filter((stage) -> isFilter == stage.isFilter()).mapToDouble(Stage::ms).sum();
    }

    /**
     * What ran.
     *
     * @param ref   that was asked for, or the branch; null when it can not be told.
     * @param sha   of the commit, or null when it can not be told.
     * @param dirty whether there were other changes, or null when it can not be told.
     */
    record Origin(String ref, String sha, Boolean dirty)
    {
        /**
         * Nothing is known.
         */
        static final Origin UNKNOWN = new Origin(null, null, null);
    }
}
