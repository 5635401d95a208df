package io.skein.perf.bench.system;

import io.aeron.Aeron;
import io.aeron.ExclusivePublication;
import io.aeron.Image;
import io.aeron.Publication;
import io.aeron.Subscription;
import io.aeron.logbuffer.FragmentHandler;
import io.aeron.logbuffer.Header;
import io.skein.idle.WaitStrategy;
import io.skein.perf.bench.end.EndSpec;
import io.skein.perf.bench.end.Route;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.IdleStrategy;

import java.util.function.IntSupplier;

/**
 * Raw Aeron as a stream of bytes: chunks offered from a buffer without any header, fragments read where they lie and
 * never put together; otherwise as {@link AeronSystem}.
 */
final class AeronStreamSystem implements BenchSystem
{
    @Override
    public String name()
    {
        return AeronSystem.NAME;
    }

    @Override
    public Transport open(final EndSpec spec, final IntSupplier hook)
    {
        return new AeronTransport(spec, hook);
    }

    private static final class AeronTransport implements Transport
    {
        private final EndSpec spec;
        private final IntSupplier hook;
        private final Aeron aeron;

        private AeronTransport(final EndSpec spec, final IntSupplier hook)
        {
            this.spec = spec;
            this.hook = hook;
            aeron = Aeron.connect(new Aeron.Context().aeronDirectoryName(spec.aeronDirectory()));
        }

        @Override
        public Sender newSender(final Route route, final Content content)
        {
            return new OfferSender(
                aeron.addExclusivePublication(route.channel(), route.streamId()), (StreamContent)content);
        }

        @Override
        public Receiver newReceiver(
            final Route route, final Content content, final MessageSink sink, final int limit)
        {
            return new PieceReceiver(
                aeron.addSubscription(route.channel(), route.streamId()), (StreamContent)content, sink, limit);
        }

        @Override
        public IdleStrategy newIdleStrategy()
        {
            return WaitStrategy.of(spec.waitStrategy()).newIdleStrategy(hook::getAsInt);
        }

        @Override
        public void close()
        {
            aeron.close();
        }
    }

    private static final class OfferSender implements Sender
    {
        private final ExclusivePublication publication;
        private final StreamContent content;

        private OfferSender(final ExclusivePublication publication, final StreamContent content)
        {
            this.publication = publication;
            this.content = content;
        }

        @Override
        public boolean isConnected()
        {
            return publication.isConnected();
        }

        @Override
        public boolean trySend(final long value)
        {
            final int offset = content.stamp(value);
            long result;
            do
            {
                result = publication.offer(content.source(), offset, content.length());
            }
            while (Publication.ADMIN_ACTION == result);
            return result > 0;
        }
    }

    private static final class PieceReceiver implements Receiver, FragmentHandler
    {
        private final Subscription subscription;
        private final StreamContent content;
        private final MessageSink sink;
        private final int limit;
        private Image image;

        private PieceReceiver(
            final Subscription subscription, final StreamContent content, final MessageSink sink, final int limit)
        {
            this.subscription = subscription;
            this.content = content;
            this.sink = sink;
            this.limit = limit;
        }

        @Override
        public boolean isConnected()
        {
            if (null == image && subscription.imageCount() > 0)
            {
                image = subscription.imageAtIndex(0);
            }
            return null != image;
        }

        @Override
        public int poll()
        {
            return image.poll(this, limit);
        }

        @Override
        public void onFragment(final DirectBuffer buffer, final int offset, final int length, final Header header)
        {
            if (content.readPiece(buffer, offset, length))
            {
                sink.onMessage(content.value());
            }
        }

        @Override
        public long corrupted()
        {
            return content.corrupted();
        }
    }
}
