package io.skein.contract;

import io.skein.ClosedException;
import io.skein.MessageTooLargeException;
import io.skein.Outcome;
import io.skein.WaitTimeoutException;
import io.skein.message.Claim;
import io.skein.message.PublisherStats;
import io.skein.topic.BackPressure;
import io.skein.topic.ChunkOptions;
import io.skein.topic.ChunkOptions.Checksum;
import io.skein.topic.Topic;
import io.skein.transfer.TransferException;
import io.skein.transfer.TransferException.Reason;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Claims of more than a frame on topics without a pool: they have a buffer of the publisher's, and arrive like all
 * others, or not at all.
 */
@Timeout(60)
@ParameterizedClass
@MethodSource("io.skein.contract.Setup#numbered")
class LargeClaimContractIT extends Contract
{
    private static final int MEMORY = 256 * 1024;
    private static final int LARGE = 300_000;

    LargeClaimContractIT(final Setup setup)
    {
        super(setup);
    }

    @Test
    void shouldArriveWholeWhenTheSizeIsAtABoundary() throws Exception
    {
        final Topic timed = topic().publishTime(true);
        // For one at a time.
        open(timed.chunk(timed.chunk().withClaimMemory(2 * MEMORY)));
        long sequence = 0;
        for (final int length : new int[] {setup.maxClaim(), setup.maxClaim() + 1, 3_000, setup.maxOffer() - 64,
            setup.maxOffer() + 1, Setup.MAX_MESSAGE + 1, Setup.TERM, LARGE})
        {
            for (final byte[] attachment : new byte[][] {new byte[0], bytes(5), bytes(2_000)})
            {
                final FutureTask<Long> committed = inBackground(() -> commit(length, attachment));
                see((view) -> assertEquals(0, view.buffer().addressOffset() % 64));
                assertTrue(committed.get() > 0);
                final Received message = received.get(0);
                assertArrayEquals(bytes(length), message.bytes());
                assertArrayEquals(attachment, message.attachment());
                assertEquals(List.of(length), message.segments());
                assertEquals(sequence++, message.sequence());
                assertTrue(message.publishTimeNs() > 0);
            }
        }
        final PublisherStats stats = pipe.publisher().stats();
        assertEquals(13, stats.chunked(), "larger than a message, attachment included");
        assertEquals(sequence - 13 - stats.claimed(), stats.gathered());
        assertTrue(stats.gathered() >= 10, "larger than a frame");
        assertEquals(0, stats.pooled() + stats.aborted() + stats.cancelled());
        assertEquals(stats.bytes(), pipe.subscriber().stats().bytes());
        assertEquals(0, pipe.subscriber().stats().lost());
    }

    private long commit(final int length, final byte[] attachment)
    {
        final Claim claim = pipe.newClaim();
        accepted(() -> pipe.tryClaim(length, attachment.length, claim));
        claim.data().putBytes(0, bytes(length));
        claim.attachment().putBytes(0, attachment);
        final long result = claim.commit();
        assertFalse(claim.isOpen());
        return result;
    }

    @Test
    void shouldSendNothingWhenItIsAborted() throws Exception
    {
        for (int i = 0; i < 10; i++)
        {
            try (Claim claim = pipe.claim(LARGE, LONG))
            {
                claim.data().setMemory(0, LARGE, (byte)1);
            }
        }
        final FutureTask<Long> committed = inBackground(() -> commit(LARGE, new byte[0]));
        assertArrayEquals(bytes(LARGE), receiveOne().bytes());
        assertTrue(committed.get() > 0);
        assertEquals(10, pipe.publisher().stats().aborted());
        assertEquals(1, pipe.subscriber().stats().transfers().completed());
        assertEquals(0, pipe.subscriber().stats().lost());
    }

    @Test
    void shouldNumberInTheOrderOfCommitsWhenSeveralAreOpen() throws Exception
    {
        final Claim first = pipe.newClaim();
        final Claim second = pipe.newClaim();
        accepted(() -> pipe.tryClaim(LARGE, 0, first));
        accepted(() -> pipe.tryClaim(LARGE + 1, 0, second));
        assertThrows(IllegalStateException.class, () -> pipe.tryClaim(LARGE, 0, first));
        accepted(() -> pipe.offer(new UnsafeBuffer(bytes(7)), 0, 7));
        first.data().putBytes(0, bytes(LARGE));
        second.data().putBytes(0, bytes(LARGE + 1));
        final FutureTask<Long> committed = inBackground(() -> Math.min(second.commit(), first.commit()));
        receive(3);
        assertTrue(committed.get() > 0);
        assertArrayEquals(bytes(7), received.get(0).bytes());
        assertArrayEquals(bytes(LARGE + 1), received.get(1).bytes());
        assertArrayEquals(bytes(LARGE), received.get(2).bytes());
        assertThrows(IllegalStateException.class, first::commit);
        assertThrows(IllegalStateException.class, first::data);
    }

