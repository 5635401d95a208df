package io.skein.internal.chunk;

import io.skein.internal.wire.HeaderTemplate;
import io.skein.payload.Payload;
import io.skein.sbe.AbortReason;
import io.skein.topic.ChunkOptions;
import io.skein.topic.ChunkOptions.Checksum;
import io.skein.transfer.ByteRange;
import io.skein.transfer.IncomingTransfer;
import io.skein.transfer.TransferCounts;
import io.skein.transfer.TransferException;
import io.skein.transfer.TransferException.Reason;
import io.skein.transfer.TransferTarget;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.agrona.DirectBuffer;
import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Payloads are put together from whatever comes, in whatever order, or are said not to be. In virtual time.
 */
class ImageTransfersTest
{
    private static final int SLICE = 100;
    private static final long MIB = 1 << 20;
    private static final long TIMEOUT_NS = TimeUnit.SECONDS.toNanos(8);
    private static final ChunkOptions OPTIONS = ChunkOptions.DEFAULT
        .withMaxTransfer(4 * MIB).withMemory(2 * MIB).withTimeoutNs(TIMEOUT_NS);

    private final List<Throwable> errors = new ArrayList<>();
    private long nowNs = Long.MAX_VALUE - TIMEOUT_NS;
    private final Inbox inbox = new Inbox("t", false, OPTIONS, Assembly::new, () -> nowNs, errors::add);
    private final ImageTransfers image = new ImageTransfers(inbox, 7);
    private final Parts parts = new Parts(image);

    @Test
    void shouldBeCompleteWhenTheEndHasCome()
    {
        final byte[] bytes = bytes(1_050, 1);
        assertNull(parts.begin(5, bytes.length, Checksum.NONE));
        for (int i = 0; i < bytes.length; i += SLICE)
        {
            assertNull(parts.chunk(5, bytes, i, Math.min(bytes.length, i + SLICE)));
        }
        assertEquals(1, inbox.counts().open());
        final Assembly complete = parts.end(5, 99, 0);
        assertArrayEquals(bytes, payload(complete));
        assertEquals(99, complete.sequence());
        assertEquals(7, complete.sessionId());
        inbox.delivered(complete);
        assertEquals(new TransferCounts(1, 0, 0, 0, 0, 1_050, 0, 0, 64 * 1024), inbox.counts());
        assertEquals(List.of(), errors);
    }

    @Test
    void shouldBeCompleteWhenThereAreNoBytes()
    {
        for (final Checksum checksum : Checksum.values())
        {
            parts.begin(checksum.ordinal(), 0, checksum);
            final Assembly complete = parts.end(checksum.ordinal(), 0, 0);
            assertEquals(0, complete.length());
            inbox.delivered(complete);
        }
        assertEquals(2, inbox.counts().completed());
    }

    @Property(tries = 300)
    void shouldBeTheSameWhateverTheOrderAndHoweverOftenPartsCome(
        @ForAll @IntRange(min = 0, max = 3_000) final int length, @ForAll @IntRange(min = 1, max = 700) final int slice,
        @ForAll final boolean isChecked, @ForAll final boolean endsEarly, @ForAll final long seed)
    {
        final ImageTransfersTest test = new ImageTransfersTest();
        final Random random = new Random(seed);
        final byte[] bytes = bytes(length, seed);
        final List<int[]> slices = new ArrayList<>();
        for (int i = 0; i < length; i += slice)
        {
            final int[] whole = {i, Math.min(length, i + slice)};
            slices.add(whole);
            for (int more = random.nextInt(3); more > 0; more--)
            {
                // Again, or overlapping.
                final int from = Math.max(0, whole[0] - random.nextInt(slice));
                slices.add(random.nextBoolean() ? whole : new int[] {from, whole[1]});
            }
        }
        Collections.shuffle(slices, random);
        test.parts.begin(1, length, isChecked ? Checksum.CRC32C : Checksum.NONE);
        final int endAfter = endsEarly ? random.nextInt(slices.size() + 1) : slices.size();
        Assembly complete = null;
        for (int i = 0; i <= slices.size(); i++)
        {
            final Assembly result = i == endAfter ? test.parts.end(1, 3, Parts.checksum(bytes)) : null;
            complete = null == result ? complete : result;
            if (i < slices.size())
            {
                test.parts.begin(1, length, Checksum.NONE);
                final Assembly atLast = test.parts.chunk(1, bytes, slices.get(i)[0], slices.get(i)[1]);
                complete = null == atLast ? complete : atLast;
            }
        }
        assertEquals(List.of(), test.errors);
        assertNotNull(complete);
        assertArrayEquals(bytes, payload(complete));
        assertEquals(3, complete.sequence());
    }

