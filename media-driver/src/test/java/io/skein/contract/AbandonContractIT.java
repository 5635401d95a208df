package io.skein.contract;

import io.skein.Outcome;
import io.skein.WaitTimeoutException;
import io.skein.message.Claim;
import io.skein.payload.Payload;
import io.skein.transfer.Transfer;
import io.skein.transfer.TransferException;
import io.skein.transfer.TransferException.Reason;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

import java.time.Duration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * A transfer that is given up while the log is full: its subscribers learn of it by reading, whatever its publisher
 * does.
 */
@ParameterizedClass
@MethodSource("io.skein.contract.Setup#numbered")
class AbandonContractIT extends Contract
{
    private static final int LARGE = 500_000;
    private static final int SMALL = 5;

    AbandonContractIT(final Setup setup)
    {
        super(setup);
    }

    @Test
    void shouldTellTheReceiverWhenThePublisherDoesNothingMore()
    {
        final Transfer transfer = fill();
        transfer.cancel("no longer wanted");
        assertFails(Reason.CANCELLED, "no longer wanted");
        assertEquals(1, pipe.publisher().stats().cancelled());
        assertArrivesNext(0);
    }

    @Test
    void shouldTellTheReceiverWhenAPublishTimesOut()
    {
        final Payload payload = Payload.copyOf(bytes(LARGE));
        assertThrows(WaitTimeoutException.class, () -> pipe.offer(payload, Duration.ofMillis(50)));
        payload.close();
        assertFails(Reason.TIMED_OUT, "BACK_PRESSURED");
        assertArrivesNext(0);
    }

    @Test
    void shouldTellTheReceiverWhenThePublisherIsClosedNext()
    {
        fill().cancel("no longer wanted");
        pipe.publisher().close();
        assertFails(Reason.CANCELLED, "no longer wanted");
    }

    @Test
    void shouldTellTheReceiverWhenThePublisherIsClosedBeforeTheEnd()
    {
        final Transfer transfer = fill();
        final Transfer other = pipe.transfer(Payload.copyOf(bytes(LARGE)), null);
        pipe.publisher().close();
        assertFails(Reason.PUBLISHER_GONE, "gave it up: its publisher was closed");
        assertEquals(1, pipe.subscriber().stats().transfers().failed(), "the other had not begun");
        await("the end", () -> transfer.isDone() && other.isDone());
        assertEquals(Outcome.CLOSED, transfer.outcome());
    }

    @Test
    void shouldTellTheReceiverOfNothingWhenAllIsCompleteBeforeThePublisherIsClosed()
    {
        final Transfer transfer = pipe.transfer(Payload.copyOf(bytes(LARGE)), null);
        await("all of it", () ->
        {
            pipe.poll(NOTHING, received::add);
            return transfer.advance() > 0;
        });
        pipe.publisher().close();
        receive(1);
        await("the end of the publisher", () ->
        {
            pipe.poll(NOTHING, received::add);
            return 0 == pipe.subscriber().publisherCount();
        });
        assertTrue(ERRORS.isEmpty(), ERRORS::toString);
    }

    @Test
    void shouldTellTheReceiverWhenThePublisherGoesOnWithClaims()
    {
        final Claim open = pipe.newClaim();
        accepted(() -> pipe.tryClaim(SMALL, 0, open));
        fill().cancel("no longer wanted");
        open.commit();
        final Claim claim = pipe.newClaim();
        final int[] claimed = {1};
        await("the failure", () ->
        {
            if (pipe.tryClaim(SMALL, 0, claim) > 0)
            {
                claim.commit();
                claimed[0]++;
            }
            pipe.poll(NOTHING, received::add);
            return !ERRORS.isEmpty();
        });
        assertFails(Reason.CANCELLED, "no longer wanted");
        receive(claimed[0]);
        assertArrivesNext(claimed[0]);
        assertEquals(0, pipe.publisher().stats().notConnected());
    }

    @Test
    void shouldTellNobodyWhenItHasNotBegun()
    {
        final Transfer transfer = pipe.transfer(Payload.copyOf(bytes(LARGE)), null);
        transfer.close();
        assertEquals(Outcome.CANCELLED, transfer.advance());
        final long position = accepted(() -> pipe.offer(new UnsafeBuffer(bytes(SMALL)), 0, SMALL));
        assertTrue(position <= 128, () -> "something lies before the first frame, which ends at " + position);
        assertEquals(0, receiveOne().sequence());
    }

    @Test
    void shouldTellTheReceiverOfEachWhenSeveralAreGivenUp()
    {
        final Transfer first = fill();
        final Transfer second = pipe.transfer(Payload.copyOf(bytes(LARGE)), null);
        await("slices of both", () ->
        {
            pipe.poll(NOTHING, received::add);
            first.advance();
            return Outcome.BACK_PRESSURED == second.advance() && second.sentBytes() > 0;
        });
        await("a full log", () ->
            Outcome.BACK_PRESSURED == first.advance() & Outcome.BACK_PRESSURED == second.advance());
        first.close();
        second.close();
        assertFails(Reason.CANCELLED, "closed");
        assertFails(Reason.CANCELLED, "closed");
        assertEquals(2, pipe.subscriber().stats().transfers().failed());
        assertArrivesNext(0);
    }

    private Transfer fill()
    {
        final Transfer transfer = pipe.transfer(Payload.copyOf(bytes(LARGE)), null);
        await("a full log", () -> Outcome.BACK_PRESSURED == transfer.advance() && transfer.sentBytes() > 0);
        return transfer;
    }

    private void assertFails(final Reason reason, final String text)
    {
        final TransferException failure = (TransferException)error(TransferException.class);
        assertEquals(reason, failure.reason());
        assertTrue(failure.getMessage().contains(text), failure.getMessage());
        assertEquals(0, pipe.subscriber().stats().lost());
    }

    private void assertArrivesNext(final int sequence)
    {
        assertEquals(0, pipe.subscriber().stats().transfers().open());
        accepted(() -> pipe.offer(new UnsafeBuffer(bytes(SMALL)), 0, SMALL));
        assertEquals(sequence, receiveOne().sequence());
    }
}
