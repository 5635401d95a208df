package io.skein.perf.waterfall;

import io.skein.Outcome;
import io.skein.Sharing;
import io.skein.Skein;
import io.skein.SkeinException;
import io.skein.driver.EmbeddedDriver;
import io.skein.tensor.TensorClaim;
import io.skein.tensor.TensorPublisher;
import io.skein.tensor.TensorSubscriber;
import io.skein.tensor.TensorView;
import io.skein.topic.PoolOptions;
import io.skein.topic.Topic;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.IdleStrategy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;

/**
 * Runs a pipeline, one frame under way at a time, and adds up where its time went. A frame's transport begins just
 * before a stage sends it and ends when the handler of the next is entered.
 * <p>
 * While a stage works, the next one polls and all others rest: threads that wait for what comes milliseconds later
 * would take a processor from those two where there are not more.
 */
final class PipelineRun
{
    private static final int SLOTS = 4;
    private static final int TAG_LENGTH = 8;
    private static final int WARM_UP = 12_000;
    private static final int WHOLE_WARM_UP = 100;
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final long REST_NS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final double NS_PER_MS = 1e6;

    private final Pipeline pipeline;
    private final int frames;
    private final LongConsumer progress;
    private final long[][] inNs;
    private final long[][] outNs;
    private final Thread[] threads;
    /**
     * For each stage, frames that it has begun to work on, or has worked on in the case of the last.
     */
    private final AtomicLongArray turns;
    private volatile RuntimeException failure;

    PipelineRun(final Pipeline pipeline, final int frames, final LongConsumer progress)
    {
        this.pipeline = pipeline;
        this.frames = frames;
        this.progress = progress;
        inNs = new long[pipeline.hops() + 1][WARM_UP + frames];
        outNs = new long[pipeline.hops() + 1][WARM_UP + frames];
        threads = new Thread[pipeline.hops() + 1];
        turns = new AtomicLongArray(threads.length);
    }

    /**
     * @param frames to measure.
     * @return frames in all, those of the warm-up included.
     */
    static long steps(final int frames)
    {
        return WARM_UP + (long)frames;
    }

    /**
     * @return stages and transports in turn.
     */
    List<WaterfallFile.Stage> run()
    {
        try (EmbeddedDriver driver = EmbeddedDriver.launch(); Skein skein = Skein.connect(driver.connection()))
        {
            for (int stage = pipeline.hops(); stage >= 0; stage--)
            {
                final int index = stage;
                final Runner runner = new Runner(skein, index);
                final Thread thread = new Thread(() -> run(runner), "waterfall-" + index);
                thread.setDaemon(true);
                threads[stage] = thread;
            }
            for (final Thread thread : threads)
            {
                thread.start();
            }
            for (final Thread thread : threads)
            {
                thread.join();
            }
        }
        catch (final InterruptedException ex)
        {
            Thread.currentThread().interrupt();
            throw new SkeinException("interrupted", ex);
        }
        if (null != failure)
        {
            throw failure;
        }
        return stages();
    }

    private void run(final Runner runner)
    {
        try
        {
            runner.run();
        }
        catch (final RuntimeException ex)
        {
            failure = ex;
        }
    }

    private List<WaterfallFile.Stage> stages()
    {
        final List<String> names = pipeline.stageNames();
        final List<WaterfallFile.Stage> stages = new ArrayList<>();
        for (int stage = 0; stage <= pipeline.hops(); stage++)
        {
            if (stage > 0)
            {
                stages.add(stage(names.get(stage - 1) + " > " + names.get(stage), WaterfallFile.Stage.TRANSPORT,
                    outNs[stage - 1], inNs[stage]));
            }
            stages.add(stage(names.get(stage), WaterfallFile.Stage.FILTER, inNs[stage], outNs[stage]));
        }
        return stages;
    }

    private WaterfallFile.Stage stage(final String name, final String kind, final long[] from, final long[] to)
    {
        final double[] ms = new double[frames];
        for (int i = 0; i < frames; i++)
        {
            ms[i] = (to[WARM_UP + i] - from[WARM_UP + i]) / NS_PER_MS;
        }
        Arrays.sort(ms);
        return new WaterfallFile.Stage(name, kind, Arrays.stream(ms).average().orElse(0), ms[(frames - 1) / 2],
            ms[Math.min(frames - 1, (int)Math.ceil(0.99 * frames) - 1)]);
    }

