package io.skein.contract;

import io.aeron.Aeron;
import io.aeron.ExclusivePublication;
import io.aeron.logbuffer.BufferClaim;
import io.aeron.logbuffer.FrameDescriptor;
import io.skein.MessageLossException;
import io.skein.RejectedFrameException;
import io.skein.internal.wire.HeaderTemplate;
import io.skein.message.Claim;
import io.skein.message.SubscriberStats;
import io.skein.payload.Payload;
import io.skein.topic.Topic;
import io.skein.topic.TopicKind;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Somebody publishes frames of their own making into a topic's stream, between the messages of a good publisher.
 */
@ParameterizedClass
@MethodSource("io.skein.contract.Setup#numbered")
class HostileFramesIT extends Contract
{
    private static final int PAYLOAD_LENGTH = 24;
    private static final int PAYLOAD_OFFSET = 32;

    private ExclusivePublication enemy;
    private byte[] good;
    private int published;

    HostileFramesIT(final Setup setup)
    {
        super(setup);
    }

    @BeforeEach
    void join()
    {
        final Topic topic = pipe.publisher().topic();
        final Aeron aeron = Aeron.connect(
            new Aeron.Context().aeronDirectoryName(driver.connection().aeronDirectory().toString()));
        toClose.add(aeron);
        enemy = aeron.addExclusivePublication(topic.channels().get(0).publish(), topic.streamId());
        await("both publishers", () -> enemy.isConnected() && pipe.subscriber().publisherCount() == 2);
        good = message(0, 40, 3);
    }

    @Test
    void shouldRejectEveryTruncationOfAGoodMessage()
    {
        for (int length = 0; length < good.length; length++)
        {
            inject(Arrays.copyOf(good, length));
            assertGoodMessageArrives();
        }
        assertCounts(good.length, 0);
        assertReportedOnce();
    }

    @Test
    void shouldRejectWhenAnyLengthLies()
    {
        final long[] lies = {
            -1, 41, Long.MAX_VALUE, Long.MIN_VALUE, 1L << 32 | 40, Integer.MAX_VALUE};
        for (final long lie : lies)
        {
            final byte[] bad = good.clone();
            ByteBuffer.wrap(bad).order(ByteOrder.LITTLE_ENDIAN).putLong(PAYLOAD_LENGTH, lie);
            inject(bad);
            assertGoodMessageArrives();
        }
        final int[] offsets = {0, 1, -1, Integer.MAX_VALUE, Integer.MIN_VALUE, good.length, good.length + 1};
        for (final int offset : offsets)
        {
            final byte[] bad = good.clone();
            ByteBuffer.wrap(bad).order(ByteOrder.LITTLE_ENDIAN).putInt(PAYLOAD_OFFSET, offset);
            inject(bad);
            assertGoodMessageArrives();
        }
        final int attachment = TopicKind.TENSOR == setup.kind() ? 53 : 40;
        for (final int index : new int[] {0, attachment, attachment + 1})
        {
            final byte[] bad = good.clone();
            bad[index] = (byte)0xFF;
            inject(bad);
            assertGoodMessageArrives();
        }
        assertCounts(lies.length + offsets.length + 3, 0);
        assertReportedOnce();
    }

    @Test
    void shouldRejectALieWhenTheTruthCameFirstFromTheSamePublisher()
    {
        inject(message(0, 40, 0));
        receiveOne();
        for (int i = 1; i <= 20; i++)
        {
            final byte[] bad = message(i, 40, 0);
            final boolean isOffset = i % 2 == 0;
            ByteBuffer.wrap(bad).order(ByteOrder.LITTLE_ENDIAN).putInt(
                isOffset ? PAYLOAD_OFFSET : PAYLOAD_LENGTH, isOffset ? bad.length - 39 : 41);
            inject(bad);
            assertGoodMessageArrives();
        }
        assertCounts(20, 0);
        inject(message(1, 40, 0));
        receiveOne();
        assertEquals(0, pipe.subscriber().stats().lost());
        assertReportedOnce();
    }

    @Test
    void shouldRejectEveryTruncationOfAShortMessage()
    {
        final byte[] whole = shortMessage(0, 40);
        for (int length = 0; length < whole.length; length++)
        {
            inject(Arrays.copyOf(whole, length));
            assertGoodMessageArrives();
        }
        assertCounts(whole.length, 0);
        inject(shortMessage(0, 40));
        assertEquals(40, receiveOne().bytes().length);
        assertReportedOnce();
    }

