package io.skein.examples.camera;

import io.skein.InterruptedWaitException;
import io.skein.Outcome;
import io.skein.examples.pace.Deadline;
import io.skein.tensor.TensorView;

/**
 * Between source and sink: sends frames on where they lie, without reading them, or makes new ones out of them.
 * Belongs to one thread.
 */
final class FilterStage implements Stage
{
    private final StageContext context;
    private final PixelFilter filter;
    private final Deadline deadline;
    private final Outlet outlet;
    private final Inlet inlet;
    private final StageRecorder recorder;
    private final FrameCheck check;
    private Lanes lanesBefore;
    private long assembledBefore;
    private long warmup;
    private long lapped;

    FilterStage(final StageContext context, final FilterKind kind)
    {
        this.context = context;
        filter = kind.newFilter(context.inputType());
        recorder = new StageRecorder(context.plan().frames());
        check = new FrameCheck(context.inputType());
        deadline = context.newDeadline();
        outlet = new Outlet(context, deadline);
        inlet = new Inlet(context, deadline, this::onFrame);
    }

    @Override
    public StageReport run()
    {
        try
        {
            inlet.drain();
        }
        catch (final InterruptedWaitException ex)
        {
            if (!context.stop().getAsBoolean())
            {
                throw ex;
            }
        }
        final Lanes lanes = null == lanesBefore ? Lanes.NONE : outlet.lanes().minus(lanesBefore);
        final long copiedBytes = lanes.gathered() * context.outputType().sizeBytes() +
            (inlet.assembled() - assembledBefore) * context.inputType().sizeBytes();
        return new StageReport(warmup, recorder.count(), check.corrupted(), 0, lapped, lanes, copiedBytes,
            null == filter ? 0 : recorder.count() * context.outputType().sizeBytes(), 0,
            recorder.inNs(), recorder.outNs());
    }

    @Override
    public void close()
    {
        inlet.close();
        outlet.close();
    }

    private void onFrame(final TensorView view, final long inNs)
    {
        final long number = FrameTagDescriptor.number(view.attachment());
        if (number < 0)
        {
            ++warmup;
            send(view, number);
            return;
        }
        if (null == lanesBefore)
        {
            lanesBefore = outlet.lanes();
            assembledBefore = inlet.assembled();
        }
        if (recorder.in(number, inNs))
        {
            recorder.out(number, send(view, number));
        }
        else
        {
            check.reject();
        }
    }

    /**
     * @return when the frame was about to leave.
     */
    private long send(final TensorView view, final long number)
    {
        return null == filter ? forward(view) : transform(view, number);
    }

    private long forward(final TensorView view)
    {
        final long outNs = System.nanoTime();
        long outcome = outlet.forward(view);
        while (Outcome.BACK_PRESSURED == outcome || Outcome.NOT_CONNECTED == outcome)
        {
            idle();
            outcome = outlet.forward(view);
        }
        if (!Outcome.isAccepted(outcome))
        {
            ++lapped;
        }
        deadline.progress();
        return outNs;
    }

    private long transform(final TensorView view, final long number)
    {
        while (!outlet.tryOpen())
        {
            idle();
        }
        final boolean hasContent = FrameTagDescriptor.UNCHECKED != FrameTagDescriptor.checksum(view.attachment());
        if (hasContent)
        {
            check.check(view);
            filter.apply(view.buffer(), outlet.data());
        }
        outlet.tag(number, hasContent ? check.checksum().of(outlet.bytes()) : FrameTagDescriptor.UNCHECKED);
        final long outNs = System.nanoTime();
        outlet.commit();
        deadline.progress();
        return outNs;
    }

    private void idle()
    {
        if (deadline.idle())
        {
            deadline.check("the next stage");
        }
    }
}
