package io.skein.contract;

import io.aeron.Aeron;
import io.aeron.ExclusivePublication;
import io.aeron.logbuffer.BufferClaim;
import io.aeron.logbuffer.FrameDescriptor;
import io.skein.RejectedFrameException;
import io.skein.message.MessagePublisher;
import io.skein.message.MessageView;
import io.skein.message.RetainedMessage;
import io.skein.message.SubscriberStats;
import io.skein.message.View;
import io.skein.payload.Payload;
import io.skein.tensor.TensorPublisher;
import io.skein.tensor.TensorView;
import io.skein.topic.Topic;
import io.skein.topic.TopicKind;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Messages of several frames are read where they lie, and are what was published, whichever way they are looked at.
 */
@ParameterizedClass
@MethodSource("io.skein.contract.Setup#inLog")
@Timeout(60)
class FragmentedContractIT extends Contract
{
    private static final int FRAME = Setup.MAX_FRAME;
    private static final byte BEGIN = FrameDescriptor.BEGIN_FRAG_FLAG;
    private static final byte MIDDLE = 0;
    private static final byte END = FrameDescriptor.END_FRAG_FLAG;

    FragmentedContractIT(final Setup setup)
    {
        super(setup);
    }

    @Test
    void shouldReadEveryByteInPartsWhenTheLengthIsAtAnyBoundary()
    {
        final int header = setup.hasHeader() ? 64 : 0;
        for (final int frames : new int[] {1, 2, 3, 11})
        {
            for (int over = -1; over <= 1; over++)
            {
                shouldReadEveryByteInParts(frames * FRAME + over);
                shouldReadEveryByteInParts(frames * FRAME - header + over);
            }
        }
        shouldReadEveryByteInParts(setup.maxOffer() - 1);
        shouldReadEveryByteInParts(setup.maxOffer());
        if (!setup.isUdp())
        {
            assertEquals(0, pipe.subscriber().stats().assembled());
        }
        assertTrue(pipe.subscriber().stats().viewed() + pipe.subscriber().stats().assembled() > 20);
    }

    private void shouldReadEveryByteInParts(final int length)
    {
        final byte[] bytes = bytes(length);
        accepted(() -> pipe.offer(new UnsafeBuffer(bytes), 0, length));
        final long[] position = new long[1];
        see((view) ->
        {
            assertArrayEquals(bytes, partsOf(view));
            assertArrayEquals(bytes, bytePartsOf(view));
            assertEquals(length, view.length());
            assertTrue(view.partCount() <= 1 + length / FRAME + 1);
            assertThrows(IndexOutOfBoundsException.class, () -> view.part(view.partCount()));
            assertThrows(IndexOutOfBoundsException.class, () -> view.part(-1));
            assertThrows(IndexOutOfBoundsException.class, () -> view.partByteBuffer(view.partCount()));
            position[0] = view.position();
        });
        assertArrayEquals(bytes, received.get(0).bytes());
        assertTrue(position[0] >= length);
    }

    @Test
    void shouldBeTheSameHoweverItIsCopied()
    {
        final int length = 5_000;
        final byte[] bytes = bytes(length);
        accepted(() -> pipe.offer(new UnsafeBuffer(bytes), 0, length));
        see((view) ->
        {
            final UnsafeBuffer target = new UnsafeBuffer(new byte[length + 1]);
            assertThrows(IndexOutOfBoundsException.class, () -> view.copyTo(target, 2));
            assertEquals(0, target.getByte(length), "nothing is copied when it does not fit");
            view.copyTo(target, 1);
            assertArrayEquals(bytes, Arrays.copyOfRange(target.byteArray(), 1, length + 1));
            final ExpandableArrayBuffer growing = new ExpandableArrayBuffer(8);
            view.copyTo(growing, 3);
            assertArrayEquals(bytes, Arrays.copyOfRange(growing.byteArray(), 3, length + 3));
            final ByteBuffer direct = ByteBuffer.allocateDirect(length);
            view.copyTo(direct);
            assertEquals(0, direct.remaining());
            assertEquals(ByteBuffer.wrap(bytes), direct.flip());
            assertEquals(ByteBuffer.wrap(bytes), view.byteBuffer());
            assertSame(view.buffer(), view.buffer());
            assertEquals(bytes[length - 1], view.buffer().getByte(length - 1));
            assertArrayEquals(bytes, partsOf(view), "and the parts are still there");
        });
    }

