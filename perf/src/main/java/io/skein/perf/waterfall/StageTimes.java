package io.skein.perf.waterfall;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * When each frame came to each stage and left it. Every stage writes its own times; they are added up when all threads
 * have ended. Nanoseconds of {@link System#nanoTime()}.
 */
final class StageTimes
{
    private static final double NS_PER_MS = 1e6;

    private final int warmUp;
    private final int frames;
    private final long[][] inNs;
    private final long[][] outNs;
    private final long[][] claimNs;

    /**
     * @param hops   from stage to stage.
     * @param warmUp frames that are not counted.
     * @param frames that are, after them.
     */
    StageTimes(final int hops, final int warmUp, final int frames)
    {
        this.warmUp = warmUp;
        this.frames = frames;
        inNs = new long[hops + 1][warmUp + frames];
        outNs = new long[hops + 1][warmUp + frames];
        claimNs = new long[hops + 1][warmUp + frames];
    }

    /**
     * @param stage that has a frame.
     * @param frame from 0, warm-up included.
     * @param ns    when its handler was entered.
     */
    void in(final int stage, final long frame, final long ns)
    {
        inNs[stage][(int)frame] = ns;
    }

    /**
     * @param stage that claims what it will send.
     * @param frame from 0, warm-up included.
     * @param ns    that it took to get it, between in and out.
     */
    void claim(final int stage, final long frame, final long ns)
    {
        claimNs[stage][(int)frame] = ns;
    }

    /**
     * @param stage that is done with a frame.
     * @param frame from 0, warm-up included.
     * @param ns    just before it sends it.
     */
    void out(final int stage, final long frame, final long ns)
    {
        outNs[stage][(int)frame] = ns;
    }

    /**
     * @param names of the stages.
     * @return stages and transports in turn. Getting what to send a frame in is transport, of the hop that follows.
     */
    List<WaterfallFile.Stage> stages(final List<String> names)
    {
        final List<WaterfallFile.Stage> stages = new ArrayList<>();
        for (int stage = 0; stage < names.size(); stage++)
        {
            final double[] ms = new double[frames];
            if (stage > 0)
            {
                for (int i = 0; i < frames; i++)
                {
                    ms[i] = (inNs[stage][warmUp + i] - outNs[stage - 1][warmUp + i] +
                        claimNs[stage - 1][warmUp + i]) / NS_PER_MS;
                }
                stages.add(stage(names.get(stage - 1) + " > " + names.get(stage), WaterfallFile.Stage.TRANSPORT, ms));
            }
            for (int i = 0; i < frames; i++)
            {
                ms[i] = (outNs[stage][warmUp + i] - inNs[stage][warmUp + i] - claimNs[stage][warmUp + i]) / NS_PER_MS;
            }
            stages.add(stage(names.get(stage), WaterfallFile.Stage.FILTER, ms));
        }
        return stages;
    }

    private WaterfallFile.Stage stage(final String name, final String kind, final double[] ms)
    {
        Arrays.sort(ms);
        return new WaterfallFile.Stage(name, kind, Arrays.stream(ms).average().orElse(0), ms[(frames - 1) / 2],
            ms[(int)Math.ceil(0.99 * frames) - 1]);
    }
}