    @Test
    void shouldRejectWhenAFieldOfAShortMessageLies()
    {
        final byte[] whole = shortMessage(0, 40);
        final boolean isTensor = TopicKind.TENSOR == setup.kind();
        // Pairs of index and 32 bits.
        final int[][] lies = isTensor ?
            new int[][] {
                {16, 0}, {16, 0x0020_0000}, {16, 0x0020_0100}, {16, 0x0020_0112}, {16, 0x0020_01FF},
                {16, 0x0020_0406}, {16, 0x0020_FF06}, {16, 0x0000_0106}, {16, 0x001F_0106}, {16, 0xFFFF_0106},
                {16, whole.length - 39 << 16 | 0x0106}, {20, whole.length}, {20, -1}, {20, Integer.MIN_VALUE}} :
            new int[][] {
                {24, whole.length}, {24, -1}, {24, Integer.MIN_VALUE}, {24, Integer.MAX_VALUE}, {28, 0}, {28, 31},
                {28, whole.length - 39}, {28, whole.length + 1}, {28, -1}, {28, Integer.MAX_VALUE},
                {28, Integer.MIN_VALUE}};
        for (final boolean isRemembered : new boolean[] {false, true})
        {
            for (final int[] lie : lies)
            {
                final byte[] bad = whole.clone();
                ByteBuffer.wrap(bad).order(ByteOrder.LITTLE_ENDIAN).putInt(lie[0], lie[1]);
                inject(bad);
                assertGoodMessageArrives();
            }
            inject(shortMessage(isRemembered ? 1 : 0, 40));
            assertEquals(40, receiveOne().bytes().length);
        }
        assertCounts(2 * lies.length, 0);
        assertEquals(0, pipe.subscriber().stats().lost());
        assertReportedOnce();
    }

    @Test
    void shouldDeliverWhenShortAndFullMessagesAlternate()
    {
        for (int i = 0; i < 50; i++)
        {
            inject(i % 2 == 0 ? shortMessage(i, 40 + i % 3) : message(i, 40 + i % 5, i % 7));
            final Received one = receiveOne();
            assertEquals(i, one.sequence());
            assertArrayEquals(bytes(i % 2 == 0 ? 40 + i % 3 : 40 + i % 5), one.bytes());
            assertGoodMessageArrives();
        }
        assertCounts(0, 0);
        assertEquals(0, pipe.subscriber().stats().lost());
    }

    @Test
    void shouldSkipSilentlyWhenSchemaOrTemplateIsForeign()
    {
        int count = 0;
        for (final int template : (TopicKind.TENSOR == setup.kind() ?
            new int[] {0, 1, 5, 7, 12, 99, 255} : new int[] {0, 2, 5, 8, 12, 99, 255}))
        {
            final byte[] other = good.clone();
            other[2] = (byte)template;
            inject(other);
            assertGoodMessageArrives();
            ++count;
        }
        for (final int schema : new int[] {0, 1, 0x4c, 0xFF})
        {
            final byte[] other = good.clone();
            other[4] = (byte)schema;
            inject(other);
            assertGoodMessageArrives();
            ++count;
        }
        assertCounts(0, count);
    }

    @Test
    void shouldDeliverNoneWhenBytesAreRandom()
    {
        final Random random = new Random(42);
        for (int i = 0; i < 300; i++)
        {
            final byte[] garbage = new byte[i < 20 ? i : random.nextInt(Setup.MAX_MESSAGE)];
            random.nextBytes(garbage);
            inject(garbage);
            if (i % 10 == 0)
            {
                assertGoodMessageArrives();
            }
        }
        assertCounts(8, 292);
        assertReportedOnce();
    }

    @Test
    void shouldRejectWhenALongMessageIsCut()
    {
        final byte[] longMessage = message(0, 5000, 3);
        for (int length = Setup.MAX_FRAME + 1; length < longMessage.length; length += 97)
        {
            inject(Arrays.copyOf(longMessage, length));
            assertGoodMessageArrives();
        }
        assertCounts((longMessage.length - Setup.MAX_FRAME + 95) / 97, 0);
        inject(longMessage);
        assertEquals(5000, receiveOne().bytes().length);
        assertReportedOnce();
    }

