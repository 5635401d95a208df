package io.skein.system;

import io.skein.Sharing;
import io.skein.message.Claim;
import io.skein.message.MessagePublisher;
import io.skein.message.MessageSubscriber;
import io.skein.payload.Payload;
import io.skein.topic.BackPressure;
import io.skein.topic.Topic;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * A subscriber that takes a frame at a time, and all in all longer than its publisher waits for one.
 */
@Timeout(60)
class SlowReaderIT
{
    private static final int LENGTH = 1_200_000;
    private static final long PACE_NS = 1_000_000;
    private static final long TIMEOUT_NS = TimeUnit.MILLISECONDS.toNanos(500);

    private PoolBed bed;

    @BeforeEach
    void open() throws IOException
    {
        bed = new PoolBed();
    }

    @AfterEach
    void close()
    {
        bed.close();
    }

    @Test
    void shouldNotTimeOutWhenSlicesAreAccepted() throws Exception
    {
        final UnsafeBuffer bytes = new UnsafeBuffer(new byte[LENGTH]);
        Pattern.fill(bytes, LENGTH, 1);
        assertArrives((publisher) -> publisher.offer(
            Payload.borrow(bytes, 0, LENGTH, bytes), Duration.ofNanos(TIMEOUT_NS)));
    }

    @Test
    void shouldNotTimeOutWhenSlicesOfAClaimAreAccepted() throws Exception
    {
        assertArrives((publisher) ->
        {
            final Claim claim = publisher.claim(LENGTH);
            Pattern.fill(claim.data(), LENGTH, 1);
            return claim.commit();
        });
    }

    private void assertArrives(final Action action) throws Exception
    {
        final Topic topic = Topic.message("slow").channel("aeron:ipc?term-length=64k|mtu=1408")
            .backPressure(BackPressure.block(Duration.ofNanos(TIMEOUT_NS)));
        try (MessageSubscriber subscriber = bed.skein().addMessageSubscriber(topic, 0);
            MessagePublisher publisher = bed.skein().addMessagePublisher(topic, Sharing.EXCLUSIVE))
        {
            publisher.awaitConnected(Duration.ofSeconds(30));
            subscriber.awaitConnected(Duration.ofSeconds(30));
            final FutureTask<Long> published = start(() -> action.publish(publisher));
            final int[] arrived = {0};
            final long startNs = System.nanoTime();
            Await.until(() -> "it arrives, " + subscriber.stats() + " " + bed.events(), () ->
            {
                LockSupport.parkNanos(PACE_NS);
                subscriber.poll((view) -> arrived[0] += Pattern.isWhole(view.buffer(), LENGTH) ? 1 : 0, 1);
                return 0 < arrived[0] || published.isDone() && publisher.stats().cancelled() > 0;
            });
            assertTrue(published.get() > 0);
            assertTrue(System.nanoTime() - startNs > TIMEOUT_NS, "the test itself: it took long");
            assertEquals(1, arrived[0]);
            assertEquals(0, publisher.stats().cancelled());
        }
    }

    private static FutureTask<Long> start(final Callable<Long> action)
    {
        final FutureTask<Long> task = new FutureTask<>(action);
        final Thread thread = new Thread(task, "publisher");
        thread.setDaemon(true);
        thread.start();
        return task;
    }

    /**
     * Publishes, waiting.
     */
    private interface Action
    {
        long publish(MessagePublisher publisher);
    }
}
