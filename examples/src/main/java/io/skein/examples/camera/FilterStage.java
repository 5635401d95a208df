package io.skein.examples.camera;

import io.skein.InterruptedWaitException;
import io.skein.Outcome;
import io.skein.examples.pace.Deadline;
import io.skein.tensor.TensorView;
import io.skein.trace.SpanName;
import io.skein.trace.TraceSpan;

/**
 * Between source and sink: sends frames on where they lie, without reading them, or makes new ones out of them.
 * Belongs to one thread.
 */
final class FilterStage implements Stage
{
    private final StageContext context;
    private final PixelFilter filter;
    private final SpanName spanName;
    private final Deadline deadline;
    private final Outlet outlet;
    private final Inlet inlet;
    private final StageRecorder recorder;
    private final FrameCheck check;
    private final Checksum checksum = new Checksum();
    private long dropped;

    FilterStage(final StageContext context, final FilterKind kind)
    {
        this.context = context;
        filter = kind.newFilter(context.inputType());
        spanName = SpanName.of(kind.text());
        recorder = new StageRecorder(context.plan().frames());
        check = new FrameCheck(context.inputType());
        deadline = context.newDeadline();
        outlet = new Outlet(context);
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
        return new StageReport(recorder.warmup(), 0, recorder.count(), check.corrupted() + recorder.repeated(), dropped,
            inlet.lapped(), outlet.lanes(), inlet.copiedBytes() + outlet.copiedBytes(),
            null == filter ? 0 : recorder.count() * context.outputType().sizeBytes(), 0,
            recorder.inNs(), recorder.outNs(), inlet.traceLines());
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
        recorder.in(number, inNs);
        recorder.out(number, null == filter ? forward(view, number) : transform(view, number));
    }

    /**
     * @return when the frame was about to leave.
     */
    private long forward(final TensorView view, final long number)
    {
        final long outNs = System.nanoTime();
        long outcome = outlet.forward(view);
        while (Outcome.BACK_PRESSURED == outcome || Outcome.NOT_CONNECTED == outcome)
        {
            idle();
            outcome = outlet.forward(view);
        }
        count(number, outcome);
        return outNs;
    }

    private long transform(final TensorView view, final long number)
    {
        while (!outlet.tryOpen())
        {
            idle();
        }
        long sum = FrameTagDescriptor.UNCHECKED;
        if (check.check(view.attachment(), view.type(), view.byteBuffer()))
        {
            final TraceSpan span = view.trace().span(spanName);
            filter.apply(view.buffer(), outlet.data());
            span.close();
            sum = checksum.of(outlet.bytes());
        }
        outlet.tag(number, sum);
        outlet.continueTrace(view);
        final long outNs = System.nanoTime();
        count(number, outlet.commit());
        return outNs;
    }

    private void count(final long number, final long outcome)
    {
        deadline.progress();
        // The subscriber counts what was lapped.
        if (!Outcome.isAccepted(outcome) && Outcome.LAPPED != outcome && number >= 0)
        {
            ++dropped;
        }
    }

    private void idle()
    {
        if (deadline.idle())
        {
            deadline.check("the next stage");
        }
    }
}
