package io.skein.perf.bench.system;

import io.skein.Sharing;
import io.skein.Skein;
import io.skein.message.MessageHandler;
import io.skein.message.MessagePublisher;
import io.skein.message.MessageSubscriber;
import io.skein.message.MessageView;
import io.skein.payload.Payload;
import io.skein.payload.ReusablePayload;
import io.skein.perf.bench.end.EndSpec;
import io.skein.perf.bench.end.Route;
import io.skein.topic.Topic;
import org.agrona.BitUtil;
import org.agrona.BufferUtil;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.UnsafeBuffer;

import java.util.function.IntSupplier;

/**
 * A payload of two segments of borrowed memory, gathered into the log and received there, by one thread: untouched, or
 * every byte read. Of as many buffers as there are slots, in turn; {@link ConstructWork} says why.
 */
final class OfferWork implements Transport, Sender, Receiver, MessageHandler
{
    static final String OFFER = "offer";
    static final String READ = "read";

    private static final long VALUE = 42;

    private final Skein skein;
    private final MessagePublisher publisher;
    private final MessageSubscriber subscriber;
    private final boolean isRead;
    private final FrameContent content;
    private final UnsafeBuffer[] frames;
    private final ReusablePayload reusable = new ReusablePayload();
    private MessageSink sink;
    private int limit;
    private int next;
    private long sent;
    private long corrupted;

    OfferWork(final EndSpec spec, final IntSupplier hook)
    {
        isRead = READ.equals(spec.system());
        content = new FrameContent(spec.payloadLength());
        frames = new UnsafeBuffer[spec.slots()];
        for (int i = 0; i < frames.length; i++)
        {
            frames[i] = new UnsafeBuffer(
                BufferUtil.allocateDirectAligned(spec.payloadLength(), BitUtil.CACHE_LINE_LENGTH));
            content.write(frames[i], 0, VALUE);
        }
        skein = Clients.connect(spec, hook);
        final Topic topic =
            Topic.message("bench").channel(spec.there().channel()).stream(spec.there().streamId());
        subscriber = skein.addMessageSubscriber(topic, 0);
        publisher = skein.addMessagePublisher(topic, Sharing.EXCLUSIVE);
    }

    @Override
    public Sender newSender(final Route route, final Content noContent)
    {
        return this;
    }

    @Override
    public Receiver newReceiver(
        final Route route, final Content noContent, final MessageSink newSink, final int newLimit)
    {
        sink = newSink;
        limit = newLimit;
        return this;
    }

    @Override
    public IdleStrategy newIdleStrategy()
    {
        return skein.newIdleStrategy();
    }

    @Override
    public boolean isConnected()
    {
        return publisher.isConnected() & subscriber.isConnected();
    }

    @Override
    public boolean trySend(final long value)
    {
        sent = value;
        final UnsafeBuffer frame = frames[next];
        final int head = ConstructWork.HEAD;
        try (Payload payload = reusable.begin().add(frame, 0, head).add(frame, head, frame.capacity() - head).finish())
        {
            if (publisher.offer(payload) <= 0)
            {
                return false;
            }
            next = frames.length - 1 == next ? 0 : next + 1;
            return true;
        }
    }

    @Override
    public int poll()
    {
        return subscriber.poll(this, limit);
    }

    @Override
    public void onMessage(final MessageView view)
    {
        if (isRead)
        {
            read(view);
        }
        else if (content.length() != view.length())
        {
            ++corrupted;
        }
        sink.onMessage(sent);
    }

    private void read(final MessageView view)
    {
        content.beginParts();
        for (int i = 0; i < view.partCount(); i++)
        {
            content.readPart(view.part(i));
        }
        content.endParts();
    }

    @Override
    public long corrupted()
    {
        return corrupted + content.corrupted() + subscriber.stats().lost() + subscriber.stats().failed();
    }

    @Override
    public void close()
    {
        skein.close();
    }
}
