package io.skein.perf.waterfall;

import io.skein.Outcome;
import io.skein.Sharing;
import io.skein.Skein;
import io.skein.SkeinException;
import io.skein.driver.EmbeddedDriver;
import io.skein.tensor.TensorClaim;
import io.skein.tensor.TensorHandler;
import io.skein.tensor.TensorPublisher;
import io.skein.tensor.TensorSubscriber;
import io.skein.tensor.TensorView;
import io.skein.topic.PoolOptions;
import io.skein.topic.Topic;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.IdleStrategy;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.stream.LongStream;

/**
 * Runs a pipeline, one frame under way at a time, and adds up where its time went. A frame's transport begins just
 * before a stage sends it and ends when the handler of the next is entered; what a stage waits for memory to send it in
 * is part of it.
 * <p>
 * While a stage works, the next one polls and all others rest: threads that wait for what comes milliseconds later
 * would take a processor from those two where there are not more.
 */
final class PipelineRun
{
    private static final int SLOTS = 4;
    private static final int TAG_LENGTH = 8;
    private static final int WHOLE_WARM_UP = 100;
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final long REST_NS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long LOOK_MS = 50;
    private static final long NS_PER_MS = TimeUnit.MILLISECONDS.toNanos(1);

    private final Pipeline pipeline;
    private final int warmUp;
    private final int frames;
    private final LongConsumer progress;
    private final long standstillNs;
    private final StageTimes times;
    private final Thread[] threads;
    /**
     * For each stage, frames that it has begun to work on, or has worked on in the case of the last.
     */
    private final AtomicLongArray turns;
    private volatile Throwable failure;

    /**
     * @param pipeline to run.
     * @param warmUp   frames before, of which the last hundred have pixels.
     * @param frames   to measure.
     * @param progress is told how many frames with pixels are done, of {@link #steps}, by the source's thread.
     */
    PipelineRun(final Pipeline pipeline, final int warmUp, final int frames, final LongConsumer progress)
    {
        this(pipeline, warmUp, frames, progress, PATIENCE);
    }

    PipelineRun(
        final Pipeline pipeline, final int warmUp, final int frames, final LongConsumer progress,
        final Duration standstill)
    {
        this.pipeline = pipeline;
        this.warmUp = warmUp;
        this.frames = frames;
        this.progress = progress;
        standstillNs = standstill.toNanos();
        times = new StageTimes(pipeline.hops(), warmUp, frames);
        threads = new Thread[pipeline.hops() + 1];
        turns = new AtomicLongArray(threads.length);
    }

    /**
     * @param warmUp frames before.
     * @param frames to measure.
     * @return frames with pixels in all, those of the warm-up included.
     */
    static long steps(final int warmUp, final int frames)
    {
        return Math.min(warmUp, WHOLE_WARM_UP) + (long)frames;
    }

    /**
     * @return stages and transports in turn.
     * @throws SkeinException if a stage fails, none goes on for 20 s, or this thread is interrupted.
     */
    List<WaterfallFile.Stage> run()
    {
        final boolean isInterrupted;
        try (EmbeddedDriver driver = EmbeddedDriver.launch(); Skein skein = Skein.connect(driver.connection()))
        {
            for (int stage = pipeline.hops(); stage >= 0; stage--)
            {
                final Runner runner = new Runner(skein, stage);
                final Thread thread = new Thread(() -> run(runner), "waterfall-" + stage);
                thread.setDaemon(true);
                threads[stage] = thread;
            }
            for (final Thread thread : threads)
            {
                thread.start();
            }
            isInterrupted = awaitEnd();
        }
        if (isInterrupted)
        {
            Thread.currentThread().interrupt();
        }
        if (failure instanceof Error error)
        {
            throw error;
        }
        if (failure instanceof RuntimeException exception)
        {
            throw exception;
        }
        return times.stages(pipeline.stageNames());
    }

    private void run(final Runner runner)
    {
        try
        {
            runner.run();
        }
        catch (final Throwable ex)
        {
            fail(ex);
        }
    }

    /**
     * The first failure ends all threads, and is the one to be told.
     */
    private synchronized void fail(final Throwable ex)
    {
        if (null == failure)
        {
            failure = ex;
        }
    }

