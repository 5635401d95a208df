package io.skein.perf.bench.system;

import io.aeron.Aeron;
import io.aeron.ExclusivePublication;
import io.aeron.Image;
import io.aeron.Publication;
import io.aeron.Subscription;
import io.aeron.logbuffer.BufferClaim;
import io.aeron.logbuffer.FragmentHandler;
import io.aeron.logbuffer.Header;
import io.skein.idle.WaitStrategy;
import io.skein.perf.bench.end.EndSpec;
import io.skein.perf.bench.end.Route;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.IdleStrategy;

import java.util.function.IntSupplier;

/**
 * Aeron without anything on top, as its experts write it:
 * <ul>
 * <li>an exclusive publication, which needs no atomic instruction to claim;</li>
 * <li>{@code tryClaim} into one claim object, so that the payload is written once, where it is read;</li>
 * <li>a claim of the very length that Skein's message has, with the payload at the same place, so that both move the
 * same bytes through the same cache lines;</li>
 * <li>{@code Image.poll} on the one image instead of {@code Subscription.poll}, which would look after a list, as
 * Aeron's own throughput samples do;</li>
 * <li>the receiver itself is the fragment handler: no lambda, no adapter, no {@code FragmentAssembler};</li>
 * <li>Skein's idle strategies, so that both wait, and run a cooperative driver, in the same way.</li>
 * </ul>
 */
final class AeronSystem implements BenchSystem
{
    static final String NAME = "aeron";

    @Override
    public String name()
    {
        return NAME;
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
        public Sender newSender(final Route route)
        {
            return new AeronSender(aeron.addExclusivePublication(route.channel(), route.streamId()), spec);
        }

        @Override
        public Receiver newReceiver(final Route route, final MessageSink sink, final int limit)
        {
            return new AeronReceiver(aeron.addSubscription(route.channel(), route.streamId()), spec, sink, limit);
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

    private static final class AeronSender implements Sender
    {
        private static final int LINE_MASK = 63;

        private final ExclusivePublication publication;
        private final BufferClaim claim = new BufferClaim();
        private final Content content;
        private final int lineLength;
        private final int halfLineLength;
        private final int payloadLength;
        private long position;

        private AeronSender(final ExclusivePublication publication, final EndSpec spec)
        {
            this.publication = publication;
            content = new Content(spec);
            lineLength = spec.lineLength();
            halfLineLength = spec.halfLineLength();
            payloadLength = spec.payloadLength();
            position = publication.position();
        }

        @Override
        public boolean isConnected()
        {
            return publication.isConnected();
        }

        @Override
        public boolean trySend(final long value)
        {
            final int length = 0 == (position & LINE_MASK) ? lineLength : halfLineLength;
            final long result = publication.tryClaim(length, claim);
            if (result > 0)
            {
                position = result;
                content.write(claim.buffer(), claim.offset() + length - payloadLength, value);
                claim.commit();
                return true;
            }
            return Publication.ADMIN_ACTION == result && trySendInNextTerm(value);
        }

        private boolean trySendInNextTerm(final long value)
        {
            position = publication.position();
            return trySend(value);
        }
    }

    private static final class AeronReceiver implements Receiver, FragmentHandler
    {
        private final Subscription subscription;
        private final Content content;
        private final MessageSink sink;
        private final int limit;
        private final int payloadLength;
        private Image image;

        private AeronReceiver(
            final Subscription subscription, final EndSpec spec, final MessageSink sink, final int limit)
        {
            this.subscription = subscription;
            content = new Content(spec);
            this.sink = sink;
            this.limit = limit;
            payloadLength = spec.payloadLength();
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
            sink.onMessage(content.read(buffer, offset + length - payloadLength));
        }

        @Override
        public long corrupted()
        {
            return content.corrupted();
        }
    }
}