    @Test
    void shouldKeepTransfersApartWhenTheyInterleaveAndComeFromSeveralPublishers()
    {
        final Parts others = new Parts(new ImageTransfers(inbox, 8));
        final byte[][] payloads = {bytes(900, 1), bytes(900, 2), bytes(900, 3)};
        parts.begin(1, 900, Checksum.CRC32C);
        parts.begin(2, 900, Checksum.CRC32C);
        others.begin(1, 900, Checksum.CRC32C);
        for (int i = 0; i < 900; i += SLICE)
        {
            parts.chunk(1, payloads[0], i, i + SLICE);
            others.chunk(1, payloads[2], i, i + SLICE);
            parts.chunk(2, payloads[1], i, i + SLICE);
        }
        assertArrayEquals(payloads[1], payload(parts.end(2, 0, Parts.checksum(payloads[1]))));
        assertArrayEquals(payloads[0], payload(parts.end(1, 1, Parts.checksum(payloads[0]))));
        assertArrayEquals(payloads[2], payload(others.end(1, 0, Parts.checksum(payloads[2]))));
    }

    @Test
    void shouldIgnoreWhatComesAgainWhenItIsComplete()
    {
        final byte[] bytes = bytes(50, 1);
        assertNotNull(whole(1, bytes));
        for (int i = 0; i < 3; i++)
        {
            assertNull(parts.begin(1, bytes.length, Checksum.NONE));
            assertNull(parts.chunk(1, bytes, 0, 50));
            assertNull(parts.end(1, 0, 0));
            assertNull(parts.abort(1, 1, "late"));
        }
        assertEquals(1, inbox.counts().completed());
        assertEquals(0, inbox.counts().missed() + inbox.counts().failed() + inbox.counts().open());
    }

    @Test
    void shouldCountItAsMissedWhenTheBeginningWasNeverSeen()
    {
        assertNull(parts.chunk(1, new byte[10], 0, 10));
        assertNull(parts.end(1, 0, 0));
        assertNull(parts.end(1, 0, 0));
        assertEquals(1, inbox.counts().missed());
        assertEquals(List.of(), errors);
    }

    @Test
    void shouldRefuseBeforeItAllocatesWhenTheLengthIsAbsurd()
    {
        long id = 0;
        for (final long length : new long[] {4 * MIB + 1, Integer.MAX_VALUE, 1L << 31, 1L << 40, Long.MAX_VALUE})
        {
            assertNull(parts.begin(id, length, Checksum.NONE));
            parts.chunk(id, length - 10, length, new byte[10], 0, 10);
            assertNull(parts.end(id++, 0, 0));
        }
        assertEquals(Reason.TOO_LARGE, failure().reason());
        assertEquals(5, inbox.counts().refused());
        assertEquals(0, inbox.counts().memory() + inbox.counts().missed());
        assertNull(parts.begin(id, -1, Checksum.NONE));
        assertNull(parts.begin(id + 1, Long.MIN_VALUE, Checksum.NONE));
        assertEquals(7, inbox.counts().refused());
        assertEquals(0, inbox.counts().memory());
    }

    @Test
    void shouldRefuseWhenTheMemoryIsTaken()
    {
        parts.begin(1, MIB, Checksum.NONE);
        parts.begin(2, MIB, Checksum.NONE);
        final TransferException refusal = failure();
        assertEquals(Reason.NO_MEMORY, refusal.reason());
        assertTrue(refusal.getMessage().contains("chunk.memory=" + 2 * MIB), refusal.getMessage());
        parts.abort(1, AbortReason.TIMED_OUT.value(), "x");
        assertEquals(Reason.TIMED_OUT, failure().reason());
        parts.begin(3, MIB, Checksum.NONE);
        assertEquals(List.of(), errors);
        assertTrue(inbox.counts().memory() <= 2 * MIB);
    }

