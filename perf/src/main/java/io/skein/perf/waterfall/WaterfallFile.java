package io.skein.perf.waterfall;

import java.util.List;

/**
 * What a run saves, in the fields of its JSON.
 *
 * @param gitRef    that was asked for, or null.
 * @param gitSha    of the code that ran, or null when it can not be told.
 * @param machine   processor, cores, system.
 * @param summary   of each pipeline.
 * @param waterfall of the first of them.
 */
record WaterfallFile(String gitRef, String gitSha, String machine, List<Summary> summary, Waterfall waterfall)
{
    /**
     * A pipeline's frame on average.
     *
     * @param name             of the pipeline.
     * @param label            for people.
     * @param hops             from stage to stage.
     * @param frames           measured.
     * @param totalMs          from the source's start to the sink's end.
     * @param filterMs         in stages.
     * @param transportMs      between stages.
     * @param transportMsPerHop the same for one hop.
     * @param overheadPct      transport in percent of filtering.
     * @param maxFps           frames per second, one after the other.
     */
    record Summary(
        String name, String label, int hops, int frames, double totalMs, double filterMs, double transportMs,
        double transportMsPerHop, double overheadPct, double maxFps)
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
    }

    static Summary summary(final Pipeline pipeline, final int frames, final List<Stage> stages)
    {
        final double filterMs = sum(stages, Stage.FILTER);
        final double transportMs = sum(stages, Stage.TRANSPORT);
        return new Summary(pipeline.name(), pipeline.label(), pipeline.hops(), frames, filterMs + transportMs, filterMs,
            transportMs, transportMs / pipeline.hops(), 100 * transportMs / filterMs, 1e3 / (filterMs + transportMs));
    }

    private static double sum(final List<Stage> stages, final String kind)
    {
        return stages.stream().filter((stage) -> kind.equals(stage.kind())).mapToDouble(Stage::ms).sum();
    }
}
