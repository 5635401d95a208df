package io.skein.contract;

import io.skein.Sharing;
import io.skein.Skein;
import io.skein.message.Claim;
import io.skein.message.MessagePublisher;
import io.skein.message.MessageSubscriber;
import io.skein.message.Publisher;
import io.skein.message.RawPublisher;
import io.skein.message.RawSubscriber;
import io.skein.message.Subscriber;
import io.skein.message.View;
import io.skein.payload.Payload;
import io.skein.tensor.DataType;
import io.skein.tensor.TensorClaim;
import io.skein.tensor.TensorPublisher;
import io.skein.tensor.TensorSubscriber;
import io.skein.tensor.TensorType;
import io.skein.topic.Topic;
import io.skein.transfer.IncomingTransfer;
import io.skein.transfer.Transfer;
import io.skein.transfer.TransferTarget;
import org.agrona.DirectBuffer;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A publisher and a subscriber of any kind behind one face. Tensors are vectors of bytes.
 */
abstract class Pipe implements AutoCloseable
{
    private static final int POLL_LIMIT = 10;
    private static final Map<Long, TensorType> VECTORS = new ConcurrentHashMap<>();

    static Pipe open(final Skein skein, final Topic topic, final Sharing sharing)
    {
        return switch (topic.kind())
        {
            case RAW -> new Raw(skein, topic, sharing);
            case MESSAGE -> new Message(skein, topic, sharing);
            case TENSOR -> new Tensor(skein, topic, sharing);
            case STREAM -> throw new IllegalArgumentException("a byte stream has no messages");
        };
    }

    abstract Publisher publisher();

    abstract Subscriber subscriber();

    abstract Claim newClaim();

    abstract long tryClaim(int length, int attachmentLength, Claim claim);

    abstract Claim claim(int length);

    abstract Claim claim(int length, Duration timeout);

    abstract long offer(DirectBuffer buffer, int offset, int length);

    abstract long offer(Payload payload, DirectBuffer attachment);

    abstract long offer(Payload payload, Duration timeout);

    abstract long publish(Payload payload);

    abstract int poll(Consumer<View> onView, Consumer<Received> onReceived, int limit);

    final int poll(final Consumer<View> onView, final Consumer<Received> onReceived)
    {
        return poll(onView, onReceived, POLL_LIMIT);
    }

    abstract Transfer transfer(Payload payload, DirectBuffer attachment);

    abstract void receiveInto(Function<IncomingTransfer, TransferTarget> receiver);

    /**
     * @return the same object for the same length, as users keep theirs.
     */
    static TensorType vector(final long length)
    {
        return VECTORS.computeIfAbsent(length, (key) -> TensorType.of(DataType.UINT8, key));
    }

    @Override
    public void close()
    {
        publisher().close();
        subscriber().close();
    }

    private static final class Raw extends Pipe
    {
        private final RawSubscriber subscriber;
        private final RawPublisher publisher;

        private Raw(final Skein skein, final Topic topic, final Sharing sharing)
        {
            subscriber = skein.addRawSubscriber(topic, 0);
            publisher = skein.addRawPublisher(topic, sharing);
        }

        @Override
        Publisher publisher()
        {
            return publisher;
        }

        @Override
        Subscriber subscriber()
        {
            return subscriber;
        }

        @Override
        Claim newClaim()
        {
            return publisher.newClaim();
        }

        @Override
        long tryClaim(final int length, final int attachmentLength, final Claim claim)
        {
            return publisher.tryClaim(length, claim);
        }

        @Override
        Claim claim(final int length)
        {
            return publisher.claim(length);
        }

        @Override
        Claim claim(final int length, final Duration timeout)
        {
            return publisher.claim(length, timeout);
        }

        @Override
        long offer(final DirectBuffer buffer, final int offset, final int length)
        {
            return publisher.offer(buffer, offset, length);
        }

        @Override
        long offer(final Payload payload, final DirectBuffer attachment)
        {
            return publisher.offer(payload);
        }

        @Override
        long offer(final Payload payload, final Duration timeout)
        {
            return publisher.offer(payload, timeout);
        }

        @Override
        long publish(final Payload payload)
        {
            return publisher.publish(payload);
        }

        @Override
        Transfer transfer(final Payload payload, final DirectBuffer attachment)
        {
            throw new UnsupportedOperationException("raw messages do not go in slices");
        }

        @Override
        void receiveInto(final Function<IncomingTransfer, TransferTarget> receiver)
        {
            throw new UnsupportedOperationException("raw messages do not come in slices");
        }