    @Test
    void shouldRefuseWhenTooManyAreOpen()
    {
        final ImageTransfers other = new ImageTransfers(inbox, 8);
        for (int i = 0; i < Inbox.MAX_OPEN; i++)
        {
            parts.begin(i, 0, Checksum.NONE);
        }
        // Memory for 64 KiB each is exhausted before.
        assertTrue(inbox.counts().open() <= Inbox.MAX_OPEN);
        new Parts(other).begin(1, 0, Checksum.NONE);
        assertTrue(inbox.counts().refused() > 0);
        assertTrue(inbox.counts().memory() <= 2 * MIB);
        errors.clear();
        inbox.close();
        assertEquals(0, inbox.counts().open() + inbox.counts().memory());
        errors.forEach((error) -> assertEquals(Reason.SUBSCRIBER_CLOSED, ((TransferException)error).reason()));
    }

    @Test
    void shouldIgnoreSlicesWhenTheyAreNotOfThisPayload()
    {
        final byte[] bytes = bytes(100, 1);
        parts.begin(1, 100, Checksum.NONE);
        parts.chunk(1, 0, 101, bytes, 0, 100);
        parts.chunk(1, 1, 100, bytes, 0, 100);
        parts.chunk(1, -1, 100, bytes, 0, 100);
        parts.chunk(1, Long.MAX_VALUE, Long.MAX_VALUE, bytes, 0, 100);
        parts.chunk(1, Long.MIN_VALUE, 100, bytes, 0, 100);
        parts.chunk(1, Long.MAX_VALUE - 50, Long.MIN_VALUE, bytes, 0, 100);
        parts.chunk(1, 0, -1, bytes, 0, 100);
        parts.chunk(1, 0, 99, bytes, 0, 100);
        parts.chunk(1, 100, 100, bytes, 0, 0);
        assertEquals(0, inbox.counts().bytes());
        parts.chunk(1, 0, 100, bytes, 0, 100);
        assertArrayEquals(bytes, payload(parts.end(1, 0, 0)));
    }

    @Test
    void shouldNameWhatIsMissingWhenNothingComesAnyMore()
    {
        final byte[] bytes = bytes(1_000, 1);
        parts.begin(1, 1_000, Checksum.NONE);
        parts.chunk(1, bytes, 100, 300);
        parts.chunk(1, bytes, 900, 1_000);
        assertNull(parts.end(1, 4, 0));
        elapse(TIMEOUT_NS - TIMEOUT_NS / 8);
        assertEquals(List.of(), errors);
        elapse(TIMEOUT_NS / 2);
        final TransferException failure = failure();
        assertEquals(Reason.INACTIVE, failure.reason());
        assertEquals(List.of(new ByteRange(0, 100), new ByteRange(300, 600)), failure.missing());
        assertTrue(failure.getMessage().contains("0 to 99, 300 to 899"), failure.getMessage());
        assertTrue(failure.getMessage().contains("chunk.timeout=8000 ms"), failure.getMessage());
        assertEquals(1, inbox.counts().reaped());
        assertEquals(1, inbox.counts().failed());
        assertNotNull(whole(2, bytes), "its memory is free");
    }

    @Test
    void shouldWaitWhenASliceComesNowAndThen()
    {
        final byte[] bytes = bytes(1_000, 1);
        parts.begin(1, 1_000, Checksum.NONE);
        for (int i = 0; i < 10; i++)
        {
            elapse(TIMEOUT_NS / 2);
            parts.chunk(1, bytes, 100 * i, 100 * i + 100);
        }
        assertArrayEquals(bytes, payload(parts.end(1, 0, 0)));
    }

    @Test
    void shouldNotBlameThePublisherWhenNobodyPolled()
    {
        parts.begin(1, 1_000, Checksum.NONE);
        inbox.polled();
        nowNs += 1_000 * TIMEOUT_NS;
        inbox.polled();
        inbox.polled();
        assertEquals(List.of(), errors);
        assertEquals(1, inbox.counts().open());
    }

