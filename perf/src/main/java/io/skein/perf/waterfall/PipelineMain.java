package io.skein.perf.waterfall;

import com.google.gson.Gson;
import io.skein.SkeinException;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/**
 * The process that runs the libraries of another commit: what it calls of them is what {@link PipelineRun} calls, and
 * nothing else of this project.
 */
final class PipelineMain
{
    /**
     * Before the number of steps that are done.
     */
    static final String STEP = "step ";

    /**
     * Before the figures, in one line.
     */
    static final String RESULT = "result ";

    private static final long INTERVAL_NS = TimeUnit.MILLISECONDS.toNanos(200);

    private PipelineMain()
    {
    }

    /**
     * @param args frames to warm up with and to measure, and for each pipeline its name and its work in milliseconds.
     */
    public static void main(final String[] args)
    {
        final int warmUp = Integer.parseInt(args[0]);
        final int frames = Integer.parseInt(args[1]);
        final List<Pipeline> pipelines = new ArrayList<>();
        for (int i = 2; i < args.length; i += 2)
        {
            pipelines.add(Pipeline.of(args[i]).withWork(Integer.parseInt(args[i + 1])));
        }
        int exitCode = 1;
        try
        {
            System.out.println(RESULT + new Gson().toJson(run(pipelines, warmUp, frames, steps())));
            exitCode = 0;
        }
        catch (final LinkageError ex)
        {
            System.out.println("the commit lacks what this harness calls (" + ex + "): measure it with its own " +
                "./skein waterfall --save, and give the file as the baseline");
        }
        catch (final RuntimeException | Error ex)
        {
            System.out.println(ex instanceof SkeinException ? ex.getMessage() : ex.toString());
        }
        System.out.flush();
        System.exit(exitCode);
    }

    /**
     * Run pipelines one after the other.
     *
     * @param pipelines to run.
     * @param warmUp    frames before, of each.
     * @param frames    to measure of each.
     * @param progress  is told how many steps are done, of as many as each run has.
     * @return the figures, without what ran and where.
     */
    static WaterfallFile run(
        final List<Pipeline> pipelines, final int warmUp, final int frames, final LongConsumer progress)
    {
        final List<WaterfallFile.Summary> summaries = new ArrayList<>();
        final List<WaterfallFile.Waterfall> waterfalls = new ArrayList<>();
        for (final Pipeline pipeline : pipelines)
        {
            final long before = summaries.size() * PipelineRun.steps(warmUp, frames);
            final List<WaterfallFile.Stage> stages =
                new PipelineRun(pipeline, warmUp, frames, (done) -> progress.accept(before + done)).run();
            summaries.add(WaterfallFile.summary(pipeline, frames, stages));
            waterfalls.add(new WaterfallFile.Waterfall(pipeline.label(), frames, stages));
        }
        return new WaterfallFile(
            null, null, null, null, summaries, waterfalls.get(0), waterfalls.subList(1, waterfalls.size()));
    }

    private static LongConsumer steps()
    {
        final long[] dueNs = {System.nanoTime()};
        return (done) ->
        {
            if (System.nanoTime() - dueNs[0] >= 0)
            {
                System.out.println(STEP + done);
                dueNs[0] = System.nanoTime() + INTERVAL_NS;
            }
        };
    }
}
