package io.skein.system;

import io.skein.Sharing;
import io.skein.Skein;
import io.skein.message.Claim;
import io.skein.payload.Payload;
import io.skein.payload.ReusablePayload;
import io.skein.system.AllocationMeter.Exchange;
import io.skein.tensor.DataType;
import io.skein.tensor.RetainedTensor;
import io.skein.tensor.TensorClaim;
import io.skein.tensor.TensorHandler;
import io.skein.tensor.TensorPublisher;
import io.skein.tensor.TensorSubscriber;
import io.skein.tensor.TensorType;
import io.skein.tensor.TensorView;
import io.skein.topic.PoolOptions;
import io.skein.topic.Topic;
import org.agrona.concurrent.UnsafeBuffer;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.IntSupplier;
import java.util.function.LongUnaryOperator;

/**
 * Every way of what is done with slots of a pool, by name, with its poll.
 */
final class PooledExchanges
{
    private static final int LENGTH = 64;
    private static final int ATTACHMENT = 24;
    private static final int POLL_LIMIT = 10;
    private static final int SLOTS = 3;
    private static final TensorType TYPE = TensorType.of(DataType.FLOAT32, 4, 4);
    private static final Topic TOPIC =
        Topic.tensor("allocation/pooled").pool(PoolOptions.of(SLOTS, LENGTH).threshold(0));
    private static final Topic ONWARD = Topic.tensor("allocation/onward");

    private final TensorSubscriber subscriber;
    private final TensorPublisher publisher;
    private final TensorSubscriber last;
    private final TensorPublisher forwarder;
    private final TensorClaim claim;
    private final UnsafeBuffer bytes = new UnsafeBuffer(ByteBuffer.allocateDirect(LENGTH));
    private final ReusablePayload reusable = new ReusablePayload();
    private final TensorHandler look = this::look;
    private long sum;

    PooledExchanges(final Skein skein, final Sharing sharing, final boolean isOverwriting)
    {
        final Topic topic = TOPIC.pool(TOPIC.pool().policy(
            isOverwriting ? PoolOptions.Policy.OVERWRITE : PoolOptions.Policy.BLOCK));
        subscriber = skein.addTensorSubscriber(topic, 0);
        publisher = skein.addTensorPublisher(topic, sharing);
        last = skein.addTensorSubscriber(ONWARD, 0);
        forwarder = skein.addTensorPublisher(ONWARD, sharing);
        claim = publisher.newClaim();
        forwarder.awaitConnected(Duration.ofSeconds(10));
        last.awaitConnected(Duration.ofSeconds(10));
    }

    Exchange of(final String way)
    {
        return switch (way)
        {
            case "claim" -> exchange(this::claim, () -> subscriber.poll(look, POLL_LIMIT));
            case "claim+attachment" -> exchange(
                (value) -> finish(publisher.tryClaim(TYPE, ATTACHMENT, claim), claim, value),
                () -> subscriber.poll(look, POLL_LIMIT));
            case "segments" -> exchange(this::offer, () -> subscriber.poll(look, POLL_LIMIT));
            case "latest" -> exchange((value) -> Math.min(claim(value), claim(value)),
                () -> subscriber.pollLatest(look));
            case "overwrite" -> exchange(this::claimMoreThanThereAre, () -> subscriber.poll(look, POLL_LIMIT));
            case "retain" -> exchange(this::claim, retaining());
            default -> exchange(this::claim, forwarding());
        };
    }

    private IntSupplier retaining()
    {
        final RetainedTensor target = subscriber.newRetained();
        final TensorHandler handler = (view) -> sum += view.retain(target);
        return () ->
        {
            final int count = subscriber.poll(handler, 1);
            if (target.isHeld())
            {
                look(target);
                target.release();
            }
            return count;
        };
    }

    private IntSupplier forwarding()
    {
        final TensorHandler handler = (view) -> sum += forwarder.forward(view);
        return () ->
        {
            subscriber.poll(handler, POLL_LIMIT);
            return last.poll(look, POLL_LIMIT);
        };
    }

    private long claim(final long value)
    {
        return finish(publisher.tryClaim(TYPE, claim), claim, value);
    }

    private long claimMoreThanThereAre(final long value)
    {
        long outcome = 1;
        for (int i = 0; i <= SLOTS && outcome > 0; i++)
        {
            outcome = claim(value);
        }
        return outcome;
    }

    private long offer(final long value)
    {
        bytes.putLong(0, value);
        try (Payload payload =
            reusable.begin().add(bytes, 0, LENGTH / 4).add(bytes, LENGTH / 4, LENGTH - LENGTH / 4).finish())
        {
            return publisher.offer(TYPE, payload);
        }
    }

    private void look(final TensorView view)
    {
        sum += view.buffer().getLong(0) + view.byteBuffer().remaining() + view.type().dim(0) + view.sequence() +
            view.attachment().capacity() + view.segments().length(0) + (view.isValid() ? 1 : 0);
    }

    private static long finish(final long outcome, final Claim claim, final long value)
    {
        if (outcome <= 0)
        {
            return outcome;
        }
        claim.data().putLong(0, value);
        claim.byteBuffer().putLong(Long.BYTES, value);
        return claim.commit();
    }

    private Exchange exchange(final LongUnaryOperator publish, final IntSupplier poll)
    {
        final Exchange exchange = Exchanges.connect(publisher, subscriber, publish, poll);
        return new Exchange()
        {
            @Override
            public long publish(final long value)
            {
                return exchange.publish(value);
            }

            @Override
            public int poll()
            {
                return exchange.poll();
            }

            @Override
            public void close()
            {
                exchange.close();
                forwarder.close();
                last.close();
            }
        };
    }
}
