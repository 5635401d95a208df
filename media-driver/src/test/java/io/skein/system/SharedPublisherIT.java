package io.skein.system;

import io.skein.Sharing;
import io.skein.Skein;
import io.skein.driver.EmbeddedDriver;
import io.skein.message.MessagePublisher;
import io.skein.message.MessageSubscriber;
import io.skein.topic.PoolOptions;
import io.skein.topic.Topic;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * What a thread keeps for a shared publisher does not keep the publisher.
 */
@Timeout(120)
class SharedPublisherIT
{
    private final UnsafeBuffer message = new UnsafeBuffer(new byte[100]);

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldBeGarbageWhenItIsClosedAndThreadsThatPublishedLiveOn(final boolean isPooled) throws Exception
    {
        final Topic topic = Topic.message("garbage");
        final ExecutorService thread = Executors.newSingleThreadExecutor();
        try (EmbeddedDriver driver = EmbeddedDriver.launch();
            Skein skein = Skein.connect(driver.connection(), Events.PATIENT);
            MessageSubscriber subscriber = skein.addMessageSubscriber(topic, 0))
        {
            final WeakReference<MessagePublisher> publisher = publish(
                skein, isPooled ? topic.pool(PoolOptions.of(2, 1_000).threshold(0)) : topic, thread);
            Await.until("both came", () ->
            {
                subscriber.poll((view) ->
                {
                }, 10);
                return 2 == subscriber.stats().messages();
            });
            Await.until("the publisher is collected", () ->
            {
                System.gc();
                return null == publisher.get();
            });
            assertAlive(thread);
        }
        finally
        {
            thread.shutdown();
        }
    }

    private WeakReference<MessagePublisher> publish(
        final Skein skein, final Topic topic, final ExecutorService thread) throws Exception
    {
        final MessagePublisher publisher = skein.addMessagePublisher(topic, Sharing.SHARED);
        publisher.awaitConnected(Duration.ofSeconds(30));
        for (int i = 0; i < 2; i++)
        {
            thread.submit(() -> publisher.offer(message, 0, 100) > 0).get(30, TimeUnit.SECONDS);
        }
        publisher.close();
        return new WeakReference<>(publisher);
    }

    private static void assertAlive(final ExecutorService thread) throws InterruptedException, ExecutionException
    {
        thread.submit(() ->
        {
        }).get();
    }
}