    @Test
    void shouldShowNoPartsWhenTheCallbackIsOver()
    {
        final List<DirectBuffer> parts = new ArrayList<>();
        final List<ByteBuffer> byteParts = new ArrayList<>();
        final View[] kept = new View[1];
        offer(5_000);
        see((view) ->
        {
            kept[0] = view;
            parts.add(view.part(view.partCount() - 1));
            byteParts.add(view.partByteBuffer(view.partCount() / 2));
        });
        assertEquals(0, parts.get(0).capacity() + byteParts.get(0).capacity() + kept[0].length());
        assertEquals(1, kept[0].partCount());
        assertEquals(0, kept[0].part(0).capacity() + kept[0].buffer().capacity());
        assertThrows(IllegalStateException.class, () -> kept[0].position());
    }

    @Test
    void shouldReadHeadersThatCrossFrames()
    {
        for (final int attachment : new int[] {FRAME - 70, FRAME - 64, FRAME - 40, FRAME, 3_000, 8_000})
        {
            final byte[] note = bytes(attachment);
            final Payload payload = Payload.copyOf(bytes(700), bytes(0), bytes(5_000));
            if (setup.hasHeader())
            {
                for (int i = 0; i < 2; i++)
                {
                    accepted(() -> pipe.offer(payload, new UnsafeBuffer(note)));
                    final byte[][] parts = new byte[1][];
                    see((view) -> parts[0] = partsOf(view));
                    final Received one = received.get(0);
                    assertArrayEquals(note, one.attachment());
                    assertEquals(List.of(700, 0, 5_000), one.segments());
                    assertArrayEquals(payload.toByteArray(), one.bytes());
                    assertArrayEquals(payload.toByteArray(), parts[0]);
                }
            }
        }
        final Payload many = Payload.copyOf(manySegments());
        accepted(() -> pipe.offer(many, (DirectBuffer)null));
        assertArrayEquals(many.toByteArray(), receiveOne().bytes());
        assertEquals(setup.hasHeader() ? 400 : 0, received.get(0).segments().size());
    }

    private static byte[][] manySegments()
    {
        final byte[][] segments = new byte[400][];
        Arrays.setAll(segments, (i) -> bytes(i % 20));
        return segments;
    }

    @Test
    void shouldPassManyTermsWhenLongAndShortMessagesAlternate()
    {
        for (int i = 0; i < 300; i++)
        {
            final byte[] bytes = bytes(0 == i % 3 ? 40 : 1_300 + 37 * i % 9_000);
            accepted(() -> pipe.offer(new UnsafeBuffer(bytes), 0, bytes.length));
            see((view) -> assertArrayEquals(bytes, partsOf(view)));
        }
        final SubscriberStats stats = pipe.subscriber().stats();
        assertEquals(300, stats.messages());
        assertEquals(0, stats.lost() + stats.rejected() + stats.failed());
    }

    @Test
    void shouldDeliverEachOnceWhenAPollEndsWithinAMessage()
    {
        for (int i = 0; i < 8; i++)
        {
            offer(3 * FRAME + i);
            offer(i);
        }
        received.clear();
        await("all messages", () ->
        {
            pipe.poll(NOTHING, received::add, 1);
            return received.size() >= 16;
        });
        for (int i = 0; i < 16; i++)
        {
            assertArrayEquals(bytes(0 == i % 2 ? 3 * FRAME + i / 2 : i / 2), received.get(i).bytes());
        }
        assertEquals(16, pipe.subscriber().stats().messages());
        assertEquals(0, pipe.subscriber().stats().rejected());
    }

