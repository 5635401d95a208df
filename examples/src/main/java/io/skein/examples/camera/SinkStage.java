package io.skein.examples.camera;

import io.skein.InterruptedWaitException;
import io.skein.examples.picture.Picture;
import io.skein.tensor.TensorType;
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
    private long seen;

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
            if (null != pictures && !context.stop().getAsBoolean())
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
        return new StageReport(recorder.warmup(), 0, recorder.count(), check.corrupted() + recorder.repeated(), 0,
            inlet.lapped(), Lanes.NONE, inlet.copiedBytes(), 0, written, recorder.inNs(), recorder.outNs(),
            inlet.traceLines());
    }

    @Override
    public void close()
    {
        inlet.close();
    }

    private void onFrame(final TensorView view, final long inNs)
    {
        final long number = FrameTagDescriptor.number(view.attachment());
        recorder.in(number, inNs);
        check.check(view.attachment(), view.type(), view.byteBuffer());
        recorder.out(number, System.nanoTime());
        if (null != pictures && pictures.isDue(number))
        {
            final TensorType type = view.type();
            pictures.keep(number,
                new Picture((int)type.dim(1), (int)type.dim(0), (int)type.dim(2), view.toByteArray()));
        }
        seen = Math.max(seen, number + 1);
        context.progress().at("stream", seen, plan.frames());
    }
}
