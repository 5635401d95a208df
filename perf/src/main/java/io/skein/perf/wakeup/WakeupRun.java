package io.skein.perf.wakeup;

import com.sun.management.OperatingSystemMXBean;
import io.skein.Sharing;
import io.skein.Skein;
import io.skein.SkeinOptions;
import io.skein.driver.EmbeddedDriver;
import io.skein.idle.WaitStrategy;
import io.skein.message.RawPublisher;
import io.skein.message.RawSubscriber;
import io.skein.topic.Topic;
import org.HdrHistogram.Histogram;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.UnsafeBuffer;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * One strategy: wake-ups by single messages, then nothing for a while.
 */
final class WakeupRun
{
    private static final Topic TOPIC = Topic.raw("bench/wakeup").stream(7_001);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final long SECOND_NS = TimeUnit.SECONDS.toNanos(1);
    private static final long WARM_UP_INTERVAL_NS = TimeUnit.MICROSECONDS.toNanos(200);

    private final WaitStrategy strategy;
    private final Histogram latencies = new Histogram(SECOND_NS * 60, 3);
    private final UnsafeBuffer message = new UnsafeBuffer(new byte[Long.BYTES]);
    private volatile long received;
    private volatile boolean isWarm;
    private volatile boolean isStopped;

    WakeupRun(final WaitStrategy strategy)
    {
        this.strategy = strategy;
    }

    /**
     * @param warmUps       messages before any counts, 200 us apart.
     * @param messages      that count.
     * @param perSecond     how many of them in a second.
     * @param settleSeconds to fall asleep.
     * @param idleSeconds   to do nothing.
     * @return what was found.
     */
    WakeupResult run(
        final int warmUps, final int messages, final double perSecond, final double settleSeconds,
        final double idleSeconds)
        throws InterruptedException
    {
        try (EmbeddedDriver driver = EmbeddedDriver.launch();
            Skein skein = Skein.connect(driver.connection(), SkeinOptions.DEFAULTS.withWaitStrategy(strategy)))
        {
            final RawSubscriber subscriber = skein.addRawSubscriber(TOPIC, 0);
            final RawPublisher publisher = skein.addRawPublisher(TOPIC, Sharing.EXCLUSIVE);
            publisher.awaitConnected(TIMEOUT);
            subscriber.awaitConnected(TIMEOUT);
            final Thread receiver = new Thread(() -> receive(skein, subscriber), "wakeup-receiver");
            receiver.start();
            try
            {
                publish(publisher, warmUps, WARM_UP_INTERVAL_NS);
                awaitReceived(warmUps);
                isWarm = true;
                publish(publisher, messages, (long)(SECOND_NS / perSecond));
                awaitReceived(warmUps + (long)messages);
                rest((long)(settleSeconds * SECOND_NS));
                final double percent = idlePercent((long)(idleSeconds * SECOND_NS));
                return new WakeupResult(
                    strategy.name().toLowerCase(Locale.ROOT), latencies, percent, idleSeconds);
            }
            finally
            {
                isStopped = true;
                receiver.join();
            }
        }
    }

    private void receive(final Skein skein, final RawSubscriber subscriber)
    {
        final IdleStrategy idle = skein.newIdleStrategy();
        final long[] count = new long[1];
        while (!isStopped)
        {
            final int fragments = subscriber.poll((view) ->
            {
                final long latencyNs = System.nanoTime() - view.buffer().getLong(0);
                if (isWarm)
                {
                    latencies.recordValue(Math.min(latencyNs, latencies.getHighestTrackableValue()));
                }
                ++count[0];
            }, 10);
            if (fragments > 0)
            {
                received = count[0];
            }
            idle.idle(fragments);
        }
    }

    /**
     * A message that is still on its way must neither count as one of the next nor be missing from the results.
     */
    private void awaitReceived(final long count)
    {
        while (received < count)
        {
            LockSupport.parkNanos(WARM_UP_INTERVAL_NS);
        }
    }

    private void publish(final RawPublisher publisher, final int count, final long intervalNs)
    {
        final long startNs = System.nanoTime();
        for (int i = 1; i <= count; i++)
        {
            final long dueNs = startNs + i * intervalNs;
            for (long leftNs = dueNs - System.nanoTime(); leftNs > 0; leftNs = dueNs - System.nanoTime())
            {
                LockSupport.parkNanos(leftNs);
            }
            message.putLong(0, System.nanoTime());
            while (publisher.offer(message, 0, Long.BYTES) < 0)
            {
                Thread.onSpinWait();
            }
        }
    }

    private static double idlePercent(final long durationNs)
    {
        final OperatingSystemMXBean system = (OperatingSystemMXBean)ManagementFactory.getOperatingSystemMXBean();
        final long startNs = System.nanoTime();
        final long startCpuNs = system.getProcessCpuTime();
        rest(durationNs);
        final double cpuNs = system.getProcessCpuTime() - startCpuNs;
        return 100 * cpuNs / (System.nanoTime() - startNs);
    }

    private static void rest(final long durationNs)
    {
        final long startNs = System.nanoTime();
        for (long leftNs = durationNs; leftNs > 0; leftNs = durationNs - (System.nanoTime() - startNs))
        {
            LockSupport.parkNanos(leftNs);
        }
    }
}
