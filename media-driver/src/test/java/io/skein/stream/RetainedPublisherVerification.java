package io.skein.stream;

import io.skein.Sharing;
import io.skein.message.MessagePublisher;
import io.skein.message.MessageSubscriber;
import io.skein.message.RetainedMessage;
import io.skein.payload.Payload;
import io.skein.topic.Topic;

import java.util.concurrent.Flow;

/**
 * The rules of Reactive Streams, by their own test kit, for what a subscriber retains; run by {@link FlowTckIT}.
 */
public class RetainedPublisherVerification extends AbstractVerification<RetainedMessage>
{
    private int nextStream = 9_000;

    /**
     * Made by the test kit.
     */
    public RetainedPublisherVerification()
    {
    }

    @Override
    public Flow.Publisher<RetainedMessage> createFlowPublisher(final long messages)
    {
        final Topic topic = Topic.message("flow").stream(nextStream++);
        final MessagePublisher publisher =
            closedLater(bed().skein().addMessagePublisher(topic, Sharing.EXCLUSIVE));
        final MessageSubscriber subscriber = closedLater(bed().skein().addMessageSubscriber(topic, 0));
        publisher.awaitConnected(Bed.LONG);
        for (long i = 0; i < messages; i++)
        {
            publisher.publish(Payload.copyOf(new byte[Long.BYTES]));
        }
        // A topic has no end, so it ends when all have been taken.
        final Thread closer = new Thread(() ->
        {
            Bed.until("all are taken", () -> subscriber.isClosed() || subscriber.stats().messages() >= messages);
            subscriber.close();
        });
        closer.setDaemon(true);
        closer.start();
        return subscriber.publisher();
    }

    @Override
    public Flow.Publisher<RetainedMessage> createFailedFlowPublisher()
    {
        final MessageSubscriber subscriber =
            closedLater(bed().skein().addMessageSubscriber(Topic.message("flow").stream(nextStream++), 0));
        // It is for one at a time.
        final boolean[] isTaken = new boolean[1];
        subscriber.publisher().subscribe(new Flow.Subscriber<>()
        {
            @Override
            public void onSubscribe(final Flow.Subscription subscription)
            {
                synchronized (isTaken)
                {
                    isTaken[0] = true;
                }
            }

            @Override
            public void onNext(final RetainedMessage message)
            {
                message.release();
            }

            @Override
            public void onError(final Throwable error)
            {
                throw new AssertionError(error);
            }

            @Override
            public void onComplete()
            {
                // It is closed after the rule.
            }
        });
        Bed.until("it is taken", () ->
        {
            synchronized (isTaken)
            {
                return isTaken[0];
            }
        });
        return subscriber.publisher();
    }
}
