package io.skein.perf.bench.system;

import io.skein.Sharing;
import io.skein.Skein;
import io.skein.message.SubscriberStats;
import io.skein.perf.bench.end.EndSpec;
import io.skein.perf.bench.end.Lane;
import io.skein.perf.bench.end.Route;
import io.skein.tensor.DataType;
import io.skein.tensor.TensorClaim;
import io.skein.tensor.TensorHandler;
import io.skein.tensor.TensorPublisher;
import io.skein.tensor.TensorSubscriber;
import io.skein.tensor.TensorType;
import io.skein.tensor.TensorView;
import io.skein.topic.ChunkOptions;
import io.skein.topic.PoolOptions;
import io.skein.topic.Topic;
import io.skein.transfer.TransferTarget;
import org.agrona.BitUtil;
import org.agrona.BufferUtil;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.UnsafeBuffer;

import java.util.function.IntSupplier;

/**
 * Skein by its public API: tensors of bytes through {@code tryClaim} and {@code poll}, exclusive publishers, one claim
 * object for each. What is offered comes from memory off the heap, and is read in parts where it lies in several
 * frames; what is longer than a message is put together in memory off the heap.
 */
final class SkeinSystem implements BenchSystem
{
    static final String NAME = "skein";

    @Override
    public String name()
    {
        return NAME;
    }

    @Override
    public Transport open(final EndSpec spec, final IntSupplier hook)
    {
        return new SkeinTransport(spec, hook);
    }

    private static final class SkeinTransport implements Transport
    {
        private final EndSpec spec;
        private final Skein skein;

        private SkeinTransport(final EndSpec spec, final IntSupplier hook)
        {
            this.spec = spec;
            skein = Clients.connect(spec, hook);
        }

        @Override
        public Sender newSender(final Route route, final Content content)
        {
            final TensorPublisher publisher = skein.addTensorPublisher(topic(route), Sharing.EXCLUSIVE);
            return switch (route.lane())
            {
                case OFFER -> new SkeinOfferSender(publisher, content);
                case CHUNK -> new SkeinSliceSender(publisher, content);
                default -> new SkeinSender(publisher, content);
            };
        }

        @Override
        public Receiver newReceiver(
            final Route route, final Content content, final MessageSink sink, final int limit)
        {
            final TensorSubscriber subscriber = skein.addTensorSubscriber(topic(route), 0);
            if (Lane.CHUNK == route.lane())
            {
                final TransferTarget target = TransferTarget.of(
                    BufferUtil.allocateDirectAligned(content.length(), BitUtil.CACHE_LINE_LENGTH));
                subscriber.receiveInto((type, transfer) -> target);
            }
            return new SkeinReceiver(subscriber, content, sink, limit);
        }

        @Override
        public IdleStrategy newIdleStrategy()
        {
            return skein.newIdleStrategy();
        }

        @Override
        public void close()
        {
            skein.close();
        }

        private Topic topic(final Route route)
        {
            final Topic topic = Topic.tensor("bench").channel(route.channel()).stream(route.streamId())
                .chunk(ChunkOptions.DEFAULT.withMaxTransfer(Integer.MAX_VALUE));
            return Route.NO_POOL == route.poolThreshold() ? topic : topic.pool(
                PoolOptions.of(spec.slots(), Math.max(PoolOptions.MIN_SLOT_SIZE, route.payloadLength()))
                    .threshold(route.poolThreshold()).preTouch(true));
        }
    }

    private static final class SkeinSender implements Sender
    {
        private final TensorPublisher publisher;
        private final TensorClaim claim;
        private final TensorType type;
        private final Content content;

        private SkeinSender(final TensorPublisher publisher, final Content content)
        {
            this.publisher = publisher;
            claim = publisher.newClaim();
            type = TensorType.of(DataType.UINT8, content.length());
            this.content = content;
        }

        @Override
        public boolean isConnected()
        {
            return publisher.isConnected();
        }

        @Override
        public boolean trySend(final long value)
        {
            if (publisher.tryClaim(type, claim) <= 0)
            {
                return false;
            }
            content.write(claim.data(), 0, value);
            claim.commit();
            return true;
        }
    }

    private static final class SkeinOfferSender implements Sender
    {
        private static final long NOTHING = -1;

        private final TensorPublisher publisher;
        private final TensorType type;
        private final Content content;
        private final UnsafeBuffer message;
        private long written = NOTHING;

        private SkeinOfferSender(final TensorPublisher publisher, final Content content)
        {
            this.publisher = publisher;
            this.content = content;
            type = TensorType.of(DataType.UINT8, content.length());
            message = new UnsafeBuffer(
                BufferUtil.allocateDirectAligned(content.length(), BitUtil.CACHE_LINE_LENGTH));
        }

        @Override
        public boolean isConnected()
        {
            return publisher.isConnected();
        }

        @Override
        public boolean trySend(final long value)
        {
            if (written != value)
            {
                content.write(message, 0, value);
                written = value;
            }
            return publisher.offer(type, message, 0, message.capacity()) > 0;
        }
    }

    private static final class SkeinReceiver implements Receiver, TensorHandler
    {
        private final TensorSubscriber subscriber;
        private final Content content;
        private final MessageSink sink;
        private final int limit;

        private SkeinReceiver(
            final TensorSubscriber subscriber, final Content content, final MessageSink sink, final int limit)
        {
            this.subscriber = subscriber;
            this.content = content;
            this.sink = sink;
            this.limit = limit;
        }

        @Override
        public boolean isConnected()
        {
            return subscriber.isConnected();
        }

        @Override
        public int poll()
        {
            return subscriber.poll(this, limit);
        }

        @Override
        public void onTensor(final TensorView view)
        {
            sink.onMessage(1 == view.partCount() ? content.read(view.buffer(), 0) : readParts(view));
        }

        private long readParts(final TensorView view)
        {
            content.beginParts();
            for (int i = 0; i < view.partCount(); i++)
            {
                content.readPart(view.part(i));
            }
            return content.endParts();
        }

        @Override
        public long corrupted()
        {
            final SubscriberStats stats = subscriber.stats();
            return content.corrupted() + stats.lost() + stats.failed() + stats.lapped() + stats.unreachable();
        }
    }
}
