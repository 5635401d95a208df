package io.skein.internal.view;

import io.skein.internal.link.Links;
import io.skein.tensor.RetainedTensor;
import io.skein.tensor.TensorHandler;
import io.skein.tensor.TensorSubscriber;
import io.skein.tensor.TensorTransferReceiver;
import io.skein.tensor.TensorView;
import io.skein.topic.Topic;
import io.skein.trace.TraceHandler;

import java.util.Objects;
import java.util.concurrent.Flow;

/**
 * Receives tensors.
 */
public final class TensorLogSubscriber extends LogSubscriber implements TensorSubscriber
{
    private final RetainedPublisher publisher;
    private final TracedHandler traced;
    private TensorHandler given;
    private TensorHandler handler;

    /**
     * @param links   that it becomes one of.
     * @param topic   to receive from.
     * @param channel of the topic.
     */
    public TensorLogSubscriber(final Links links, final Topic topic, final int channel)
    {
        super(links, topic, channel);
        traced = null == topic.trace() ? null : new TracedHandler();
        final TensorHandler toPublisher = this::toPublisher;
        publisher = new RetainedPublisher(links, this, () -> poll(toPublisher, 1));
    }

    @Override
    public int poll(final TensorHandler messageHandler, final int limit)
    {
        if (!beginPoll(messageHandler))
        {
            return 0;
        }
        try
        {
            // Not before: a poll that is refused must not take over the one in progress.
            take(messageHandler);
            return pollImages(limit);
        }
        finally
        {
            endPoll();
        }
    }

    @Override
    public int pollLatest(final TensorHandler messageHandler)
    {
        if (!beginPoll(messageHandler))
        {
            return 0;
        }
        try
        {
            take(messageHandler);
            return pollLatestOfImages();
        }
        finally
        {
            endPoll();
        }
    }

    private void take(final TensorHandler messageHandler)
    {
        if (given != messageHandler)
        {
            given = messageHandler;
            handler = null == traced ? messageHandler : traced.beforeTensors(messageHandler);
        }
    }

    @Override
    public void onTraced(final TraceHandler traceHandler)
    {
        requireTrace();
        traced.traces(traceHandler);
    }

    @Override
    public void receiveInto(final TensorTransferReceiver receiver)
    {
        Objects.requireNonNull(receiver, "receiver");
        receiveWith((transfer) -> receiver.accept(transfer.header().type(), transfer));
    }

    @Override
    public RetainedTensor newRetained()
    {
        return new KeptView(this);
    }

    @Override
    public Flow.Publisher<RetainedTensor> publisher()
    {
        return publisher;
    }

    private void toPublisher(final TensorView view)
    {
        publisher.onView((LogView)view);
    }

    @Override
    void dispatch(final LogView view)
    {
        handler.onTensor(view);
    }
}
