package io.skein.perf.attach;

import io.skein.Skein;
import io.skein.message.MessageHandler;
import io.skein.message.MessageSubscriber;
import io.skein.message.Subscriber;
import io.skein.message.SubscriberStats;
import io.skein.tensor.TensorSubscriber;
import io.skein.topic.Topic;
import io.skein.topic.TopicKind;

import java.util.function.IntSupplier;

/**
 * A subscriber to messages or tensors, whichever the topic has, on the first of its channels. Polling belongs to one
 * thread, the rest to any.
 */
public final class TopicListener
{
    private static final int LIMIT = 10;

    private final Subscriber subscriber;
    private final IntSupplier poll;

    /**
     * @param skein   to subscribe with.
     * @param topic   of kind tensor or message.
     * @param handler of each message; a tensor is one.
     */
    public TopicListener(final Skein skein, final Topic topic, final MessageHandler handler)
    {
        if (TopicKind.TENSOR == topic.kind())
        {
            final TensorSubscriber tensors = skein.addTensorSubscriber(topic, 0);
            subscriber = tensors;
            poll = () -> tensors.poll(handler::onMessage, LIMIT);
        }
        else
        {
            final MessageSubscriber messages = skein.addMessageSubscriber(topic, 0);
            subscriber = messages;
            poll = () -> messages.poll(handler, LIMIT);
        }
    }

    /**
     * Hand what has come to the handler.
     *
     * @return how much that was; 0 for nothing.
     */
    public int poll()
    {
        return poll.getAsInt();
    }

    /**
     * @return how many publishers there are.
     */
    public int publisherCount()
    {
        return subscriber.publisherCount();
    }

    /**
     * @return what came until now.
     */
    public SubscriberStats stats()
    {
        return subscriber.stats();
    }
}
