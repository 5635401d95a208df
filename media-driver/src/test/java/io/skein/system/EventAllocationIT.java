package io.skein.system;

import io.skein.Connection;
import io.skein.Sharing;
import io.skein.Skein;
import io.skein.SkeinOptions;
import io.skein.driver.EmbeddedDriver;
import io.skein.idle.WaitSet;
import io.skein.idle.WaitStrategy;
import io.skein.message.RawHandler;
import io.skein.message.RawPublisher;
import io.skein.message.RawSubscriber;
import io.skein.system.AllocationMeter.Exchange;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

import static org.junit.jupiter.api.Assertions.assertEquals;

/**
 * Target P11 for threads that sleep until somebody rings: neither sleeping nor ringing nor waking up allocates.
 */
@Timeout(120)
class EventAllocationIT
{
    private static final int WARMUP = 20_000;
    private static final int MESSAGES = 2_000;
    private static final long PAUSE_NS = 20_000;
    private static final Duration LONG = Duration.ofSeconds(30);

    private EmbeddedDriver driver;
    private Skein skein;
    private RawPublisher there;
    private RawSubscriber back;
    private volatile boolean isStopped;

    @BeforeEach
    void setUp()
    {
        driver = EmbeddedDriver.launch();
        // Without the driver at hand: what that allocates is not counted here, and only a publisher can wake anybody.
        skein = Skein.connect(Connection.to(driver.aeronDirectory()),
            SkeinOptions.DEFAULTS.withWaitStrategy(WaitStrategy.EVENT).withConnectTimeout(LONG));
        there = skein.addRawPublisher(EventIT.THERE, Sharing.EXCLUSIVE);
        back = skein.addRawSubscriber(EventIT.BACK, 0);
    }

    @AfterEach
    void tearDown()
    {
        isStopped = true;
        skein.close();
        driver.close();
    }

    @Test
    void shouldAllocateNothingWhenThreadsWakeEachOther()
    {
        final Echo echo = new Echo();
        final IdleStrategy idle = skein.newIdleStrategy();
        measureWith(new Thread(() ->
        {
            while (!isStopped)
            {
                idle.idle(echo.poll());
            }
        }));
    }

    @Test
    void shouldAllocateNothingWhenASetWakes()
    {
        final Echo echo = new Echo();
        final WaitSet set = skein.newWaitSet();
        set.add(echo.subscriber);
        set.addTimer(Duration.ofMillis(10));
        final Consumer<Object> poll = (one) -> echo.poll();
        measureWith(new Thread(() ->
        {
            while (!isStopped)
            {
                set.await(LONG, poll);
            }
        }));
    }

    @Test
    void shouldAllocateNothingWhenAnotherProcessIsRung() throws IOException
    {
        try (ChildJvm child = ChildJvm.start(WakeMain.class, driver.aeronDirectory().toString()))
        {
            child.awaitLine("READY");
            there.awaitConnected(LONG);
            assertEquals(0, AllocationMeter.leastBytes(new PingPong(null), WARMUP, MESSAGES));
        }
    }

    private void measureWith(final Thread thread)
    {
        thread.start();
        there.awaitConnected(LONG);
        back.awaitConnected(LONG);
        assertEquals(0, AllocationMeter.leastBytes(new PingPong(thread), WARMUP, MESSAGES, thread));
        isStopped = true;
        Await.ended(thread);
    }

    /**
     * Sends as soon as the other sleeps, and sleeps until it comes back.
     */
    private final class PingPong implements Exchange
    {
        private final Thread other;
        private final UnsafeBuffer message = new UnsafeBuffer(new byte[Long.BYTES]);
        private final IdleStrategy idle = skein.newIdleStrategy();
        private final RawHandler handler = (view) -> {};

        /**
         * @param other that sends back, or null when it is in another process.
         */
        private PingPong(final Thread other)
        {
            this.other = other;
        }

        @Override
        public long publish(final long value)
        {
            if (null == other)
            {
                // Longer than it takes to fall asleep there; what is rung and what is not is the same to the meter.
                LockSupport.parkNanos(PAUSE_NS);
            }
            while (null != other && Thread.State.TIMED_WAITING != other.getState())
            {
                Thread.yield();
            }
            message.putLong(0, value);
            return there.offer(message, 0, Long.BYTES);
        }

        @Override
        public int poll()
        {
            final int count = back.poll(handler, 1);
            idle.idle(count);
            return count;
        }

        @Override
        public void close()
        {
            // The test closes all.
        }
    }

    /**
     * Sends back what comes.
     */
    private final class Echo
    {
        private final RawSubscriber subscriber = skein.addRawSubscriber(EventIT.THERE, 0);
        private final RawPublisher publisher = skein.addRawPublisher(EventIT.BACK, Sharing.EXCLUSIVE);
        private final UnsafeBuffer message = new UnsafeBuffer(new byte[Long.BYTES]);
        private final RawHandler handler = (view) ->
        {
            message.putLong(0, view.buffer().getLong(0));
            publisher.offer(message, 0, Long.BYTES);
        };

        private int poll()
        {
            return subscriber.poll(handler, 10);
        }
    }
}
