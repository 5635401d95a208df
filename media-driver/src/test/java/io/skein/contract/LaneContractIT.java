package io.skein.contract;

import io.skein.ConfigurationException;
import io.skein.MessageTooLargeException;
import io.skein.message.Claim;
import io.skein.message.MessageView;
import io.skein.message.PublisherStats;
import io.skein.message.SubscriberStats;
import io.skein.payload.Payload;
import io.skein.topic.TopicKind;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * The same bytes, boundaries, attachment and type arrive, whichever way a message takes.
 */
@ParameterizedClass
@MethodSource("io.skein.contract.Setup#all")
class LaneContractIT extends Contract
{
    private static final byte[] NOTE = bytes(5);

    LaneContractIT(final Setup setup)
    {
        super(setup);
    }

    @Test
    void shouldArriveByClaimWhenTheSizeIsAtItsLimits()
    {
        int count = 0;
        for (final int length : new int[] {0, 1, 63, 64, 65, setup.maxClaim() - 1, setup.maxClaim()})
        {
            // Twice, and something odd between, so that frames begin at both phases.
            for (int i = 0; i < 2; i++)
            {
                claim(bytes(length), new byte[0]);
                assertArrives(bytes(length), new byte[0], 0 == length ? List.of() : List.of(length));
                claim(bytes(1), new byte[0]);
                assertArrives(bytes(1), new byte[0], List.of(1));
                count += 2;
            }
        }
        final PublisherStats stats = pipe.publisher().stats();
        assertEquals(count, setup.claimed(stats));
        assertEquals(0, stats.gathered());
        assertEquals(setup.isPooled() ? 2 : count, stats.claimed(), "empty ones are in the log");
    }

    @Test
    void shouldArriveByOfferWhenTheSizeIsAtItsLimits()
    {
        int count = 0;
        final int[] lengths = {0, 1, 63, 64, 65, setup.maxClaim() - 1, setup.maxClaim(), setup.maxClaim() + 1,
            setup.maxClaim() + 32, setup.maxClaim() + 33, 2 * Setup.MAX_FRAME, setup.maxOffer() - 1, setup.maxOffer()};
        for (final int length : Arrays.stream(lengths).filter((length) -> length <= setup.maxOffer()).toArray())
        {
            for (int i = 0; i < 2; i++)
            {
                final byte[] bytes = bytes(length);
                accepted(() -> pipe.offer(new UnsafeBuffer(bytes), 0, length));
                assertArrives(bytes, new byte[0], 0 == length ? List.of() : List.of(length));
                accepted(() -> pipe.offer(new UnsafeBuffer(bytes(1)), 0, 1));
                assertArrives(bytes(1), new byte[0], List.of(1));
                count += 2;
            }
        }
        final PublisherStats published = pipe.publisher().stats();
        final SubscriberStats seen = pipe.subscriber().stats();
        assertEquals(count, setup.offered(published));
        assertEquals(setup.isPooled() ? 2 : count, published.gathered(), "empty ones are in the log");
        assertEquals(0, published.claimed());
        assertEquals(count, seen.messages());
        assertEquals(published.bytes(), seen.bytes());
        assertEquals(setup.isPooled(), 0 == seen.viewed() + seen.assembled());
        assertEquals(0, seen.lost() + seen.rejected() + seen.foreign() + seen.failed());
    }

    @Test
    void shouldRefuseAClaimWhenItExceedsAFrameOrSlot()
    {
        if (setup.hasHeader() && !setup.isPooled())
        {
            // Others have a buffer.
            open(setup.topic().chunk(null));
        }
        final Claim claim = pipe.newClaim();
        for (final int length : new int[] {setup.maxClaim() + 1, setup.maxOffer() + 1, Integer.MAX_VALUE})
        {
            final String message = assertThrows(
                MessageTooLargeException.class, () -> pipe.tryClaim(length, 0, claim)).getMessage();
            assertNames(message, length, setup.maxClaim(), "mtu");
            assertThrows(MessageTooLargeException.class, () -> pipe.claim(length));
            assertThrows(MessageTooLargeException.class, () -> pipe.claim(length, LONG));
        }
        claim(bytes(3), new byte[0]);
        assertArrives(bytes(3), new byte[0], List.of(3));
    }

