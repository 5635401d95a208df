package io.skein.system;

import io.skein.Sharing;
import io.skein.Skein;
import io.skein.payload.Payload;
import io.skein.payload.ReusablePayload;
import io.skein.system.AllocationMeter.Exchange;
import io.skein.tensor.DataType;
import io.skein.tensor.TensorClaim;
import io.skein.tensor.TensorHandler;
import io.skein.tensor.TensorPublisher;
import io.skein.tensor.TensorSubscriber;
import io.skein.tensor.TensorType;
import io.skein.topic.ChunkOptions;
import io.skein.topic.ChunkOptions.Checksum;
import io.skein.topic.PoolOptions;
import io.skein.topic.Topic;
import io.skein.topic.TopicChannel;
import io.skein.transfer.TransferTarget;
import org.agrona.concurrent.UnsafeBuffer;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * Ways in which tensors go in slices, by name: several slices each, of two segments.
 */
final class SlicedExchanges
{
    private static final int LENGTH = 200_000;
    private static final int POLL_LIMIT = 1_000;
    private static final int CLAIMED = 100_000;
    private static final TensorType CLAIMED_TYPE = TensorType.of(DataType.UINT8, CLAIMED);
    private static final TensorType TYPE = TensorType.of(DataType.UINT8, LENGTH);

    private final Skein skein;
    private final Sharing sharing;
    private final UnsafeBuffer bytes = new UnsafeBuffer(ByteBuffer.allocateDirect(LENGTH));
    private final ReusablePayload reusable = new ReusablePayload();
    private long sum;
    private int count;

    SlicedExchanges(final Skein skein, final Sharing sharing)
    {
        this.skein = skein;
        this.sharing = sharing;
    }

    Exchange of(final String way)
    {
        if ("claim".equals(way))
        {
            return claimed(Topic.tensor("allocation/claims").channel("aeron:ipc?mtu=8k|term-length=512k"), false);
        }
        if ("claim for two hosts".equals(way))
        {
            return claimed(Topic.tensor("allocation/audience").pool(PoolOptions.of(2, CLAIMED)).channels(List.of(
                TopicChannel.of("aeron:ipc?mtu=8k|term-length=512k"),
                TopicChannel.of(Channels.udp() + "|mtu=8k|term-length=512k"))), true);
        }
        final ChunkOptions options = ChunkOptions.DEFAULT.withThreshold(0);
        final Topic topic = Topic.tensor("allocation/slices").channel("aeron:ipc?mtu=65472|term-length=4m")
            .publishTime("time".equals(way))
            .chunk("checksum".equals(way) ? options.withChecksum(Checksum.CRC32C) : options);
        final TensorSubscriber subscriber = skein.addTensorSubscriber(topic, 0);
        final TensorPublisher publisher = skein.addTensorPublisher(topic, sharing);
        if ("into memory".equals(way))
        {
            final TransferTarget target = TransferTarget.of(ByteBuffer.allocateDirect(LENGTH));
            subscriber.receiveInto((type, transfer) -> target);
        }
        final TensorHandler handler = (view) ->
        {
            sum += view.buffer().getLong(0) + view.byteBuffer().remaining() + view.type().dim(0) + view.sequence() +
                view.segments().length(1);
            count++;
        };
        return Exchanges.connect(publisher, subscriber, (value) -> publish(publisher), () ->
        {
            count = 0;
            subscriber.poll(handler, POLL_LIMIT);
            return count;
        });
    }

    /**
     * Of more than a message: in a buffer of the publisher's, or a slot for one host and slices for the other.
     */
    private Exchange claimed(final Topic topic, final boolean isForTwo)
    {
        final TensorSubscriber subscriber = skein.addTensorSubscriber(topic, 0);
        final TensorSubscriber other = isForTwo ? skein.addTensorSubscriber(topic, 1) : null;
        final TensorPublisher publisher = skein.addTensorPublisher(topic, sharing);
        final TensorClaim claim = publisher.newClaim();
        final TensorHandler handler = (view) ->
        {
            sum += view.buffer().getLong(0) + view.sequence();
            count++;
        };
        return Exchanges.connect(publisher, subscriber, (value) ->
        {
            count = isForTwo && other.isConnected() ? 0 : 1;
            final long outcome = publisher.tryClaim(CLAIMED_TYPE, claim);
            if (outcome > 0)
            {
                claim.data().putLong(0, value);
                return claim.commit();
            }
            return outcome;
        }, () ->
        {
            if (isForTwo)
            {
                other.poll(handler, POLL_LIMIT);
            }
            subscriber.poll(handler, POLL_LIMIT);
            return 2 == count ? 1 : 0;
        });
    }

    private long publish(final TensorPublisher publisher)
    {
        try (Payload payload = reusable.begin().add(bytes, 0, LENGTH / 4)
            .add(bytes, LENGTH / 4, LENGTH - LENGTH / 4).finish())
        {
            return publisher.publish(TYPE, payload);
        }
    }
}