    @Test
    void shouldKeepAndForwardWhatLiesInParts()
    {
        if (!setup.hasHeader())
        {
            return;
        }
        final Topic onward = setup.topic();
        final Pipe first = pipe;
        toClose.add(first);
        pipe = Pipe.open(skein, onward, setup.sharing());
        pipe.publisher().awaitConnected(LONG);
        final Payload payload = Payload.copyOf(bytes(700), bytes(5_000));
        final UnsafeBuffer note = new UnsafeBuffer(bytes(3_000));
        accepted(() -> first.offer(payload, note));
        final RetainedMessage[] kept = new RetainedMessage[1];
        final long[] forwarded = new long[1];
        await("a message", () ->
        {
            first.poll((view) ->
            {
                kept[0] = ((MessageView)view).retain();
                forwarded[0] = forward(view);
            }, received::add);
            return null != kept[0];
        });
        assertTrue(forwarded[0] > 0);
        final Received before = received.get(0);
        final Received after = receiveOne();
        assertArrayEquals(before.bytes(), after.bytes());
        assertArrayEquals(before.attachment(), after.attachment());
        assertEquals(before.segments(), after.segments());
        assertArrayEquals(payload.toByteArray(), partsOf(kept[0]));
        assertEquals(1, kept[0].partCount());
        assertEquals(700, kept[0].segments().length(0));
        assertEquals(note, new UnsafeBuffer(kept[0].attachment(), 0, 3_000));
        kept[0].release();
    }

    private long forward(final View view)
    {
        return TopicKind.TENSOR == setup.kind() ? ((TensorPublisher)pipe.publisher()).forward((TensorView)view) :
            ((MessagePublisher)pipe.publisher()).forward((MessageView)view);
    }

    @Test
    void shouldWaitForTheRestOnlyWhenTheWindowHasRoomForIt()
    {
        if (!setup.isUdp())
        {
            return;
        }
        final Topic topic = setup.topic();
        final String channel = topic.channels().get(0).publish();
        open(Topic.of(topic.name(), setup.kind()).stream(topic.streamId()).channel(channel + "|rcv-wnd=32k"));
        for (int i = 0; i < 10; i++)
        {
            offer(10_000);
            assertArrayEquals(bytes(10_000), receiveOne().bytes());
        }
        assertTrue(pipe.subscriber().stats().viewed() > 0, () -> pipe.subscriber().stats().toString());

        final Topic other = setup.topic();
        open(Topic.of(other.name(), setup.kind()).stream(other.streamId()).channel(channel + "|rcv-wnd=8k"));
        for (int i = 0; i < 10; i++)
        {
            offer(0 == i % 2 ? 12_000 : 3_000);
            assertArrayEquals(bytes(0 == i % 2 ? 12_000 : 3_000), receiveOne().bytes());
        }
        assertTrue(pipe.subscriber().stats().assembled() > 0, () -> pipe.subscriber().stats().toString());
    }

    @Test
    void shouldShowTheWholeMessageWhenClosedWhileViewing()
    {
        final byte[] bytes = bytes(9_000);
        offer(9_000);
        received.clear();
        await("a message", () ->
        {
            pipe.poll((view) ->
            {
                pipe.subscriber().close();
                assertArrayEquals(bytes, partsOf(view));
                assertArrayEquals(bytes, view.toByteArray());
            }, received::add);
            return !received.isEmpty();
        });
        assertTrue(pipe.subscriber().isClosed());
        assertEquals(0, pipe.poll(NOTHING, received::add));
    }

    @Test
    void shouldTakeWhatIsThereWhenTheRestNeverComes()
    {
        final ExclusivePublication other = join();
        // A first one, so that the subscriber expects such messages.
        fragment(other, BEGIN, FRAME);
        fragment(other, END, 10);
        final SubscriberStats before = see(1);
        fragment(other, BEGIN, FRAME);
        fragment(other, MIDDLE, FRAME);
        // All of it is taken after a while, though there is no end to it: the position moves on.
        final int[] taken = new int[1];
        await("two fragments", () ->
        {
            taken[0] += pipe.poll(NOTHING, received::add);
            return taken[0] >= 2;
        });
        fragment(other, END, 10);
        assertEquals(1, see(2).assembled() - before.assembled());
        offer(4_000);
        assertArrayEquals(bytes(4_000), receiveOne().bytes());
    }

