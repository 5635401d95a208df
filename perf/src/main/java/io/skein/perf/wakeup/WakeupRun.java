package io.skein.perf.wakeup;

import com.sun.management.OperatingSystemMXBean;
import io.skein.Sharing;
import io.skein.Skein;
import io.skein.SkeinException;
import io.skein.SkeinOptions;
import io.skein.driver.EmbeddedDriver;
import io.skein.idle.WaitStrategy;
import io.skein.message.RawHandler;
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
import java.util.function.LongConsumer;

/**
 * One strategy: wake-ups by single messages, then nothing for a while.
 */
final class WakeupRun
{
    /**
     * What counts at most.
     */
    static final long LONGEST_NS = TimeUnit.MINUTES.toNanos(1);

    private static final Topic TOPIC = Topic.raw("bench/wakeup").stream(7_001);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final long SECOND_NS = TimeUnit.SECONDS.toNanos(1);
    private static final long WARM_UP_INTERVAL_NS = TimeUnit.MICROSECONDS.toNanos(200);

    private final WaitStrategy strategy;
    private final LongConsumer progress;
    private final Histogram latencies = new Histogram(LONGEST_NS, 3);
    private final UnsafeBuffer message = new UnsafeBuffer(new byte[Long.BYTES]);
    private long done;
    private volatile long received;
    private volatile Throwable failure;
    private volatile boolean isWarm;
    private volatile boolean isStopped;

    /**
     * @param strategy of the subscriber.
     * @param progress is told how many messages have been sent, warm-up included.
     */
    WakeupRun(final WaitStrategy strategy, final LongConsumer progress)
    {
        this.strategy = strategy;
        this.progress = progress;
    }

    /**
     * @param warmUps       messages before any counts, 200 us apart.
     * @param messages      that count.
     * @param perSecond     how many of them in a second; half-way between two of them, a bare thread is woken.
     * @param settleSeconds to fall asleep.
     * @param idleSeconds   to do nothing.
     * @return what was found.
     * @throws SkeinException when a message does not come.
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
                final Histogram bare = publish(publisher, warmUps, messages, (long)(SECOND_NS / perSecond));
                rest((long)(settleSeconds * SECOND_NS));
                final double percent = idlePercent((long)(idleSeconds * SECOND_NS));
                requireGoingOn(System.nanoTime(), "the subscriber ended");
                return new WakeupResult(
                    strategy.name().toLowerCase(Locale.ROOT), latencies, bare, percent, idleSeconds);
            }
            finally
            {
                isStopped = true;
                receiver.join();
            }
        }
    }

    private Histogram publish(
        final RawPublisher publisher, final int warmUps, final int messages, final long intervalNs)
        throws InterruptedException
    {
        final BareWakeup bare = new BareWakeup();
        try
        {
            publish(publisher, bare, warmUps, WARM_UP_INTERVAL_NS);
            awaitReceived(warmUps);
            isWarm = true;
            bare.warm();
            publish(publisher, bare, messages, intervalNs);
            awaitReceived(warmUps + (long)messages);
        }
        finally
        {
            bare.end();
        }
        return bare.latencies();
    }

    private void receive(final Skein skein, final RawSubscriber subscriber)
    {
        final IdleStrategy idle = skein.newIdleStrategy();
        final long[] count = new long[1];
        final RawHandler handler = (view) ->
        {
            final long latencyNs = System.nanoTime() - view.buffer().getLong(0);
            if (isWarm)
            {
                record(latencies, latencyNs);
            }
            ++count[0];
        };
        try
        {
            while (!isStopped)
            {
                final int fragments = subscriber.poll(handler, 10);
                if (fragments > 0)
                {
                    received = count[0];
                }
                idle.idle(fragments);
            }
        }
        catch (final RuntimeException | Error ex)
        {
            failure = ex;
        }
    }

    static void record(final Histogram histogram, final long latencyNs)
    {
        histogram.recordValue(Math.min(latencyNs, histogram.getHighestTrackableValue()));
    }

    /**
     * A message that is still on its way must neither count as one of the next nor be missing from the results.
     */
    private void awaitReceived(final long count)
    {
        final long startNs = System.nanoTime();
        while (received < count)
        {
            requireGoingOn(startNs, "of " + count + " messages " + received + " came, and no more");
            LockSupport.parkNanos(WARM_UP_INTERVAL_NS);
        }
    }

    private void publish(
        final RawPublisher publisher, final BareWakeup bare, final int count, final long intervalNs)
    {
        final long startNs = System.nanoTime();
        for (int i = 1; i <= count; i++)
        {
            await(startNs + i * intervalNs - intervalNs / 2);
            bare.send();
            await(startNs + i * intervalNs);
            message.putLong(0, System.nanoTime());
            offer(publisher);
            progress.accept(++done);
        }
    }

    private void offer(final RawPublisher publisher)
    {
        final long startNs = System.nanoTime();
        while (publisher.offer(message, 0, Long.BYTES) < 0)
        {
            requireGoingOn(startNs, "a message was not accepted");
            Thread.onSpinWait();
        }
    }

    private void requireGoingOn(final long startNs, final String what)
    {
        if (null != failure || System.nanoTime() - startNs > TIMEOUT.toNanos())
        {
            throw new SkeinException(what + " within " + TIMEOUT.toSeconds() + " s, with " + strategy, failure);
        }
    }

    private static void await(final long dueNs)
    {
        for (long leftNs = dueNs - System.nanoTime(); leftNs > 0; leftNs = dueNs - System.nanoTime())
        {
            LockSupport.parkNanos(leftNs);
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
        await(System.nanoTime() + durationNs);
    }
}
