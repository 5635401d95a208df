package io.skein.stream;

import io.skein.Sharing;
import io.skein.message.MessagePublisher;
import io.skein.message.MessageSubscriber;
import io.skein.message.RetainedMessage;
import io.skein.payload.Payload;
import io.skein.topic.Topic;
import org.reactivestreams.tck.TestEnvironment;
import org.reactivestreams.tck.flow.FlowPublisherVerification;
import org.testng.annotations.AfterClass;
import org.testng.annotations.AfterMethod;
import org.testng.annotations.BeforeClass;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;

/**
 * The rules of Reactive Streams, by their own test kit, for what a subscriber retains; run by {@link FlowTckIT}.
 */
public class RetainedPublisherVerification extends FlowPublisherVerification<RetainedMessage>
{
    private static final long TIMEOUT_MS = 1_000;
    private static final long QUIET_MS = 30;
    private static final long MOST_MESSAGES = 1_000;

    private final List<AutoCloseable> ends = new ArrayList<>();
    private Bed bed;
    private int nextStream = 9_000;

    /**
     * Made by the test kit.
     */
    public RetainedPublisherVerification()
    {
        super(new TestEnvironment(TIMEOUT_MS, QUIET_MS), TIMEOUT_MS);
    }

    /**
     * Once: nothing here is for a driver to remember.
     */
    @BeforeClass
    public void openBed()
    {
        bed = new Bed();
    }

    /**
     * After all rules.
     */
    @AfterClass
    public void closeBed()
    {
        bed.close();
    }

    @Override
    public Flow.Publisher<RetainedMessage> createFlowPublisher(final long messages)
    {
        final Topic topic = Topic.message("flow").stream(nextStream++);
        final MessageSubscriber subscriber = bed.skein().addMessageSubscriber(topic, 0);
        final MessagePublisher publisher = bed.skein().addMessagePublisher(topic, Sharing.EXCLUSIVE);
        publisher.awaitConnected(Bed.LONG);
        for (long i = 0; i < messages; i++)
        {
            publisher.publish(Payload.copyOf(new byte[Long.BYTES]));
        }
        ends.add(publisher);
        ends.add(subscriber);
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
            bed.skein().addMessageSubscriber(Topic.message("flow").stream(nextStream++), 0);
        ends.add(subscriber);
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

    @Override
    public long maxElementsFromPublisher()
    {
        return MOST_MESSAGES;
    }

    /**
     * After each rule.
     */
    @AfterMethod
    public void closeEnds() throws Exception
    {
        for (final AutoCloseable end : ends)
        {
            end.close();
        }
        ends.clear();
    }
}