    /**
     * Until all threads have ended. When nothing moves they are told to end, and left alone if they do not even then.
     *
     * @return whether this thread was interrupted.
     */
    private boolean awaitEnd()
    {
        boolean isInterrupted = false;
        boolean isAbandoned = false;
        long before = 0;
        long sinceNs = System.nanoTime();
        while (!isAbandoned && Arrays.stream(threads).anyMatch(Thread::isAlive))
        {
            isInterrupted |= isInterruptedWhileJoining();
            final long now = LongStream.range(0, threads.length).map((stage) -> turns.get((int)stage)).sum();
            if (now != before)
            {
                before = now;
                sinceNs = System.nanoTime();
            }
            else if (System.nanoTime() - sinceNs > standstillNs)
            {
                isAbandoned = null != failure;
                fail(new SkeinException("the pipeline " + pipeline.name() + " stands still: no stage has taken a " +
                    "frame for " + TimeUnit.NANOSECONDS.toMillis(standstillNs) + " ms, after " + turns + " of " +
                    (warmUp + frames)));
                sinceNs = System.nanoTime();
            }
        }
        return isInterrupted;
    }

    private boolean isInterruptedWhileJoining()
    {
        try
        {
            for (final Thread thread : threads)
            {
                thread.join(LOOK_MS);
            }
            return false;
        }
        catch (final InterruptedException ex)
        {
            fail(new SkeinException("the pipeline " + pipeline.name() + " was interrupted"));
            return true;
        }
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
        private final TensorHandler handler = this::onFrame;
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
            final int all = warmUp + frames;
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
                    progress.accept(Math.max(0, done - warmUp + Math.min(warmUp, WHOLE_WARM_UP)));
                    make(done, System.nanoTime(), null);
                }
                else
                {
                    await(stage - 1, done + 1);
                    idle.idle(subscriber.poll(handler, 1));
                }
            }
        }

        /**
         * Until another stage has had so many turns.
         */
        private void await(final int other, final long count)
        {
            while (turns.get(other) < count && null == failure)
            {
                LockSupport.parkNanos(REST_NS);
            }
        }

        private void turn(final long frame)
        {
            turns.set(stage, frame + 1);
            LockSupport.unpark(threads[(stage + 1) % threads.length]);
        }

        private void onFrame(final TensorView view)
        {
            final long nowNs = System.nanoTime();
            // Who polls reports what a handler throws, and goes on without the frame: all would wait for it for ever.
            try
            {
                final long frame = view.attachment().getLong(0);
                if (pipeline.hops() == stage)
                {
                    times.in(stage, frame, nowNs);
                    work(frame, nowNs, view.buffer());
                    times.out(stage, frame, System.nanoTime());
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
                    times.in(stage, frame, nowNs);
                    work(frame, nowNs, view.buffer());
                    times.out(stage, frame, System.nanoTime());
                    while (!Outcome.isAccepted(publisher.forward(view)) && null == failure)
                    {
                        idle.idle(0);
                    }
                    ++done;
                }
            }
            catch (final Throwable ex)
            {
                fail(ex);
            }
        }

        private void make(final long frame, final long startNs, final DirectBuffer source)
        {
            while (publisher.tryClaim(pipeline.types().get(stage), TAG_LENGTH, claim) <= 0 && null == failure)
            {
                idle.idle(0);
            }
            final long claimedNs = System.nanoTime();
            turn(frame);
            times.in(stage, frame, startNs);
            times.claim(stage, frame, claimedNs - startNs);
            claim.attachment().putLong(0, frame);
            if (null != source)
            {
                work(frame, claimedNs, source);
            }
            if (isWhole(frame))
            {
                claim.data().setMemory(0, claim.data().capacity(), (byte)frame);
            }
            if (null == source)
            {
                simulate(frame, claimedNs);
            }
            times.out(stage, frame, System.nanoTime());
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
            final long untilNs = startNs + (frame < warmUp ? 0 : pipeline.workMs() * NS_PER_MS);
            while (System.nanoTime() - untilNs < 0)
            {
                Thread.onSpinWait();
            }
        }

        private boolean isWhole(final long frame)
        {
            return frame >= warmUp - WHOLE_WARM_UP || 0 == (frame & frame - 1);
        }
    }
}