    /**
     * One stage, on a thread of its own.
     */
    private final class Runner
    {
        private final int stage;
        private final TensorSubscriber subscriber;
        private final TensorPublisher publisher;
        private final TensorClaim claim;
        private final IdleStrategy idle;
        private long done;
        private long sum;

        private Runner(final Skein skein, final int stage)
        {
            this.stage = stage;
            idle = skein.newIdleStrategy();
            subscriber = 0 == stage ? null : skein.addTensorSubscriber(topic(stage - 1), 0);
            publisher = pipeline.hops() == stage ? null : skein.addTensorPublisher(topic(stage), Sharing.EXCLUSIVE);
            claim = null == publisher ? null : publisher.newClaim();
        }

        private Topic topic(final int hop)
        {
            final Topic topic = Topic.tensor("waterfall/" + hop);
            return !pipeline.isMaker(hop) ? topic : topic.pool(
                PoolOptions.of(SLOTS, pipeline.types().get(hop).sizeBytes()).threshold(0).preTouch(true));
        }

        private void run()
        {
            final int all = WARM_UP + frames;
            if (null != publisher)
            {
                publisher.awaitConnected(PATIENCE);
            }
            while (done < all && null == failure)
            {
                if (0 == stage)
                {
                    await(pipeline.hops(), done);
                    idle.reset();
                    progress.accept(done);
                    make(done, System.nanoTime(), null);
                }
                else
                {
                    await(stage - 1, done + 1);
                    idle.idle(subscriber.poll(this::onFrame, 1));
                }
            }
        }

        /**
         * Until another stage has had so many turns. Frames that nobody works on follow each other too fast to rest.
         */
        private void await(final int other, final long count)
        {
            while (turns.get(other) < count && null == failure)
            {
                if (isWhole(done))
                {
                    LockSupport.parkNanos(REST_NS);
                }
                else
                {
                    idle.idle(0);
                }
            }
        }

        private void turn(final long frame)
        {
            turns.set(stage, frame + 1);
            if (isWhole(frame) || isWhole(frame + 1))
            {
                LockSupport.unpark(threads[(stage + 1) % threads.length]);
            }
        }

        private void onFrame(final TensorView view)
        {
            final long nowNs = System.nanoTime();
            final long frame = view.attachment().getLong(0);
            try
            {
                if (pipeline.hops() == stage)
                {
                    inNs[stage][(int)frame] = nowNs;
                    work(frame, nowNs, view.buffer());
                    outNs[stage][(int)frame] = System.nanoTime();
                    ++done;
                    turn(frame);
                }
                else if (pipeline.isMaker(stage))
                {
                    make(frame, nowNs, view.buffer());
                }
                else
                {
                    turn(frame);
                    inNs[stage][(int)frame] = nowNs;
                    work(frame, nowNs, view.buffer());
                    outNs[stage][(int)frame] = System.nanoTime();
                    while (!Outcome.isAccepted(publisher.forward(view)) && null == failure)
                    {
                        idle.idle(0);
                    }
                    ++done;
                }
            }
            catch (final RuntimeException ex)
            {
                failure = ex;
            }
        }

        private void make(final long frame, final long startNs, final DirectBuffer source)
        {
            while (publisher.tryClaim(pipeline.types().get(stage), TAG_LENGTH, claim) <= 0 && null == failure)
            {
                idle.idle(0);
            }
            turn(frame);
            inNs[stage][(int)frame] = startNs;
            claim.attachment().putLong(0, frame);
            if (null != source)
            {
                work(frame, startNs, source);
            }
            if (isWhole(frame))
            {
                claim.data().setMemory(0, claim.data().capacity(), (byte)frame);
            }
            if (null == source)
            {
                simulate(frame, startNs);
            }
            outNs[stage][(int)frame] = System.nanoTime();
            claim.commit();
            ++done;
        }

        private void work(final long frame, final long startNs, final DirectBuffer source)
        {
            if (isWhole(frame))
            {
                final int words = source.capacity() & -Long.BYTES;
                for (int i = 0; i < words; i += Long.BYTES)
                {
                    sum += source.getLong(i);
                }
            }
            simulate(frame, startNs);
        }

        private void simulate(final long frame, final long startNs)
        {
            final long untilNs = startNs + (frame < WARM_UP ? 0 : pipeline.workMs() * (long)NS_PER_MS);
            while (System.nanoTime() - untilNs < 0)
            {
                Thread.onSpinWait();
            }
        }

        private boolean isWhole(final long frame)
        {
            return frame >= WARM_UP - WHOLE_WARM_UP || 0 == (frame & frame - 1);
        }
    }
}
