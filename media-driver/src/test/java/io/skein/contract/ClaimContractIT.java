package io.skein.contract;

import io.skein.message.Claim;
import io.skein.message.PublisherStats;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Claims begin, end, and leave nothing behind.
 */
@ParameterizedClass
@MethodSource("io.skein.contract.Setup#all")
class ClaimContractIT extends Contract
{
    ClaimContractIT(final Setup setup)
    {
        super(setup);
    }

    @Test
    void shouldGiveTheSameRoomAsBufferAndByteBuffer()
    {
        for (int i = 0; i < 3; i++)
        {
            try (Claim claim = pipe.claim(16))
            {
                final ByteBuffer bytes = claim.byteBuffer();
                assertTrue(bytes.isDirect());
                assertFalse(bytes.isReadOnly());
                assertEquals(ByteOrder.nativeOrder(), bytes.order());
                assertEquals(0, bytes.position());
                assertEquals(16, bytes.limit());
                assertEquals(16, bytes.capacity());
                assertEquals(0, claim.data().addressOffset() % (setup.hasHeader() ? 64 : 32));
                bytes.putInt(12, 77);
                assertEquals(77, claim.data().getInt(12));
                assertSame(bytes, claim.byteBuffer());
                bytes.order(ByteOrder.BIG_ENDIAN).position(3).limit(5);
                claim.commit();
            }
            assertEquals(16, receiveOne().bytes().length);
        }
    }

    @Test
    void shouldEndItsBuffersWhenItIsCommittedOrAborted()
    {
        for (final boolean isCommitted : new boolean[] {true, false})
        {
            final Claim claim = pipe.claim(16);
            final MutableDirectBuffer data = claim.data();
            final MutableDirectBuffer attachment = claim.attachment();
            final ByteBuffer bytes = claim.byteBuffer();
            end(claim, isCommitted);
            assertFalse(claim.isOpen());
            assertEquals(0, data.capacity());
            assertEquals(0, attachment.capacity());
            assertEquals(0, bytes.capacity());
            assertThrows(IndexOutOfBoundsException.class, () -> data.putByte(0, (byte)1));
            assertThrows(IndexOutOfBoundsException.class, () -> bytes.put(0, (byte)1));
        }
        receive(1);
    }

    @Test
    void shouldRefuseUseWhenItIsNotOpen()
    {
        final Claim fresh = pipe.newClaim();
        assertEnded(fresh, "not open");
        for (final boolean isCommitted : new boolean[] {true, false})
        {
            final Claim claim = pipe.claim(16);
            end(claim, isCommitted);
            assertEnded(claim, "committed or aborted");
        }
        receive(1);
    }

    @Test
    void shouldRefuseAClaimObjectWhenItIsOpenOrOfAnotherPublisher()
    {
        final Claim claim = pipe.newClaim();
        accepted(() -> pipe.tryClaim(8, 0, claim));
        assertTrue(assertThrows(IllegalStateException.class, () -> pipe.tryClaim(8, 0, claim)).getMessage()
            .contains("still open"));
        claim.data().putLong(0, 1);
        claim.commit();

        try (Pipe other = Pipe.open(skein, setup.topic(), setup.sharing()))
        {
            assertTrue(assertThrows(IllegalStateException.class, () -> other.tryClaim(8, 0, claim)).getMessage()
                .contains("belongs to a publisher of topic " + pipe.publisher().topic().name()));
        }
        final Claim own = pipe.claim(8);
        assertThrows(IllegalStateException.class, () -> pipe.claim(8));
        own.commit();
        receive(2);
    }

    @Test
    void shouldPublishNothingAndSkipNoNumberWhenTheEncoderThrows()
    {
        publish(1);
        assertThrows(ArithmeticException.class, () ->
        {
            try (Claim claim = pipe.claim(64))
            {
                claim.data().putLong(0, -1);
                throw new ArithmeticException("half done");
            }
        });
        publish(2);
        receive(2);
        assertSequences(0, 1);
        final PublisherStats stats = pipe.publisher().stats();
        assertEquals(2, setup.claimed(stats));
        assertEquals(1, stats.aborted());
        assertEquals(16, stats.bytes(), "bytes of aborted claims do not count");
    }

