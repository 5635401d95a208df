package io.skein.internal.view;

import io.skein.internal.link.Links;
import io.skein.message.MessageHandler;
import io.skein.message.MessageSubscriber;
import io.skein.message.MessageView;
import io.skein.message.RetainedMessage;
import io.skein.topic.Topic;
import io.skein.transfer.TransferReceiver;

import java.util.concurrent.Flow;

/**
 * Receives messages.
 */
public final class MessageLogSubscriber extends LogSubscriber implements MessageSubscriber
{
    private final RetainedPublisher retained;
    private final Flow.Publisher<RetainedMessage> publisher;
    private MessageHandler handler;

    /**
     * @param links   that it becomes one of.
     * @param topic   to receive from.
     * @param channel of the topic.
     */
    public MessageLogSubscriber(final Links links, final Topic topic, final int channel)
    {
        super(links, topic, channel);
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
            if (handler != messageHandler)
            {
                handler = messageHandler;
            }
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
            if (handler != messageHandler)
            {
                handler = messageHandler;
            }
            return pollLatestOfImages();
        }
        finally
        {
            endPoll();
        }
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