    @Test
    void shouldEndAtOnceWhenThePublisherIsGone()
    {
        final Parts others = new Parts(new ImageTransfers(inbox, 8));
        parts.begin(1, 1_000, Checksum.NONE);
        others.begin(1, 1_000, Checksum.NONE);
        image.gone();
        assertEquals(Reason.PUBLISHER_GONE, failure().reason());
        assertEquals(1, inbox.counts().open());
        assertEquals(1, inbox.counts().failed());
    }

    @Test
    void shouldSayBothValuesWhenTheChecksumIsWrong()
    {
        final byte[] bytes = bytes(1_000, 1);
        final long right = Parts.checksum(bytes);
        parts.begin(1, 1_000, Checksum.CRC32C);
        parts.chunk(1, bytes, 500, 1_000);
        bytes[3] ^= 1;
        parts.chunk(1, bytes, 0, 500);
        assertNull(parts.end(1, 77, right));
        final TransferException failure = failure();
        assertEquals(Reason.CHECKSUM, failure.reason());
        for (final String part : List.of("topic t", "message 77", "0x" + Long.toHexString(right),
            "0x" + Long.toHexString(Parts.checksum(bytes))))
        {
            assertTrue(failure.getMessage().contains(part), failure.getMessage());
        }
        parts.begin(2, 1_000, Checksum.CRC32C);
        parts.chunk(2, bytes, 0, 1_000);
        assertNull(parts.end(2, 78, Parts.checksum(bytes) | 1L << 32), "all 64 bits count");
        assertEquals(Reason.CHECKSUM, failure().reason());
    }

    @Test
    void shouldFailWhenWhatHasArrivedHasTooManyGaps()
    {
        final int length = 2 * Ranges.MAX_RUNS + 10;
        final byte[] bytes = bytes(length, 1);
        parts.begin(1, length, Checksum.NONE);
        for (int i = 0; i <= Ranges.MAX_RUNS; i++)
        {
            parts.chunk(1, bytes, 2 * i, 2 * i + 1);
        }
        assertEquals(Reason.TOO_MANY, failure().reason());
        assertEquals(0, inbox.counts().open());
    }

    @Test
    void shouldWriteToTheTargetWhenThereIsOne()
    {
        final ByteBuffer memory = ByteBuffer.allocateDirect(300);
        inbox.receiver((transfer) -> TransferTarget.of(memory));
        final byte[] bytes = bytes(300, 1);
        parts.begin(1, 300, Checksum.NONE);
        parts.chunk(1, bytes, 200, 300);
        parts.chunk(1, bytes, 0, 200);
        final Assembly complete = parts.end(1, 0, 0);
        assertTrue(!complete.isAssembled());
        final byte[] landed = new byte[300];
        memory.get(landed);
        assertArrayEquals(bytes, landed);
        parts.begin(2, 301, Checksum.NONE);
        assertEquals(Reason.TOO_LARGE, failure().reason());
        assertThrows(IllegalArgumentException.class, () -> TransferTarget.of(ByteBuffer.allocate(9)));
        assertThrows(IllegalArgumentException.class, () -> TransferTarget.of(memory.asReadOnlyBuffer()));
    }

    @Test
    void shouldFailAndGoOnWhenTheTargetThrows()
    {
        final List<Throwable> told = new ArrayList<>();
        inbox.receiver((transfer) -> new TransferTarget()
        {
            @Override
            public void write(final long offset, final DirectBuffer source, final int index, final int length)
            {
                throw new IllegalStateException("no space left");
            }

            @Override
            public void failed(final IncomingTransfer failed, final TransferException failure)
            {
                told.add(failure);
                assertEquals(1, failed.id());
                throw new IllegalStateException("not that either");
            }
        });
        parts.begin(1, 300, Checksum.NONE);
        parts.chunk(1, new byte[300], 0, 100);
        final TransferException failure = (TransferException)errors.remove(0);
        assertEquals(Reason.TARGET, failure.reason());
        assertTrue(failure.getMessage().contains("no space left"));
        assertSame(failure, told.get(0));
        assertEquals("not that either", errors.remove(0).getMessage());
        inbox.receiver((transfer) ->
        {
            throw new IllegalStateException("nor a receiver");
        });
        parts.begin(2, 300, Checksum.NONE);
        assertEquals(Reason.TARGET, ((TransferException)errors.remove(0)).reason());
        inbox.receiver((transfer) -> TransferTarget.ASSEMBLED);
        errors.clear();
        assertNotNull(whole(3, bytes(300, 1)));
    }