        @Override
        int poll(final Consumer<View> onView, final Consumer<Received> onReceived, final int limit)
        {
            return subscriber.poll((view) ->
            {
                onReceived.accept(Received.ofRaw(view));
                onView.accept(view);
            }, limit);
        }
    }

    private static final class Message extends Pipe
    {
        private final MessageSubscriber subscriber;
        private final MessagePublisher publisher;

        private Message(final Skein skein, final Topic topic, final Sharing sharing)
        {
            subscriber = skein.addMessageSubscriber(topic, 0);
            publisher = skein.addMessagePublisher(topic, sharing);
        }

        @Override
        Publisher publisher()
        {
            return publisher;
        }

        @Override
        Subscriber subscriber()
        {
            return subscriber;
        }

        @Override
        Claim newClaim()
        {
            return publisher.newClaim();
        }

        @Override
        long tryClaim(final int length, final int attachmentLength, final Claim claim)
        {
            return publisher.tryClaim(length, attachmentLength, claim);
        }

        @Override
        Claim claim(final int length)
        {
            return publisher.claim(length);
        }

        @Override
        Claim claim(final int length, final Duration timeout)
        {
            return publisher.claim(length, timeout);
        }

        @Override
        long offer(final DirectBuffer buffer, final int offset, final int length)
        {
            return publisher.offer(buffer, offset, length);
        }

        @Override
        long offer(final Payload payload, final DirectBuffer attachment)
        {
            return publisher.offer(payload, attachment);
        }

        @Override
        long offer(final Payload payload, final Duration timeout)
        {
            return publisher.offer(payload, timeout);
        }

        @Override
        long publish(final Payload payload)
        {
            return publisher.publish(payload);
        }

        @Override
        Transfer transfer(final Payload payload, final DirectBuffer attachment)
        {
            return publisher.transfer(payload, attachment);
        }

        @Override
        void receiveInto(final Function<IncomingTransfer, TransferTarget> receiver)
        {
            subscriber.receiveInto(receiver::apply);
        }

        @Override
        int poll(final Consumer<View> onView, final Consumer<Received> onReceived, final int limit)
        {
            return subscriber.poll((view) ->
            {
                onReceived.accept(Received.ofMessage(view));
                onView.accept(view);
            }, limit);
        }
    }

    private static final class Tensor extends Pipe
    {
        private final TensorSubscriber subscriber;
        private final TensorPublisher publisher;

        private Tensor(final Skein skein, final Topic topic, final Sharing sharing)
        {
            subscriber = skein.addTensorSubscriber(topic, 0);
            publisher = skein.addTensorPublisher(topic, sharing);
        }

        @Override
        Publisher publisher()
        {
            return publisher;
        }

        @Override
        Subscriber subscriber()
        {
            return subscriber;
        }

        @Override
        Claim newClaim()
        {
            return publisher.newClaim();
        }

        @Override
        long tryClaim(final int length, final int attachmentLength, final Claim claim)
        {
            return publisher.tryClaim(vector(length), attachmentLength, (TensorClaim)claim);
        }

        @Override
        Claim claim(final int length)
        {
            return publisher.claim(vector(length));
        }

        @Override
        Claim claim(final int length, final Duration timeout)
        {
            return publisher.claim(vector(length), timeout);
        }

        @Override
        long offer(final DirectBuffer buffer, final int offset, final int length)
        {
            return publisher.offer(vector(length), buffer, offset, length);
        }

        @Override
        long offer(final Payload payload, final DirectBuffer attachment)
        {
            return publisher.offer(vector(payload.length()), payload, attachment);
        }

        @Override
        long offer(final Payload payload, final Duration timeout)
        {
            return publisher.offer(vector(payload.length()), payload, timeout);
        }

        @Override
        long publish(final Payload payload)
        {
            return publisher.publish(vector(payload.length()), payload);
        }

        @Override
        Transfer transfer(final Payload payload, final DirectBuffer attachment)
        {
            return publisher.transfer(vector(payload.length()), payload, attachment);
        }

        @Override
        void receiveInto(final Function<IncomingTransfer, TransferTarget> receiver)
        {
            subscriber.receiveInto((type, transfer) -> receiver.apply(transfer));
        }

        @Override
        int poll(final Consumer<View> onView, final Consumer<Received> onReceived, final int limit)
        {
            return subscriber.poll((view) ->
            {
                onReceived.accept(Received.ofTensor(view));
                onView.accept(view);
            }, limit);
        }
    }
}