    @Test
    void shouldRefuseWhenOpenClaimsHaveTheMemory()
    {
        open(topic().chunk(ChunkOptions.DEFAULT.withClaimMemory(MEMORY).withMaxTransfer(LARGE)));
        final int half = MEMORY / 2 - 1_000;
        final List<Claim> claims = new ArrayList<>();
        for (int i = 0; i < 2; i++)
        {
            final Claim claim = pipe.newClaim();
            accepted(() -> pipe.tryClaim(half, 0, claim));
            claims.add(claim);
        }
        assertEquals(Outcome.NO_SLOT, pipe.tryClaim(half, 0, pipe.newClaim()));
        final String reason = assertThrows(
            WaitTimeoutException.class, () -> pipe.claim(half, Duration.ofMillis(5))).getMessage();
        assertTrue(reason.contains("chunk.claimMemory"), reason);
        assertTrue(pipe.publisher().stats().slotsExhausted() > 1);
        claims.get(0).abort();
        accepted(() -> pipe.tryClaim(half, 0, claims.get(0)));
        claims.forEach(Claim::abort);
        for (final int length : new int[] {MEMORY, LARGE + 1, Integer.MAX_VALUE})
        {
            final String message = assertThrows(
                MessageTooLargeException.class, () -> pipe.tryClaim(length, 0, pipe.newClaim())).getMessage();
            assertTrue(message.contains(Integer.toString(length)), message);
            assertTrue(message.contains(pipe.publisher().topic().name()) &&
                message.contains(length > LARGE ? "chunk.maxTransfer" : "chunk.claimMemory"), message);
        }
    }

    @Test
    void shouldBeginAnewWhenTheWaitForRoomIsOver() throws Exception
    {
        open(topic().backPressure(BackPressure.block(Duration.ofMillis(50))));
        try (Claim claim = pipe.claim(LARGE, LONG))
        {
            claim.data().putBytes(0, bytes(LARGE));
            final String reason = assertThrows(WaitTimeoutException.class, claim::commit).getMessage();
            assertTrue(reason.contains("BACK_PRESSURED"), reason);
            assertTrue(claim.isOpen());
            final FutureTask<Long> again = inBackground(() -> commitUntilItIsTaken(claim));
            assertArrayEquals(bytes(LARGE), receiveOne().bytes());
            assertTrue(again.get() > 0);
        }
        while (!ERRORS.isEmpty())
        {
            assertEquals(Reason.TIMED_OUT, ((TransferException)error(TransferException.class)).reason());
        }
        assertEquals(1, pipe.publisher().stats().chunked());
        assertTrue(pipe.publisher().stats().cancelled() > 0);
        assertEquals(0, pipe.subscriber().stats().lost());
    }

    private static long commitUntilItIsTaken(final Claim claim)
    {
        while (true)
        {
            try
            {
                return claim.commit();
            }
            catch (final WaitTimeoutException ex)
            {
                assertTrue(claim.isOpen());
            }
        }
    }

    @Test
    void shouldDropWhenTheLogStaysFull()
    {
        open(topic().backPressure(BackPressure.drop()));
        final Claim early = pipe.newClaim();
        accepted(() -> pipe.tryClaim(LARGE, 0, early));
        await("the log is full", () -> pipe.offer(new UnsafeBuffer(bytes(9_000)), 0, 9_000) < 0);
        assertEquals(Outcome.DROPPED, early.commit());
        assertFalse(early.isOpen());
        try (Claim claim = pipe.claim(LARGE))
        {
            claim.data().putBytes(0, bytes(LARGE));
            assertEquals(Outcome.DROPPED, claim.commit());
        }
        assertEquals(2, pipe.publisher().stats().dropped());
        assertEquals(0, pipe.publisher().stats().chunked());
    }

    @Test
    void shouldEndWhenThePublisherIsClosedWhileItWaits() throws Exception
    {
        final Claim claim = pipe.claim(LARGE, LONG);
        claim.data().putBytes(0, bytes(LARGE));
        final FutureTask<Long> committed = inBackground(claim::commit);
        await("slices", () ->
        {
            pipe.poll(NOTHING, received::add, 1);
            return pipe.subscriber().stats().transfers().bytes() > 0;
        });
        pipe.publisher().close();
        try
        {
            assertEquals(Outcome.CLOSED, committed.get());
        }
        catch (final ExecutionException ex)
        {
            assertInstanceOf(ClosedException.class, ex.getCause());
        }
        claim.abort();
        assertFalse(claim.isOpen());
        assertEquals(Reason.PUBLISHER_GONE, ((TransferException)error(TransferException.class)).reason());
        assertEquals(0, received.size());
    }

    private Topic topic()
    {
        final Topic topic = setup.topic();
        return topic.chunk(topic.chunk().withChecksum(Checksum.CRC32C));
    }

    private static FutureTask<Long> inBackground(final Callable<Long> action)
    {
        final FutureTask<Long> task = new FutureTask<>(action);
        final Thread thread = new Thread(task, "publisher");
        thread.setDaemon(true);
        thread.start();
        return task;
    }
}
