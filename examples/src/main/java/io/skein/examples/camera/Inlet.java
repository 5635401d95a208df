package io.skein.examples.camera;

import io.skein.InterruptedWaitException;
import io.skein.examples.pace.Deadline;
import io.skein.tensor.TensorHandler;
import io.skein.tensor.TensorSubscriber;
import io.skein.tensor.TensorView;

import java.util.List;

/**
 * Where the frames of a stage arrive. Belongs to one thread.
 */
final class Inlet implements AutoCloseable
{
    /**
     * Frames of a poll are passed, and their slots free, when it returns: so one at a time.
     */
    private static final int FRAGMENTS = 1;

    private final StageContext context;
    private final TensorSubscriber subscriber;
    private final Deadline deadline;
    private final FrameHandler handler;
    private final TensorHandler onTensor = this::onTensor;
    private final TraceRecorder traces;
    private RuntimeException failure;

    Inlet(final StageContext context, final Deadline deadline, final FrameHandler handler)
    {
        this.context = context;
        this.deadline = deadline;
        this.handler = handler;
        subscriber = context.skein().addTensorSubscriber(Outlet.topic(context.plan(), context.index() - 1), 0);
        traces = context.plan().isTraced() ? new TraceRecorder(context.plan(), context.index()) : null;
        if (null != traces)
        {
            subscriber.onTraced(traces);
        }
    }

    /**
     * Hand over each frame, until the stage before has gone and all it sent has come.
     *
     * @throws InterruptedWaitException when the process shall stop.
     */
    void drain()
    {
        subscriber.awaitConnected(context.plan().patience());
        while (!context.stop().getAsBoolean())
        {
            if (poll() > 0)
            {
                deadline.progress();
            }
            else if (deadline.idle())
            {
                if (!subscriber.isConnected() && 0 == poll())
                {
                    return;
                }
                deadline.check("the next frame");
            }
        }
    }

    /**
     * @return payload that was copied to receive it.
     */
    long copiedBytes()
    {
        return subscriber.stats().assembled() * context.inputType().sizeBytes();
    }

    /**
     * @return frames whose slot was taken back before or while they were read.
     */
    long lapped()
    {
        return subscriber.stats().lapped();
    }

    /**
     * @return what the traces of the measured frames say; empty without traces.
     */
    List<TraceLine> traceLines()
    {
        return null == traces ? List.of() : traces.lines();
    }

    @Override
    public void close()
    {
        subscriber.close();
    }

    private int poll()
    {
        final int fragments = subscriber.poll(onTensor, FRAGMENTS);
        if (null != failure)
        {
            throw failure;
        }
        return fragments;
    }

    private void onTensor(final TensorView view)
    {
        final long inNs = System.nanoTime();
        try
        {
            if (null != traces)
            {
                traces.number(FrameTagDescriptor.number(view.attachment()));
            }
            handler.onFrame(view, inNs);
        }
        catch (final RuntimeException ex)
        {
            // What a handler throws goes to the error handler, and polling goes on. Here it shall end.
            failure = ex;
        }
    }

    /**
     * Takes frames.
     */
    @FunctionalInterface
    interface FrameHandler
    {
        /**
         * @param view of the frame, valid during this call.
         * @param inNs when it came.
         */
        void onFrame(TensorView view, long inNs);
    }
}
