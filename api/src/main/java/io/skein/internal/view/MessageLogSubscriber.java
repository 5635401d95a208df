package io.skein.internal.view;

import io.skein.internal.link.Links;
import io.skein.message.MessageHandler;
import io.skein.message.MessageSubscriber;
import io.skein.message.MessageView;
import io.skein.message.RetainedMessage;
import io.skein.topic.Topic;
import io.skein.trace.TraceHandler;
import io.skein.transfer.TransferReceiver;

import java.util.concurrent.Flow;

/**
 * Receives messages.
 */
public final class MessageLogSubscriber extends LogSubscriber implements MessageSubscriber
{
    private final RetainedPublisher retained;
    private final Flow.Publisher<RetainedMessage> publisher;
    private final TracedHandler traced;
    private MessageHandler given;
    private MessageHandler handler;

    /**
     * @param links   that it becomes one of.
     * @param topic   to receive from.
     * @param channel of the topic.
     */
    public MessageLogSubscriber(final Links links, final Topic topic, final int channel)
    {
        super(links, topic, channel);
        traced = null == topic.trace() ? null : new TracedHandler();
        final MessageHandler toPublisher = this::toPublisher;
        retained = new RetainedPublisher(links, this, () -> poll(toPublisher, 1));
        publisher = retained::subscribe;
    }

    @Override
    public int poll(final MessageHandler messageHandler, final int limit)
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
    public int pollLatest(final MessageHandler messageHandler)
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

    private void take(final MessageHandler messageHandler)
    {
        if (given != messageHandler)
        {
            given = messageHandler;
            handler = null == traced ? messageHandler : traced.beforeMessages(messageHandler);
        }
    }

    @Override
    public void onTraced(final TraceHandler traceHandler)
    {
        requireTrace();
        traced.traces(traceHandler);
    }

    @Override
    public void receiveInto(final TransferReceiver receiver)
    {
        receiveWith(receiver::accept);
    }

    @Override
    public RetainedMessage newRetained()
    {
        return new KeptView(this);
    }

    @Override
    public Flow.Publisher<RetainedMessage> publisher()
    {
        return publisher;
    }

    private void toPublisher(final MessageView view)
    {
        retained.onView((LogView)view);
    }

    @Override
    void dispatch(final LogView view)
    {
        handler.onMessage(view);
    }
}
