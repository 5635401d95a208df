package io.skein.system;

import io.skein.Sharing;
import io.skein.Skein;
import io.skein.message.MessageHandler;
import io.skein.message.MessagePublisher;
import io.skein.message.MessageSubscriber;
import io.skein.message.MessageView;
import io.skein.message.RetainedMessage;
import io.skein.payload.Payload;
import io.skein.payload.ReusablePayload;
import io.skein.system.AllocationMeter.Exchange;
import io.skein.topic.Topic;
import org.agrona.concurrent.UnsafeBuffer;

import java.nio.ByteBuffer;
import java.util.function.LongUnaryOperator;

/**
 * Messages of several frames, by what their subscriber does with them.
 */
final class FragmentedExchanges
{
    private static final int LENGTH = 4_000;
    private static final int ATTACHMENT = 2_000;
    private static final int POLL_LIMIT = 10;

    private final Skein skein;
    private final UnsafeBuffer bytes = new UnsafeBuffer(ByteBuffer.allocateDirect(LENGTH));
    private final UnsafeBuffer attachment = new UnsafeBuffer(ByteBuffer.allocateDirect(ATTACHMENT));
    private final UnsafeBuffer target = new UnsafeBuffer(ByteBuffer.allocateDirect(LENGTH));
    private final ReusablePayload reusable = new ReusablePayload();
    private long sum;

    FragmentedExchanges(final Skein skein)
    {
        this.skein = skein;
    }

    Exchange of(final String way)
    {
        final Topic topic = Topic.message("allocation/fragmented").channel("aeron:ipc?mtu=1408|term-length=1m");
        final MessageSubscriber subscriber = skein.addMessageSubscriber(topic, 0);
        final MessagePublisher publisher = skein.addMessagePublisher(topic, Sharing.EXCLUSIVE);
        final RetainedMessage retained = subscriber.newRetained();
        final MessageHandler handler = switch (way)
        {
            case "parts", "attachment" -> this::readParts;
            case "buffer" -> (view) -> sum += view.buffer().getLong(0) + view.byteBuffer().remaining();
            case "copy" -> (view) -> view.copyTo(target, 0);
            default -> (view) ->
            {
                sum += view.retain(retained);
                retained.release();
            };
        };
        final LongUnaryOperator publish = "attachment".equals(way) ?
            (value) -> offerWithAttachment(publisher) : (value) -> publisher.offer(bytes, 0, LENGTH);
        return Exchanges.connect(publisher, subscriber, publish, () -> subscriber.poll(handler, POLL_LIMIT));
    }

    private long offerWithAttachment(final MessagePublisher publisher)
    {
        try (Payload payload = reusable.begin().add(bytes, 0, LENGTH).finish())
        {
            return publisher.offer(payload, attachment);
        }
    }

    private void readParts(final MessageView view)
    {
        for (int i = 0; i < view.partCount(); i++)
        {
            sum += view.part(i).getByte(0) + view.partByteBuffer(i).remaining();
        }
        sum += view.attachment().capacity() + view.segments().count() + view.position();
    }
}
