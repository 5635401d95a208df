package io.skein.internal.view;

import io.skein.internal.trace.StageTrace;
import io.skein.message.MessageHandler;
import io.skein.message.MessageView;
import io.skein.tensor.TensorHandler;
import io.skein.tensor.TensorView;
import io.skein.trace.TraceHandler;

/**
 * Stands in front of the handler of a topic with trace, so that other topics do without a question.
 */
final class TracedHandler implements MessageHandler, TensorHandler
{
    private MessageHandler messages;
    private TensorHandler tensors;
    private TraceHandler traces;

    /**
     * @param handler to call from now on.
     * @return this.
     */
    MessageHandler beforeMessages(final MessageHandler handler)
    {
        messages = handler;
        return this;
    }

    /**
     * @param handler to call from now on.
     * @return this.
     */
    TensorHandler beforeTensors(final TensorHandler handler)
    {
        tensors = handler;
        return this;
    }

    void traces(final TraceHandler handler)
    {
        traces = handler;
    }

    @Override
    public void onMessage(final MessageView view)
    {
        final StageTrace trace = ((LogView)view).beginTrace();
        try
        {
            messages.onMessage(view);
        }
        finally
        {
            end(trace);
        }
    }

    @Override
    public void onTensor(final TensorView view)
    {
        final StageTrace trace = ((LogView)view).beginTrace();
        try
        {
            tensors.onTensor(view);
        }
        finally
        {
            end(trace);
        }
    }

    private void end(final StageTrace trace)
    {
        try
        {
            if (null != traces)
            {
                // The clock is most of what a trace costs: not for nobody.
                trace.handled();
                traces.onTrace(trace);
            }
        }
        finally
        {
            trace.end();
        }
    }
}