    @Test
    void shouldRejectWhenFragmentsDoNotFollowOneAnother()
    {
        // Where a subscriber joins, the first fragments may belong to a message that began before.
        fragment(FrameDescriptor.END_FRAG_FLAG);
        assertGoodMessageArrives();
        assertCounts(0, 0);

        fragment(FrameDescriptor.BEGIN_FRAG_FLAG);
        fragment(FrameDescriptor.BEGIN_FRAG_FLAG);
        assertGoodMessageArrives();
        assertCounts(1, 0);
        inject(message(0, 40, 0));
        receiveOne();
        fragment((byte)0);
        assertGoodMessageArrives();
        assertCounts(2, 0);
        fragment(FrameDescriptor.END_FRAG_FLAG);
        assertGoodMessageArrives();
        assertCounts(3, 0);

        fragment(FrameDescriptor.BEGIN_FRAG_FLAG);
        for (int i = 0; i < 20; i++)
        {
            // Longer than any message.
            fragment((byte)0);
            assertGoodMessageArrives();
        }
        // Eleven frames are within the limit of 16 KiB, and what follows belongs to nothing.
        assertCounts(13, 0);
        inject(message(1, 5000, 0));
        assertEquals(5000, receiveOne().bytes().length);
        assertCounts(13, 0);
        assertReportedOnce();
    }

    @Test
    void shouldCountAndReportWhatIsMissingWhenSequencesHaveGaps()
    {
        final long[] sequences = {7, 8, 12, 12, 3, 4, 6};
        for (final long sequence : sequences)
        {
            inject(message(sequence, 40, 0));
            assertEquals(sequence, receiveOne().sequence());
            assertGoodMessageArrives();
        }
        assertEquals(4, pipe.subscriber().stats().lost());
        final String first = assertInstanceOf(MessageLossException.class, ERRORS.remove()).getMessage();
        assertTrue(first.contains("3 messages") && first.contains("sequence 9 was expected, 12 came"), first);
        assertTrue(first.contains(pipe.publisher().topic().name()), first);
        assertInstanceOf(MessageLossException.class, ERRORS.remove());
    }

    private byte[] message(final long sequence, final int length, final int attachment)
    {
        return message(new HeaderTemplate(), sequence, length, attachment);
    }

    private byte[] shortMessage(final long sequence, final int length)
    {
        final byte[] message = message(HeaderTemplate.shortest(false), sequence, length, 0);
        assertEquals(TopicKind.TENSOR == setup.kind() ? 8 : 7, message[2]);
        return message;
    }

    private byte[] message(
        final HeaderTemplate header, final long sequence, final int length, final int attachment)
    {
        final Payload payload = Payload.copyOf(bytes(length));
        if (TopicKind.TENSOR == setup.kind())
        {
            header.tensor(Pipe.vector(length), payload, attachment);
        }
        else
        {
            header.data(length, payload, attachment);
        }
        final int payloadOffset = header.payloadOffset(enemy.termOffset());
        header.complete(sequence, 1, payloadOffset);
        final byte[] message = new byte[payloadOffset + length];
        header.buffer().getBytes(0, message, 0, payloadOffset);
        payload.copyTo(new UnsafeBuffer(message), payloadOffset);
        return message;
    }

    private void inject(final byte[] bytes)
    {
        final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
        await("injection", () ->
        {
            pipe.poll(NOTHING, received::add);
            return enemy.offer(buffer, 0, bytes.length) > 0;
        });
    }

    private void fragment(final byte flags)
    {
        final BufferClaim claim = new BufferClaim();
        await("injection", () -> enemy.tryClaim(Setup.MAX_FRAME, claim) > 0);
        claim.buffer().putBytes(claim.offset(), bytes(Setup.MAX_FRAME));
        claim.flags(flags);
        claim.commit();
    }

    private void assertGoodMessageArrives()
    {
        received.clear();
        final int value = published++;
        final Claim claim = pipe.newClaim();
        accepted(() -> pipe.tryClaim(8, 0, claim));
        claim.data().putLong(0, value);
        claim.commit();
        assertEquals(value, new UnsafeBuffer(receive(1).get(0).bytes()).getLong(0));
    }

    private void assertCounts(final long rejected, final long foreign)
    {
        await("counts", () ->
        {
            pipe.poll(NOTHING, received::add);
            final SubscriberStats stats = pipe.subscriber().stats();
            return stats.rejected() + stats.foreign() >= rejected + foreign;
        });
        final SubscriberStats stats = pipe.subscriber().stats();
        assertEquals(rejected, stats.rejected(), stats::toString);
        assertEquals(foreign, stats.foreign(), stats::toString);
        assertEquals(0, stats.failed());
    }

    private void assertReportedOnce()
    {
        assertEquals(1, ERRORS.size(), ERRORS::toString);
        final RejectedFrameException error = assertInstanceOf(RejectedFrameException.class, ERRORS.remove());
        assertTrue(error.getMessage().contains("topic " + pipe.publisher().topic().name()), error::getMessage);
        assertTrue(error.getMessage().contains("session " + enemy.sessionId()), error::getMessage);
    }
}
