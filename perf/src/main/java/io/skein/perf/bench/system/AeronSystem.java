package io.skein.perf.bench.system;

import io.aeron.Aeron;
import io.aeron.ExclusivePublication;
import io.aeron.Image;
import io.aeron.ImageFragmentAssembler;
import io.aeron.Publication;
import io.aeron.Subscription;
import io.aeron.logbuffer.BufferClaim;
import io.aeron.logbuffer.FragmentHandler;
import io.aeron.logbuffer.Header;
import io.skein.perf.bench.end.EndSpec;
import io.skein.perf.bench.end.Route;
import org.agrona.BitUtil;
import org.agrona.BufferUtil;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

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
 * <li>what does not fit one frame is offered, from memory off the heap, and put together by an
 * {@code ImageFragmentAssembler} that is as large as the message from the start;</li>
 * <li>what is longer than any message is cut and put together by hand, as in Aeron's file transfer samples: see
 * {@link AeronChunkSender};</li>
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

    private static final class AeronTransport extends AbstractTransport
    {
        private final Aeron aeron;

        private AeronTransport(final EndSpec spec, final IntSupplier hook)
        {
            super(spec, hook);
            aeron = closedLater(Aeron.connect(new Aeron.Context().aeronDirectoryName(spec.aeronDirectory())));
        }

        @Override
        public Sender newSender(final Route route, final Content content)
        {
            final ExclusivePublication publication =
                aeron.addExclusivePublication(route.channel(), route.streamId());
            return switch (route.lane())
            {
                case OFFER -> new OfferSender(publication, route, content);
                case CHUNK -> new AeronChunkSender(publication, content);
                default -> new ClaimSender(publication, route, content);
            };
        }

        @Override
        public Receiver newReceiver(
            final Route route, final Content content, final MessageSink sink, final int limit)
        {
            return new AeronReceiver(
                aeron.addSubscription(route.channel(), route.streamId()), route, content, sink, limit);
        }
    }

    private static final class ClaimSender implements Sender
    {
        private static final int LINE_MASK = 63;

        private final ExclusivePublication publication;
        private final BufferClaim claim = new BufferClaim();
        private final Content content;
        private final int lineLength;
        private final int halfLineLength;
        private final int payloadLength;
        private long position;

        private ClaimSender(final ExclusivePublication publication, final Route route, final Content content)
        {
            this.publication = publication;
            this.content = content;
            lineLength = route.lineLength();
            halfLineLength = route.halfLineLength();
            payloadLength = route.payloadLength();
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

    private static final class OfferSender implements Sender
    {
        private static final long NOTHING = -1;

        private final ExclusivePublication publication;
        private final Content content;
        private final UnsafeBuffer message;
        private final int payloadOffset;
        private long written = NOTHING;

        private OfferSender(final ExclusivePublication publication, final Route route, final Content content)
        {
            this.publication = publication;
            this.content = content;
            message = new UnsafeBuffer(
                BufferUtil.allocateDirectAligned(route.lineLength(), BitUtil.CACHE_LINE_LENGTH));
            payloadOffset = route.lineLength() - route.payloadLength();
        }

        @Override
        public boolean isConnected()
        {
            return publication.isConnected();
        }

        @Override
        public boolean trySend(final long value)
        {
            if (written != value)
            {
                content.write(message, payloadOffset, value);
                written = value;
            }
            long result;
            do
            {
                result = publication.offer(message, 0, message.capacity());
            }
            while (Publication.ADMIN_ACTION == result);
            return result > 0;
        }
    }

    private static final class AeronReceiver implements Receiver, FragmentHandler
    {
        private final Subscription subscription;
        private final Content content;
        private final FragmentHandler handler;
        private final MessageSink sink;
        private final int limit;
        private final int payloadLength;
        private Image image;

        private AeronReceiver(
            final Subscription subscription,
            final Route route,
            final Content content,
            final MessageSink sink,
            final int limit)
        {
            this.subscription = subscription;
            this.content = content;
            this.sink = sink;
            this.limit = limit;
            payloadLength = route.payloadLength();
            handler = switch (route.lane())
            {
                case OFFER -> new ImageFragmentAssembler(this, route.lineLength());
                case CHUNK -> new AeronChunkHandler(content, sink);
                default -> this;
            };
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
            return image.poll(handler, limit);
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