    @Test
    void shouldRefuseAnOfferWhenItExceedsAMessageOrSlot()
    {
        final byte[] bytes = bytes(setup.maxOffer() + 1);
        final Payload payload = Payload.copyOf(bytes);
        final String message = assertThrows(MessageTooLargeException.class,
            () -> pipe.offer(new UnsafeBuffer(bytes), 0, bytes.length)).getMessage();
        assertNames(message, bytes.length, setup.maxOffer(), "term-length");
        assertThrows(MessageTooLargeException.class, () -> pipe.offer(payload, (UnsafeBuffer)null));
        if (!setup.hasHeader() || setup.isPooled())
        {
            // Others go in slices.
            assertThrows(MessageTooLargeException.class, () -> pipe.offer(payload, LONG));
            assertThrows(MessageTooLargeException.class, () -> pipe.publish(payload));
        }
        claim(bytes(3), new byte[0]);
        assertEquals(setup.hasHeader() ? 0 : -1, assertArrives(bytes(3), new byte[0], List.of(3)).sequence());
    }

    @Test
    void shouldRefuseAClaimWhenTheLengthIsNegative()
    {
        final Claim claim = pipe.newClaim();
        for (final int length : new int[] {-1, -64, Integer.MIN_VALUE})
        {
            assertThrows(IllegalArgumentException.class, () -> pipe.tryClaim(length, 0, claim));
            assertThrows(IllegalArgumentException.class, () -> pipe.claim(length));
        }
        claim(bytes(3), new byte[0]);
        assertArrives(bytes(3), new byte[0], List.of(3));
    }

    @Test
    void shouldRefuseAnOfferWhenTheRangeIsOutsideTheBuffer()
    {
        final UnsafeBuffer buffer = new UnsafeBuffer(bytes(10));
        for (final int[] range : new int[][] {{0, 11}, {-1, 5}, {5, 6}, {11, 0}, {0, -1}, {Integer.MAX_VALUE, 1}})
        {
            assertThrows(RuntimeException.class, () -> pipe.offer(buffer, range[0], range[1]),
                () -> Arrays.toString(range));
        }
        accepted(() -> pipe.offer(buffer, 10, 0));
        assertArrives(new byte[0], new byte[0], List.of());
    }

    @Test
    void shouldKeepSegmentBoundariesWhenSegmentsAreEmpty()
    {
        for (final int[] lengths : new int[][] {{0}, {0, 0, 0}, {0, 3}, {3, 0}, {1, 0, 2}, {0, 1, 0, 0, 2, 0},
            {1, 1}, {1300, 0}, {0, 2000, 0, 3000}, {}})
        {
            final byte[][] segments = new byte[lengths.length][];
            int length = 0;
            for (int i = 0; i < lengths.length; i++)
            {
                segments[i] = bytes(lengths[i]);
                length += lengths[i];
            }
            final byte[] all = new byte[length];
            final Payload payload = Payload.copyOf(segments);
            payload.copyTo(new UnsafeBuffer(all), 0);
            final List<Integer> expected = Arrays.stream(lengths).boxed().toList();
            accepted(() -> pipe.offer(payload, (UnsafeBuffer)null));
            assertArrives(all, new byte[0], expected);
            accepted(() -> pipe.offer(payload, new UnsafeBuffer(NOTE)));
            assertArrives(all, NOTE, expected);
            assertTrue(pipe.offer(payload, LONG) > 0);
            assertArrives(all, new byte[0], expected);
            assertTrue(pipe.publish(payload) > 0);
            assertArrives(all, new byte[0], expected);
        }
    }

    @Test
    void shouldArriveWithAttachmentWhenItHasAnyLength()
    {
        for (int length = 0; length < 140; length++)
        {
            final byte[] attachment = bytes(length);
            claim(bytes(9), attachment);
            assertArrives(bytes(9), attachment, List.of(9));
            accepted(() -> pipe.offer(Payload.copyOf(bytes(9)), new UnsafeBuffer(attachment)));
            assertArrives(bytes(9), attachment, List.of(9));
        }
    }