    @Test
    void shouldAssembleOrRejectWhenFragmentsAreNotWhatAnOfferWrites()
    {
        final ExclusivePublication other = join();
        // Whole, though cut in a way of its own: only the raw kind takes what has no header.
        fragment(other, BEGIN, 100);
        fragment(other, MIDDLE, 200);
        fragment(other, END, FRAME);
        fragment(other, BEGIN, FRAME);
        fragment(other, MIDDLE, FRAME - 32);
        fragment(other, END, 5);
        final SubscriberStats whole = see(2);
        assertEquals(0, whole.viewed());
        assertEquals(2, whole.assembled());

        // A beginning within a message, and a message of one frame within another.
        fragment(other, BEGIN, FRAME);
        fragment(other, BEGIN, FRAME);
        fragment(other, MIDDLE, FRAME);
        fragment(other, END, FRAME);
        fragment(other, BEGIN, FRAME);
        fragment(other, FrameDescriptor.UNFRAGMENTED, FRAME);
        fragment(other, END, FRAME);
        fragment(other, MIDDLE, FRAME);
        await("rejections", () ->
        {
            pipe.poll(NOTHING, received::add);
            return rejected() >= (setup.hasHeader() ? 4 : 3);
        });
        offer(4_000);
        received.clear();
        await("the good one", () ->
        {
            pipe.poll(NOTHING, received::add);
            return received.stream().anyMatch((one) -> Arrays.equals(bytes(4_000), one.bytes()));
        });
        assertEquals(0, pipe.subscriber().stats().failed() + pipe.subscriber().stats().lost());
        assertInstanceOf(RejectedFrameException.class, ERRORS.remove());
    }

    private long rejected()
    {
        final SubscriberStats stats = pipe.subscriber().stats();
        return stats.rejected() + stats.foreign();
    }

    /**
     * @param count of messages without a header, which only subscribers of raw topics take.
     */
    private SubscriberStats see(final int count)
    {
        await(count + " messages", () ->
        {
            pipe.poll(NOTHING, received::add);
            final SubscriberStats stats = pipe.subscriber().stats();
            return stats.messages() + stats.foreign() >= count;
        });
        return pipe.subscriber().stats();
    }

    @Test
    void shouldTakeWhatFollowsWhenItJoinsInTheMiddleOfAMessage()
    {
        final ExclusivePublication other = join();
        fragment(other, MIDDLE, FRAME);
        fragment(other, END, 100);
        offer(4_000);
        assertArrayEquals(bytes(4_000), receiveOne().bytes());
        assertEquals(0, rejected());
    }

    private ExclusivePublication join()
    {
        final Topic topic = pipe.publisher().topic();
        final Aeron aeron = Aeron.connect(
            new Aeron.Context().aeronDirectoryName(driver.connection().aeronDirectory().toString()));
        toClose.add(aeron);
        final ExclusivePublication publication =
            aeron.addExclusivePublication(topic.channels().get(0).publish(), topic.streamId());
        await("both publishers", () -> publication.isConnected() && pipe.subscriber().publisherCount() == 2);
        return publication;
    }

    private void fragment(final ExclusivePublication publication, final byte flags, final int length)
    {
        final BufferClaim claim = new BufferClaim();
        await("injection", () -> publication.tryClaim(length, claim) > 0);
        claim.buffer().putBytes(claim.offset(), bytes(length));
        claim.flags(flags);
        claim.commit();
    }

    private void offer(final int length)
    {
        accepted(() -> pipe.offer(new UnsafeBuffer(bytes(length)), 0, length));
    }

    private static byte[] partsOf(final View view)
    {
        final byte[] bytes = new byte[view.length()];
        int at = 0;
        for (int i = 0; i < view.partCount(); i++)
        {
            final DirectBuffer part = view.part(i);
            part.getBytes(0, bytes, at, part.capacity());
            at += part.capacity();
        }
        assertEquals(bytes.length, at);
        return bytes;
    }

    private static byte[] bytePartsOf(final View view)
    {
        final ByteBuffer bytes = ByteBuffer.allocate(view.length());
        for (int i = 0; i < view.partCount(); i++)
        {
            assertTrue(view.partByteBuffer(i).isReadOnly() && view.partByteBuffer(i).isDirect());
            bytes.put(view.partByteBuffer(i));
        }
        assertEquals(0, bytes.remaining());
        return bytes.array();
    }
}
