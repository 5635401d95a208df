package io.skein.examples.camera;

import io.skein.InterruptedWaitException;
import io.skein.examples.pace.Deadline;
import io.skein.examples.pace.Schedule;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The camera: draws each frame where it will be read, adds it up, and sends it when it is due. Belongs to one thread.
 * <p>
 * A frame that finds no room before the next one is due is dropped, as a camera would. After each frame the source
 * sleeps for a while, so that the frame has the cores for itself on its way.
 */
final class SourceStage implements Stage
{
    private static final int DRAWN_WARM_UP_FRAMES = 3;
    private static final long WARM_UP_NS = TimeUnit.SECONDS.toNanos(1);
    private static final int REST_FRACTION = 4;

    private final StageContext context;
    private final CameraPlan plan;
    private final PixelSource pixels;
    private final Outlet outlet;
    private final Deadline deadline;
    private final Checksum checksum = new Checksum();
    private final StageRecorder recorder;
    private Lanes lanesBefore = Lanes.NONE;
    private long warmup;
    private long dropped;

    SourceStage(final StageContext context) throws IOException
    {
        this.context = context;
        plan = context.plan();
        pixels = pixels();
        recorder = new StageRecorder(plan.frames());
        deadline = context.newDeadline();
        outlet = new Outlet(context, deadline);
    }

    @Override
    public StageReport run()
    {
        try
        {
            outlet.awaitConnected();
            warmUp();
            lanesBefore = outlet.lanes();
            stream();
        }
        catch (final InterruptedWaitException ex)
        {
            if (!context.stop().getAsBoolean())
            {
                throw ex;
            }
        }
        final Lanes lanes = outlet.lanes().minus(lanesBefore);
        final long frameBytes = context.outputType().sizeBytes();
        return new StageReport(warmup, recorder.count(), 0, dropped, 0, lanes, lanes.gathered() * frameBytes,
            recorder.count() * frameBytes, 0, recorder.inNs(), recorder.outNs());
    }

    @Override
    public void close()
    {
        outlet.close();
    }

    private PixelSource pixels() throws IOException
    {
        if (null == plan.pictures())
        {
            return new TestCard(plan.size());
        }
        final PictureFolder folder = PictureFolder.open(Path.of(plan.pictures()), plan.size(), Long.MAX_VALUE);
        final int count = folder.files().size();
        return new PictureReel(folder, (done) -> context.progress().at("decode", done, count));
    }

    /**
     * A few whole frames, then for a second the way alone, without pixels: the compiler needs thousands of rounds.
     */
    private void warmUp()
    {
        final long startNs = System.nanoTime();
        while (System.nanoTime() - startNs < WARM_UP_NS || warmup < DRAWN_WARM_UP_FRAMES)
        {
            while (!outlet.tryOpen())
            {
                idle("room for a frame");
            }
            deadline.progress();
            if (warmup < DRAWN_WARM_UP_FRAMES)
            {
                pixels.render(warmup, outlet.data());
            }
            outlet.tag(FrameTagDescriptor.WARM_UP, warmup < DRAWN_WARM_UP_FRAMES ?
                checksum.of(outlet.bytes()) : FrameTagDescriptor.UNCHECKED);
            outlet.commit();
            ++warmup;
        }
    }

    private void stream()
    {
        final long intervalNs = (long)plan.intervalNs();
        final Schedule schedule = Schedule.of(0, System.nanoTime() + intervalNs, plan.fps());
        for (int number = 0; number < plan.frames() && !context.stop().getAsBoolean(); number++)
        {
            final long nextDueNs = schedule.dueNs(number + 1);
            if (open(nextDueNs))
            {
                final long outNs = send(number, schedule.dueNs(number));
                final long restNs = outNs + intervalNs / REST_FRACTION;
                sleepUntil(restNs - nextDueNs < 0 ? restNs : nextDueNs);
            }
            else
            {
                ++dropped;
            }
        }
    }

    private boolean open(final long untilNs)
    {
        while (!outlet.tryOpen())
        {
            if (System.nanoTime() - untilNs >= 0)
            {
                return false;
            }
            idle("room for a frame");
        }
        deadline.progress();
        return true;
    }

    private long send(final int number, final long dueNs)
    {
        final long startNs = System.nanoTime();
        pixels.render(number, outlet.data());
        outlet.tag(number, checksum.of(outlet.bytes()));
        sleepUntil(dueNs);
        final long outNs = System.nanoTime();
        outlet.commit();
        recorder.in(number, startNs);
        recorder.out(number, outNs);
        return outNs;
    }

    private void sleepUntil(final long timeNs)
    {
        long leftNs = timeNs - System.nanoTime();
        while (leftNs > 0 && !context.stop().getAsBoolean())
        {
            LockSupport.parkNanos(leftNs);
            leftNs = timeNs - System.nanoTime();
        }
    }

    private void idle(final String what)
    {
        if (deadline.idle())
        {
            deadline.check(what);
        }
    }
}