    @Test
    void shouldDeliverInTheOrderOfClaimsOrOfSlotsCommittedWhenCommittedInAnyOther()
    {
        final Claim[] claims = claims(4);
        claims[2].commit();
        claims[0].commit();
        claims[3].commit();
        claims[1].commit();
        publish(4);
        receive(5);
        // A slot has no place in the log until it is committed.
        assertEquals(setup.isPooled() ? List.of(2L, 0L, 3L, 1L, 4L) : List.of(0L, 1L, 2L, 3L, 4L), received.stream()
            .map((message) -> new UnsafeBuffer(message.bytes()).getLong(0)).toList());
        assertSequences(0, 1, 2, 3, 4);
    }

    @Test
    void shouldAcceptOffersAndOtherClaimsWhenAClaimIsOpen()
    {
        for (final int length : new int[] {8, 600})
        {
            for (int i = 0; i < 200; i++)
            {
                final Claim open = pipe.newClaim();
                accepted(() -> pipe.tryClaim(length, 0, open));
                open.data().setMemory(0, length, (byte)1);
                accepted(() -> pipe.offer(new UnsafeBuffer(bytes(3000)), 0, 3000));
                final Claim other = pipe.newClaim();
                accepted(() -> pipe.tryClaim(1000, 0, other));
                other.data().putBytes(0, bytes(1000));
                assertTrue(other.commit() > 0);
                assertTrue(open.commit() > 0, "room was found when the claim was made");
                received.clear();
                receive(3);
            }
        }
        assertEquals(0, pipe.subscriber().stats().lost());
    }

    @Test
    void shouldReportNoLossWhenClaimsAreAbortedInAnyOrder()
    {
        for (final int[] order : new int[][] {{0, 1, 2, 3}, {3, 2, 1, 0}, {1, 3, 0, 2}, {2, 0, 3, 1}})
        {
            for (int aborted = 0; aborted < 16; aborted++)
            {
                final Claim[] claims = claims(4);
                for (final int i : order)
                {
                    end(claims[i], 0 == (aborted & 1 << i));
                }
                publish(9);
                received.clear();
                receive(5 - Integer.bitCount(aborted));
            }
        }
        assertEquals(0, pipe.subscriber().stats().lost());
        assertEquals(0, pipe.subscriber().stats().rejected() + pipe.subscriber().stats().foreign());
        assertEquals(pipe.publisher().stats().bytes(), pipe.subscriber().stats().bytes());
    }

    @Test
    void shouldNotReportWhatWasInAnAbortedClaimWhenTheLogIsUsedAgain()
    {
        // Several times around the log: what an aborted claim left must not show in the padding or the next message.
        for (int i = 0; i < 1000; i++)
        {
            try (Claim claim = pipe.claim(setup.maxClaim()))
            {
                claim.data().setMemory(0, claim.data().capacity(), (byte)0xEE);
            }
            publish(i);
            assertEquals(i, new UnsafeBuffer(receiveOne().bytes()).getLong(0));
        }
        assertEquals(0, pipe.subscriber().stats().lost());
    }

    private Claim[] claims(final int count)
    {
        final Claim[] claims = new Claim[count];
        for (int i = 0; i < count; i++)
        {
            final Claim claim = pipe.newClaim();
            accepted(() -> pipe.tryClaim(8, 0, claim));
            claim.data().putLong(0, i);
            claims[i] = claim;
        }
        return claims;
    }

    private void publish(final long value)
    {
        try (Claim claim = pipe.claim(8))
        {
            claim.data().putLong(0, value);
            assertTrue(claim.commit() > 0);
        }
    }

    private static void end(final Claim claim, final boolean isCommitted)
    {
        if (isCommitted)
        {
            claim.commit();
        }
        else
        {
            claim.abort();
        }
    }

    private static void assertEnded(final Claim claim, final String words)
    {
        claim.abort();
        claim.close();
        assertTrue(assertThrows(IllegalStateException.class, claim::commit).getMessage().contains(words));
        assertThrows(IllegalStateException.class, claim::data);
        assertThrows(IllegalStateException.class, claim::attachment);
        assertThrows(IllegalStateException.class, claim::byteBuffer);
    }

    private void assertSequences(final long... expected)
    {
        if (setup.hasHeader())
        {
            assertEquals(Arrays.stream(expected).boxed().toList(),
                received.stream().map(Received::sequence).toList());
        }
        assertEquals(0, pipe.subscriber().stats().lost());
    }
}
