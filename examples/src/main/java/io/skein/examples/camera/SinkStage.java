package io.skein.examples.camera;

import io.skein.InterruptedWaitException;
import io.skein.tensor.TensorView;

import java.io.IOException;

/**
 * The end of the pipeline: reads every byte of every frame, and keeps a few as pictures. Belongs to one thread.
 */
final class SinkStage implements Stage
{
    private final StageContext context;
    private final CameraPlan plan;
    private final Inlet inlet;
    private final StageRecorder recorder;
    private final FrameCheck check;
    private final PictureSink pictures;
    private long assembledBefore;
    private long warmup;

    SinkStage(final StageContext context)
    {
        this.context = context;
        plan = context.plan();
        recorder = new StageRecorder(plan.frames());
        check = new FrameCheck(context.inputType());
        pictures = null == plan.out() ? null : new PictureSink(plan.out(), plan.frames());
        inlet = new Inlet(context, context.newDeadline(), this::onFrame);
    }

    @Override
    public StageReport run() throws IOException
    {
        int written = 0;
        try
        {
            inlet.drain();
            if (null != pictures)
            {
                written = pictures.write(context.progress());
            }
        }
        catch (final InterruptedWaitException ex)
        {
            if (!context.stop().getAsBoolean())
            {
                throw ex;
            }
        }
        return new StageReport(warmup, recorder.count(), check.corrupted(), 0, 0, Lanes.NONE,
            (inlet.assembled() - assembledBefore) * context.inputType().sizeBytes(), 0, written,
            recorder.inNs(), recorder.outNs());
    }

    @Override
    public void close()
    {
        inlet.close();
    }

    private void onFrame(final TensorView view, final long inNs)
    {
        final long number = FrameTagDescriptor.number(view.attachment());
        if (number < 0)
        {
            ++warmup;
            check.check(view);
            return;
        }
        if (0 == recorder.count())
        {
            assembledBefore = inlet.assembled();
        }
        if (!recorder.in(number, inNs))
        {
            check.reject();
            return;
        }
        check.check(view);
        recorder.out(number, System.nanoTime());
        if (null != pictures)
        {
            pictures.offer(number, view);
        }
        context.progress().at("stream", number + 1, plan.frames());
    }
}
