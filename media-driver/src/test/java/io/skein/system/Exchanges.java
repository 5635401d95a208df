package io.skein.system;

import io.skein.Sharing;
import io.skein.Skein;
import io.skein.message.Claim;
import io.skein.message.MessageHandler;
import io.skein.message.MessagePublisher;
import io.skein.message.MessageSubscriber;
import io.skein.message.Publisher;
import io.skein.message.RawHandler;
import io.skein.message.RawPublisher;
import io.skein.message.RawSubscriber;
import io.skein.message.Subscriber;
import io.skein.payload.Payload;
import io.skein.payload.ReusablePayload;
import io.skein.system.AllocationMeter.Exchange;
import io.skein.tensor.DataType;
import io.skein.tensor.TensorClaim;
import io.skein.tensor.TensorHandler;
import io.skein.tensor.TensorPublisher;
import io.skein.tensor.TensorSubscriber;
import io.skein.tensor.TensorType;
import io.skein.topic.Topic;
import org.agrona.concurrent.UnsafeBuffer;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.IntSupplier;
import java.util.function.LongUnaryOperator;

/**
 * Every way of publishing, by name, with its poll. What comes is looked at in every way that is said not to allocate.
 */
final class Exchanges
{
    private static final int LENGTH = 64;
    private static final int ATTACHMENT = 24;
    private static final int POLL_LIMIT = 10;
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final TensorType TYPE = TensorType.of(DataType.FLOAT32, 4, 4);

    private final Skein skein;
    private final Sharing sharing;
    private final UnsafeBuffer bytes = new UnsafeBuffer(ByteBuffer.allocateDirect(LENGTH));
    private final UnsafeBuffer attachment = new UnsafeBuffer(ByteBuffer.allocateDirect(ATTACHMENT));
    private final ReusablePayload reusable = new ReusablePayload();
    private long sum;

    Exchanges(final Skein skein, final Sharing sharing)
    {
        this.skein = skein;
        this.sharing = sharing;
    }

    Exchange of(final String kind, final String way)
    {
        return switch (kind)
        {
            case "raw" -> raw(way);
            case "message" -> message(way);
            default -> tensor(way);
        };
    }

    private Exchange raw(final String way)
    {
        final Topic topic = Topic.raw("allocation/raw");
        final RawSubscriber subscriber = skein.addRawSubscriber(topic, 0);
        final RawPublisher publisher = skein.addRawPublisher(topic, sharing);
        final Claim claim = publisher.newClaim();
        final RawHandler handler = (view) -> sum += view.buffer().getLong(0) + view.byteBuffer().remaining();
        final LongUnaryOperator publish = switch (way)
        {
            case "claim" -> (value) -> finish(publisher.tryClaim(LENGTH, claim), claim, value);
            case "buffer" -> (value) -> publisher.offer(bytes, 0, LENGTH);
            default -> (value) ->
            {
                try (Payload payload = twoSegments())
                {
                    return publisher.offer(payload);
                }
            };
        };
        return connect(publisher, subscriber, publish, () -> subscriber.poll(handler, POLL_LIMIT));
    }

    private Exchange message(final String way)
    {
        final Topic topic = Topic.message("allocation/message");
        final MessageSubscriber subscriber = skein.addMessageSubscriber(topic, 0);
        final MessagePublisher publisher = skein.addMessagePublisher(topic, sharing);
        final Claim claim = publisher.newClaim();
        final MessageHandler handler = (view) ->
            sum += view.buffer().getLong(0) + view.sequence() + view.attachment().capacity() + view.segments().count();
        final LongUnaryOperator publish = switch (way)
        {
            case "claim" -> (value) -> finish(publisher.tryClaim(LENGTH, claim), claim, value);
            case "claim+attachment" -> (value) -> finish(publisher.tryClaim(LENGTH, ATTACHMENT, claim), claim, value);
            case "buffer" -> (value) -> publisher.offer(bytes, 0, LENGTH);
            default -> (value) ->
            {
                try (Payload payload = twoSegments())
                {
                    return "segments".equals(way) ? publisher.offer(payload) : publisher.offer(payload, attachment);
                }
            };
        };
        return connect(publisher, subscriber, publish, () -> subscriber.poll(handler, POLL_LIMIT));
    }

    private Exchange tensor(final String way)
    {
        final Topic topic = Topic.tensor("allocation/tensor");
        final TensorSubscriber subscriber = skein.addTensorSubscriber(topic, 0);
        final TensorPublisher publisher = skein.addTensorPublisher(topic, sharing);
        final TensorClaim claim = publisher.newClaim();
        final TensorHandler handler = (view) ->
            sum += view.buffer().getLong(0) + view.byteBuffer().remaining() + view.type().dim(0) +
                view.sequence() + view.attachment().capacity() + view.segments().length(0);
        final LongUnaryOperator publish = switch (way)
        {
            case "claim" -> (value) -> finish(publisher.tryClaim(TYPE, claim), claim, value);
            case "claim+attachment" -> (value) -> finish(publisher.tryClaim(TYPE, ATTACHMENT, claim), claim, value);
            case "buffer" -> (value) -> publisher.offer(TYPE, bytes, 0, LENGTH);
            default -> (value) ->
            {
                try (Payload payload = twoSegments())
                {
                    return "segments".equals(way) ?
                        publisher.offer(TYPE, payload) : publisher.offer(TYPE, payload, attachment);
                }
            };
        };
        return connect(publisher, subscriber, publish, () -> subscriber.poll(handler, POLL_LIMIT));
    }

    private Payload twoSegments()
    {
        return reusable.begin().add(bytes, 0, LENGTH / 4).add(bytes, LENGTH / 4, LENGTH - LENGTH / 4).finish();
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

    static Exchange connect(
        final Publisher publisher,
        final Subscriber subscriber,
        final LongUnaryOperator publish,
        final IntSupplier poll)
    {
        publisher.awaitConnected(TIMEOUT);
        subscriber.awaitConnected(TIMEOUT);
        return new Exchange()
        {
            @Override
            public long publish(final long value)
            {
                return publish.applyAsLong(value);
            }

            @Override
            public int poll()
            {
                return poll.getAsInt();
            }

            @Override
            public void close()
            {
                publisher.close();
                subscriber.close();
            }
        };
    }
}
