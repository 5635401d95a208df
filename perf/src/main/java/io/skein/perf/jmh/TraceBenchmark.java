package io.skein.perf.jmh;

import io.skein.Sharing;
import io.skein.Skein;
import io.skein.driver.EmbeddedDriver;
import io.skein.tensor.DataType;
import io.skein.tensor.TensorClaim;
import io.skein.tensor.TensorHandler;
import io.skein.tensor.TensorPublisher;
import io.skein.tensor.TensorSubscriber;
import io.skein.tensor.TensorType;
import io.skein.tensor.TensorView;
import io.skein.topic.PoolOptions;
import io.skein.topic.Topic;
import io.skein.topic.TraceOptions;
import org.agrona.concurrent.IdleStrategy;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * What a trace costs: the same hops in one thread, with and without. Publisher and subscriber of a hop pay together
 * what the two figures differ by. Target: less than 100 ns a hop.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsPrepend = JmhArguments.ADD_OPENS)
public class TraceBenchmark
{
    private static final TensorType TYPE = TensorType.of(DataType.FLOAT32, 16);
    // The log stays in the cache: it is the trace that is measured, and not how fast memory is.
    private static final String CHANNEL = "aeron:ipc?term-length=1m|mtu=8k";
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int LIMIT = 10;

    /**
     * Whether messages have a trace.
     */
    @Param({"false", "true"})
    public boolean isTraced;

    /**
     * Spans that a trace has room for.
     */
    @Param({"4", "0"})
    public int spans;

    private final TensorHandler read = this::read;
    private final TensorHandler forward = this::forward;
    private EmbeddedDriver driver;
    private Skein skein;
    private IdleStrategy idle;
    private Route log;
    private Route pool;
    private TensorPublisher onward;
    private TensorSubscriber last;
    private long sum;

    /**
     * Made by JMH.
     */
    public TraceBenchmark()
    {
    }

    /**
     * Starts a driver.
     */
    @Setup
    public void open()
    {
        driver = EmbeddedDriver.launch();
        skein = Skein.connect(driver.connection());
        idle = skein.newIdleStrategy();
        log = new Route(traced(Topic.tensor("trace/log")));
        pool = new Route(traced(Topic.tensor("trace/pool").pool(PoolOptions.of(4, TYPE.sizeBytes()).threshold(0))));
        final Topic next = traced(Topic.tensor("trace/onward"));
        last = skein.addTensorSubscriber(next, 0);
        onward = skein.addTensorPublisher(next, Sharing.EXCLUSIVE);
        onward.awaitConnected(PATIENCE);
    }

    private Topic traced(final Topic topic)
    {
        final Topic small = topic.channel(CHANNEL);
        return isTraced ? small.trace(new TraceOptions(3, spans)) : small;
    }

    /**
     * Stops it.
     */
    @TearDown
    public void close()
    {
        skein.close();
        driver.close();
    }

    /**
     * A look at the clock, of which a hop takes two.
     *
     * @return the time.
     */
    @Benchmark
    public long clock()
    {
        return System.nanoTime();
    }

    /**
     * One hop through the log.
     *
     * @return depends on all of it.
     */
    @Benchmark
    public long claim()
    {
        log.publish();
        poll(log.subscriber, read);
        return sum;
    }

    /**
     * One hop through a slot.
     *
     * @return depends on all of it.
     */
    @Benchmark
    public long pool()
    {
        pool.publish();
        poll(pool.subscriber, read);
        return sum;
    }

    /**
     * Two hops, the second with the same slot.
     *
     * @return depends on all of it.
     */
    @Benchmark
    public long poolAndForward()
    {
        pool.publish();
        poll(pool.subscriber, forward);
        poll(last, read);
        return sum;
    }

    private void poll(final TensorSubscriber subscriber, final TensorHandler handler)
    {
        while (0 == subscriber.poll(handler, LIMIT))
        {
            idle.idle();
        }
    }

    private void read(final TensorView view)
    {
        sum += view.buffer().getLong(0);
    }

    private void forward(final TensorView view)
    {
        while (onward.forward(view) <= 0)
        {
            idle.idle();
        }
    }

    /**
     * A topic with both ends.
     */
    private final class Route
    {
        private final TensorSubscriber subscriber;
        private final TensorPublisher publisher;
        private final TensorClaim claim;

        private Route(final Topic topic)
        {
            subscriber = skein.addTensorSubscriber(topic, 0);
            publisher = skein.addTensorPublisher(topic, Sharing.EXCLUSIVE);
            publisher.awaitConnected(PATIENCE);
            claim = publisher.newClaim();
        }

        private void publish()
        {
            while (publisher.tryClaim(TYPE, claim) <= 0)
            {
                idle.idle();
            }
            claim.data().putLong(0, sum);
            claim.commit();
        }
    }
}