    @Test
    void shouldWantNoMoreWhenTheApplicationCancels()
    {
        final IncomingTransfer[] seen = new IncomingTransfer[1];
        inbox.receiver((transfer) ->
        {
            seen[0] = transfer;
            return TransferTarget.ASSEMBLED;
        });
        final byte[] bytes = bytes(300, 1);
        parts.begin(1, 300, Checksum.NONE);
        parts.chunk(1, bytes, 0, 100);
        assertEquals(100, seen[0].contiguousBytes());
        assertEquals(List.of(new ByteRange(100, 200)), seen[0].missing());
        seen[0].cancel("seen enough");
        assertEquals(Reason.REFUSED, failure().reason());
        parts.chunk(1, bytes, 100, 300);
        assertNull(parts.end(1, 0, 0));
        assertEquals(0, inbox.counts().missed() + inbox.counts().open());
        seen[0].cancel("twice");
        assertEquals(List.of(), errors);
    }

    @Test
    void shouldRefuseWhenTheHeaderIsNone()
    {
        final HeaderTemplate tensorHeader = new HeaderTemplate().data(10, Payload.copyOf(new byte[3], new byte[8]), 0);
        assertNull(parts.begin(1, tensorHeader, Checksum.NONE));
        assertEquals(Reason.REFUSED, failure().reason());
        assertEquals(1, inbox.counts().refused());
        assertEquals(0, inbox.counts().open() + inbox.counts().memory());
    }

    @Test
    void shouldReadHeadersOfPayloadsThatNoBufferHolds()
    {
        final Inbox large = new Inbox(
            "t", false, OPTIONS.withMaxTransfer(1L << 40), Assembly::new, () -> nowNs, errors::add);
        final long length = 10L << 30;
        final List<Long> offsets = new ArrayList<>();
        large.receiver((transfer) -> (offset, source, index, count) -> offsets.add(offset));
        final Parts from = new Parts(new ImageTransfers(large, 1));
        from.begin(1, length, Checksum.NONE);
        assertEquals(List.of(), errors);
        from.chunk(1, length - 10, length, new byte[10], 0, 10);
        from.chunk(1, 1L << 32, length, new byte[10], 0, 10);
        assertEquals(List.of(length - 10, 1L << 32), offsets);
        assertEquals(64 * 1024, large.counts().memory(), "for the header alone");
        large.receiver((transfer) -> TransferTarget.ASSEMBLED);
        from.begin(2, length, Checksum.NONE);
        assertEquals(Reason.NO_MEMORY, failure().reason());
    }

    private Assembly whole(final long id, final byte[] bytes)
    {
        parts.begin(id, bytes.length, Checksum.NONE);
        parts.chunk(id, bytes, 0, bytes.length);
        final Assembly complete = parts.end(id, 0, 0);
        inbox.delivered(complete);
        return complete;
    }

    private void elapse(final long durationNs)
    {
        final long stepNs = TIMEOUT_NS / 100;
        for (long elapsedNs = 0; elapsedNs < durationNs; elapsedNs += stepNs)
        {
            nowNs += stepNs;
            inbox.polled();
        }
    }

    private TransferException failure()
    {
        assertEquals(1, errors.size(), errors::toString);
        return (TransferException)errors.remove(0);
    }

    private static byte[] payload(final Assembly complete)
    {
        assertNotNull(complete);
        final byte[] bytes = new byte[(int)complete.length()];
        complete.memory().getBytes(complete.headerLength(), bytes);
        return bytes;
    }

    private static byte[] bytes(final int length, final long seed)
    {
        final byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }
}
