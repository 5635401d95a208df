package io.skein.contract;

import io.skein.Sharing;
import io.skein.payload.Payload;
import io.skein.tensor.TensorClaim;
import io.skein.tensor.TensorHandler;
import io.skein.tensor.TensorPublisher;
import io.skein.tensor.TensorSubscriber;
import io.skein.tensor.TensorView;
import io.skein.topic.ChunkOptions;
import io.skein.topic.Topic;
import io.skein.topic.TopicChannel;
import io.skein.topic.TraceOptions;
import io.skein.trace.SpanName;
import io.skein.trace.Stamp;
import io.skein.trace.TraceView;
import io.skein.transfer.Transfer;
import org.agrona.concurrent.UnsafeBuffer;

import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Every way in which a message gets from a publisher to a subscriber, with traces.
 */
abstract class TraceContract extends PoolContract
{
    static final SpanName BLUR = SpanName.of("blur");
    static final SpanName LONGEST = SpanName.of("fifteen-letters");
    static final TraceOptions OPTIONS = TraceOptions.of(3);

    enum Way
    {
        CLAIM, CLAIM_WITH_ATTACHMENT, CLAIM_WITH_TIME, SHARED_CLAIM, OFFER, OFFER_WITH_ATTACHMENT, SEGMENTS, FRAGMENTS,
        LARGE_CLAIM, SLICES, TRANSFER, POOL, POOLED_OFFER, POOL_WITH_TIME, TWO_CHANNELS, TWO_CHANNELS_OFFER,
        POOL_TWO_CHANNELS;

        private boolean isPooled()
        {
            return name().startsWith("POOL");
        }

        private boolean isLarge()
        {
            return isPooled() || FRAGMENTS == this || SLICES == this || TRANSFER == this || LARGE_CLAIM == this;
        }

        private boolean isInLogKnown()
        {
            return FRAGMENTS != this && SLICES != this && TRANSFER != this && LARGE_CLAIM != this &&
                TWO_CHANNELS != this;
        }

        private int size()
        {
            return isLarge() ? SIZE : 8;
        }

        Topic topic()
        {
            Topic topic = (isPooled() ? PoolContract.topic(3) : plainTopic()).trace(OPTIONS);
            if (name().contains("TWO"))
            {
                topic = topic.channels(List.of(topic.channels().get(0),
                    TopicChannel.of("aeron:udp?endpoint=localhost:" + Setup.PORT + "|term-length=128k|mtu=1408")));
            }
            topic = name().endsWith("TIME") ? topic.publishTime(true) : topic;
            return SLICES == this ? topic.chunk(ChunkOptions.DEFAULT.withThreshold(1_000)) : topic;
        }
    }

    /**
     * Poll until the handler was called.
     */
    final void receive(final TensorSubscriber subscriber, final TensorHandler handler)
    {
        final long before = subscriber.stats().messages();
        await("a message", () ->
        {
            subscriber.poll(handler, 1);
            return subscriber.stats().messages() > before;
        });
    }

    final TensorPublisher publisherOf(final Way way, final Topic topic)
    {
        final TensorPublisher publisher = closing(
            skein.addTensorPublisher(topic, Way.SHARED_CLAIM == way ? Sharing.SHARED : Sharing.EXCLUSIVE));
        publisher.awaitConnected(LONG);
        return publisher;
    }

    static void assertShows(final Way way, final TensorView view, final int value)
    {
        assertEquals(way.size(), view.length());
        assertEquals(value, view.buffer().getByte(0));
        assertEquals(value, view.buffer().getByte(way.size() - 1));
        if (way.name().endsWith("ATTACHMENT"))
        {
            assertEquals(3, view.attachment().capacity());
            assertEquals(value, view.attachment().getByte(2));
        }
    }

    static void assertInOrder(final Way way, final TraceView trace, final int hop, final long beforeNs)
    {
        final long publishedNs = trace.timeNs(hop, Stamp.PUBLISHED);
        final long receivedNs = trace.timeNs(hop, Stamp.RECEIVED);
        assertTrue(beforeNs <= publishedNs);
        if (way.isInLogKnown())
        {
            assertTrue(publishedNs <= trace.timeNs(hop, Stamp.IN_LOG));
            assertTrue(trace.timeNs(hop, Stamp.IN_LOG) <= receivedNs);
        }
        else
        {
            assertEquals(TraceView.NO_TIME, trace.timeNs(hop, Stamp.IN_LOG));
        }
        assertTrue(publishedNs <= receivedNs);
        assertTrue(receivedNs <= trace.timeNs(hop, Stamp.HANDLER_START));
    }

    final void publish(final Way way, final TensorPublisher publisher, final int value, final TensorView view)
    {
        final UnsafeBuffer bytes = new UnsafeBuffer(new byte[way.size()]);
        bytes.setMemory(0, bytes.capacity(), (byte)value);
        final UnsafeBuffer note = way.name().endsWith("ATTACHMENT") ? new UnsafeBuffer(new byte[3]) : null;
        if (null != note)
        {
            note.setMemory(0, 3, (byte)value);
        }
        if (way.name().contains("CLAIM") || way.name().startsWith("POOL_") || Way.POOL == way ||
            Way.TWO_CHANNELS == way)
        {
            claim(publisher, bytes, note, view);
            return;
        }
        if (null != view)
        {
            publisher.continueTrace(view);
        }
        switch (way)
        {
            case OFFER, TWO_CHANNELS_OFFER -> await("an offer", () ->
                publisher.offer(Pipe.vector(bytes.capacity()), bytes, 0, bytes.capacity()) > 0);
            case SEGMENTS -> await("an offer", () -> publisher.offer(Pipe.vector(bytes.capacity()),
                Payload.copyOf(
                    Arrays.copyOf(bytes.byteArray(), 3), Arrays.copyOfRange(bytes.byteArray(), 3, 8))) > 0);
            case OFFER_WITH_ATTACHMENT -> await("an offer", () ->
                publisher.offer(Pipe.vector(bytes.capacity()), Payload.copyOf(bytes.byteArray()), note) > 0);
            case TRANSFER -> await("a transfer", transferring(publisher, bytes));
            default -> assertTrue(publisher.publish(
                Pipe.vector(bytes.capacity()), Payload.copyOf(bytes.byteArray())) > 0);
        }
    }

    private BooleanSupplier transferring(final TensorPublisher publisher, final UnsafeBuffer bytes)
    {
        final Transfer transfer =
            closing(publisher.transfer(Pipe.vector(bytes.capacity()), Payload.copyOf(bytes.byteArray())));
        return () -> transfer.advance() > 0;
    }

    private void claim(
        final TensorPublisher publisher, final UnsafeBuffer bytes, final UnsafeBuffer note, final TensorView view)
    {
        final TensorClaim claim = publisher.newClaim();
        await("a claim", () ->
            publisher.tryClaim(Pipe.vector(bytes.capacity()), null == note ? 0 : 3, claim) > 0);
        if (null != view)
        {
            claim.continueTrace(view);
        }
        claim.data().putBytes(0, bytes, 0, bytes.capacity());
        if (null != note)
        {
            claim.attachment().putBytes(0, note, 0, 3);
        }
        assertTrue(claim.commit() > 0);
    }
}
