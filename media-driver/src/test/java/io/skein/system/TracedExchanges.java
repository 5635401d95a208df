package io.skein.system;

import io.skein.Sharing;
import io.skein.Skein;
import io.skein.system.AllocationMeter.Exchange;
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
import io.skein.trace.ClockOffsets;
import io.skein.trace.SpanName;
import io.skein.trace.Stamp;
import io.skein.trace.TraceSpan;
import io.skein.trace.TraceView;
import org.agrona.concurrent.UnsafeBuffer;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Two hops with a trace and a span: every way in which a stage sends on, by name. All of the trace is read.
 */
final class TracedExchanges
{
    private static final int LENGTH = 64;
    private static final int POLL_LIMIT = 10;
    private static final long PARK_NS = 100_000;
    private static final TensorType TYPE = TensorType.of(DataType.FLOAT32, 4, 4);
    private static final TraceOptions OPTIONS = TraceOptions.of(2);
    private static final SpanName WORK = SpanName.of("work");
    private static final Stamp[] STAMPS = Stamp.values();

    private final TensorSubscriber subscriber;
    private final TensorPublisher publisher;
    private final TensorSubscriber last;
    private final TensorPublisher stage;
    private final TensorClaim claim;
    private final TensorClaim onward;
    private final UnsafeBuffer bytes = new UnsafeBuffer(ByteBuffer.allocateDirect(LENGTH));
    private final TensorHandler look = this::look;
    private final ClockOffsets offsets = new ClockOffsets();
    private long sum;

    TracedExchanges(final Skein skein, final Sharing sharing, final boolean isPooled)
    {
        final Topic plain = Topic.tensor("allocation/traced").trace(OPTIONS);
        final Topic topic = isPooled ? plain.pool(PoolOptions.of(3, LENGTH).threshold(0)) : plain;
        final Topic next = Topic.tensor("allocation/traced/onward").trace(OPTIONS);
        subscriber = skein.addTensorSubscriber(topic, 0);
        publisher = skein.addTensorPublisher(topic, sharing);
        last = skein.addTensorSubscriber(next, 0);
        stage = skein.addTensorPublisher(next, sharing);
        claim = publisher.newClaim();
        onward = stage.newClaim();
        last.onTraced((trace) -> sum += trace.timeNs(0, Stamp.HANDLER_START));
        stage.awaitConnected(Duration.ofSeconds(10));
        publisher.awaitConnected(Duration.ofSeconds(10));
    }

    Exchange of(final String way)
    {
        final TensorHandler handler = switch (way)
        {
            case "claim" -> this::claimOnward;
            case "offer" -> this::offerOnward;
            default -> this::forward;
        };
        return new Exchange()
        {
            @Override
            public long publish(final long value)
            {
                return fill(publisher.tryClaim(TYPE, claim), claim);
            }

            @Override
            public int poll()
            {
                subscriber.poll(handler, POLL_LIMIT);
                return last.poll(look, POLL_LIMIT);
            }

            @Override
            public void close()
            {
                subscriber.close();
                publisher.close();
                last.close();
                stage.close();
            }
        };
    }

    private static long fill(final long outcome, final TensorClaim target)
    {
        if (outcome <= 0)
        {
            return outcome;
        }
        target.data().putLong(0, 1);
        return target.commit();
    }

    private void forward(final TensorView view)
    {
        work(view);
        while (stage.forward(view) <= 0)
        {
            awaitPump();
        }
    }

    private void claimOnward(final TensorView view)
    {
        work(view);
        while (stage.tryClaim(TYPE, onward) <= 0)
        {
            awaitPump();
        }
        onward.continueTrace(view);
        fill(1, onward);
    }

    private void offerOnward(final TensorView view)
    {
        work(view);
        stage.continueTrace(view);
        while (stage.offer(TYPE, bytes, 0, LENGTH) <= 0)
        {
            awaitPump();
        }
    }

    /**
     * The driver is left to its pump, and what is not accepted here would never arrive.
     */
    private static void awaitPump()
    {
        LockSupport.parkNanos(PARK_NS);
    }

    private void work(final TensorView view)
    {
        try (TraceSpan span = view.trace().span(WORK))
        {
            sum += span.hashCode();
        }
    }

    private void look(final TensorView view)
    {
        final TraceView trace = view.trace();
        offsets.observe(trace);
        for (int hop = 0; hop < trace.hopCount(); hop++)
        {
            for (final Stamp stamp : STAMPS)
            {
                sum += offsets.localTimeNs(trace, hop, stamp);
            }
        }
        for (int span = 0; span < trace.spanCount(); span++)
        {
            sum += trace.spanEndNs(span) - trace.spanStartNs(span) + trace.spanName(span).length();
        }
        if (2 != trace.hopCount() || 1 != trace.spanCount())
        {
            throw new IllegalStateException("a trace of " + trace.hopCount() + " hops");
        }
    }
}
