package io.skein.examples.camera;

import io.skein.InterruptedWaitException;
import io.skein.Outcome;
import io.skein.examples.pace.Deadline;
import io.skein.examples.pace.Schedule;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
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
    private static final long WARM_UP_NS = TimeUnit.SECONDS.toNanos(5);
    private static final long WARM_UP_INTERVAL_NS = TimeUnit.MICROSECONDS.toNanos(50);
    private static final long WAKE_UP_NS = TimeUnit.MICROSECONDS.toNanos(200);
    private static final int REST_FRACTION = 4;

    private final StageContext context;
    private final CameraPlan plan;
    private final PixelSource pixels;
    private final Outlet outlet;
    private final Deadline deadline;
    private final Checksum checksum = new Checksum();
    private final StageRecorder recorder;
    private final long rehearsalNs;
    private long rehearsals;
    private long dropped;

    SourceStage(final StageContext context) throws IOException
    {
        this.context = context;
        plan = context.plan();
        pixels = pixels();
        recorder = new StageRecorder(plan.frames());
        rehearsalNs = TimeUnit.MICROSECONDS.toNanos(plan.rehearsalUs());
        deadline = context.newDeadline();
        outlet = new Outlet(context);
    }

    @Override
    public StageReport run()
    {
        try
        {
            outlet.awaitConnected();
            warmUp();
            stream();
        }
        catch (final InterruptedWaitException ex)
        {
            if (!context.stop().getAsBoolean())
            {
                throw ex;
            }
        }
        return new StageReport(recorder.warmup(), rehearsals, recorder.count(), 0, dropped, 0, outlet.lanes(),
            outlet.copiedBytes(), recorder.count() * context.outputType().sizeBytes(), 0,
            recorder.inNs(), recorder.outNs(), List.of());
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
     * Most frames without pixels: the compiler needs thousands of rounds. The first in each slot and those with a
     * number that is a power of two are whole, so that all memory was touched before, and the compiler sees all ways
     * that the measured frames will take. One after the other, as these: a burst would wait for slots more than it
     * travels.
     */
    private void warmUp()
    {
        final long startNs = System.nanoTime();
        long sent = 0;
        while (sent < plan.warmup() && System.nanoTime() - startNs < WARM_UP_NS)
        {
            while (!outlet.tryOpen())
            {
                idle();
            }
            send(FrameTagDescriptor.WARM_UP, sent < plan.slots() || 0 == (sent & sent - 1),
                System.nanoTime() + WARM_UP_INTERVAL_NS);
            ++sent;
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
                final long restNs = send(number, true, schedule.dueNs(number)) + intervalNs / REST_FRACTION;
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
            idle();
        }
        return true;
    }

    /**
     * @param number  of the frame, or {@link FrameTagDescriptor#WARM_UP}.
     * @param isDrawn whether it has content.
     * @param dueNs   when to send it.
     * @return when it was about to leave.
     */
    private long send(final long number, final boolean isDrawn, final long dueNs)
    {
        final long startNs = System.nanoTime();
        deadline.progress();
        long sum = FrameTagDescriptor.UNCHECKED;
        if (isDrawn)
        {
            pixels.render(Math.max(0, number), outlet.data());
            sum = checksum.of(outlet.bytes());
        }
        outlet.tag(number, sum);
        if (number >= 0)
        {
            rehearse(dueNs);
        }
        sleepUntil(dueNs);
        final long outNs = System.nanoTime();
        if (Outcome.isAccepted(outlet.commit()))
        {
            recorder.in(number, startNs);
            recorder.out(number, outNs);
        }
        else
        {
            ++dropped;
        }
        return outNs;
    }

    /**
     * Between two frames of a camera the code and the data of their way get cold. So one without pixels goes ahead, and
     * nobody measures it: all that the next one needs has just been used. Left out when frames follow each other fast,
     * or when there is no slot.
     */
    private void rehearse(final long dueNs)
    {
        final long atNs = dueNs - rehearsalNs;
        if (rehearsalNs > 0 && atNs - System.nanoTime() > 0)
        {
            sleepUntil(atNs);
            if (Outcome.isAccepted(outlet.rehearse()))
            {
                ++rehearsals;
            }
        }
    }

    /**
     * Gives the core away at once, as the next stage may wait for it, and is back a little before the time: to wake up
     * takes longer than a frame travels, and would be in its way.
     */
    private void sleepUntil(final long timeNs)
    {
        long leftNs = timeNs - System.nanoTime();
        while (leftNs > 0 && !context.stop().getAsBoolean())
        {
            Thread.yield();
            if (leftNs > WAKE_UP_NS)
            {
                LockSupport.parkNanos(leftNs - WAKE_UP_NS);
            }
            leftNs = timeNs - System.nanoTime();
        }
    }

    private void idle()
    {
        if (deadline.idle())
        {
            deadline.check("room for a frame");
        }
    }
}