    @Test
    void shouldNumberMessagesAndTellNoTimeWhenTheTopicDoesNotStampThem()
    {
        for (int i = 0; i < 4; i++)
        {
            final byte[] bytes = bytes(i);
            claim(bytes, new byte[0]);
            accepted(() -> pipe.offer(new UnsafeBuffer(bytes), 0, bytes.length));
        }
        final List<Long> expected = new ArrayList<>();
        for (long i = 0; i < 8; i++)
        {
            expected.add(setup.hasHeader() ? i : -1);
        }
        assertEquals(expected, receive(8).stream().map(Received::sequence).toList());
        received.forEach((message) -> assertEquals(MessageView.UNKNOWN_TIME, message.publishTimeNs()));
    }

    @Test
    void shouldTellTheTimeWhenTheTopicStampsMessages()
    {
        if (!setup.hasHeader())
        {
            assertThrows(ConfigurationException.class, () -> setup.topic().publishTime(true));
            return;
        }
        open(setup.topic().publishTime(true));
        claim(bytes(1), new byte[0]);
        accepted(() -> pipe.offer(new UnsafeBuffer(bytes(5000)), 0, 5000));
        claim(bytes(1), new byte[0]);
        long previous = 1_700_000_000_000_000_000L;
        for (final Received message : receive(3))
        {
            assertTrue(message.publishTimeNs() >= previous, () -> message.publishTimeNs() + " ns");
            previous = message.publishTimeNs();
        }
    }

    @Test
    void shouldRefuseATopicWhenItIsOfAnotherKind()
    {
        for (final TopicKind other : TopicKind.values())
        {
            if (setup.kind() != other)
            {
                final Setup wrong = new Setup(other, setup.isUdp(), false, setup.sharing());
                final String message = assertThrows(ConfigurationException.class, () -> addOf(other)).getMessage();
                assertTrue(message.contains("kind " + setup.kind().name().toLowerCase()), message + wrong);
            }
        }
    }

    private void assertNames(final String message, final int length, final int limit, final String setting)
    {
        final String expected = setup.isPooled() ? "needs " + length + " bytes, a slot is " + limit +
            "; raise pool.slotSize of topic " + pipe.publisher().topic().name() :
            " " + length + " bytes exceeds the " + limit;
        assertTrue(message.contains(expected), message);
        assertTrue(setup.isPooled() || message.contains(setting), message);
    }

    private void addOf(final TopicKind other)
    {
        switch (other)
        {
            case RAW -> skein.addRawPublisher(pipe.publisher().topic(), setup.sharing());
            case MESSAGE -> skein.addMessageSubscriber(pipe.publisher().topic(), 0);
            case STREAM -> skein.addByteStreamReader(pipe.publisher().topic());
            default -> skein.addTensorPublisher(pipe.publisher().topic(), setup.sharing());
        }
    }

    private void claim(final byte[] bytes, final byte[] attachment)
    {
        final Claim claim = pipe.newClaim();
        accepted(() -> pipe.tryClaim(bytes.length, attachment.length, claim));
        assertEquals(bytes.length, claim.data().capacity());
        claim.data().putBytes(0, bytes);
        if (setup.hasHeader())
        {
            assertEquals(attachment.length, claim.attachment().capacity());
            claim.attachment().putBytes(0, attachment);
        }
        assertTrue(claim.commit() > 0);
    }

    private Received assertArrives(final byte[] bytes, final byte[] attachment, final List<Integer> segments)
    {
        received.clear();
        see((view) ->
        {
            if (setup.hasHeader())
            {
                assertEquals(0, view.buffer().addressOffset() % 64, bytes.length + " bytes are not aligned");
            }
        });
        final Received message = received.get(0);
        assertArrayEquals(bytes, message.bytes());
        if (setup.hasHeader())
        {
            assertArrayEquals(attachment, message.attachment());
            assertEquals(segments, message.segments());
        }
        assertEquals(TopicKind.TENSOR == setup.kind() ? Pipe.vector(bytes.length) : null, message.type());
        return message;
    }
}
