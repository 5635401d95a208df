package io.skein.system;

import io.skein.message.MessageSubscriber;
import io.skein.transfer.ByteRange;
import io.skein.transfer.TransferException;
import io.skein.transfer.TransferException.Reason;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Claims of more than two thousand slices from another process, over UDP; and publishers that are killed with one of
 * them.
 */
@Timeout(120)
class LargeClaimFaultsIT
{
    private static final int KILLED = 137;
    private static final int POLL_LIMIT = 10;
    private static final int SOME = 1_000_000;

    private final String channel = Channels.udp() + "|term-length=1m";
    private final List<Long> numbers = new ArrayList<>();
    private PoolBed bed;
    private MessageSubscriber subscriber;

    @BeforeEach
    void open() throws IOException
    {
        bed = new PoolBed();
        subscriber = bed.skein().addMessageSubscriber(LargeClaimMain.topic(channel), 0);
    }

    @AfterEach
    void close()
    {
        bed.close();
    }

    @Test
    void shouldArriveWholeWhenThePublisherIsAnotherProcess() throws IOException
    {
        assertNextWorks(3);
        assertEquals(3, subscriber.stats().transfers().completed());
        assertEquals(3L * LargeClaimMain.LENGTH, subscriber.stats().transfers().bytes());
        assertEquals(List.of(), bed.events().errors());
    }

    @Test
    void shouldSayWhatIsMissingWhenThePublisherIsKilledWithinACommit() throws IOException
    {
        try (ChildJvm child = start(LargeClaimMain.COMMITTED, 2))
        {
            await(() -> 1 == numbers.size() && subscriber.stats().transfers().bytes() > LargeClaimMain.LENGTH + SOME);
            kill(child);
            assertTrue(child.hasSaid("COMMITTING 1") && !child.hasSaid("COMMITTED 1"), child::output);
        }
        await(() -> subscriber.stats().transfers().failed() > 0);
        assertEquals(List.of(0L), numbers);
        assertEquals(1, bed.events().errors().size(), () -> bed.events().toString());
        final TransferException failure = (TransferException)bed.events().errors().get(0);
        assertEquals(Reason.PUBLISHER_GONE, failure.reason());
        final List<ByteRange> missing = failure.missing();
        assertEquals(1, missing.size());
        assertTrue(missing.get(0).offset() > SOME);
        assertEquals(LargeClaimMain.LENGTH, missing.get(0).offset() + missing.get(0).length());
        assertEquals(0, subscriber.stats().transfers().open());
        assertNextWorks(2);
        assertEquals(1, bed.events().errors().size(), () -> bed.events().toString());
    }

    @Test
    void shouldSeeNothingWhenThePublisherIsKilledBeforeTheCommit() throws IOException
    {
        try (ChildJvm child = start(LargeClaimMain.OPEN, 2))
        {
            await(() -> 1 == numbers.size());
            child.awaitLine("OPEN");
            kill(child);
        }
        await(() -> 0 == subscriber.publisherCount());
        assertEquals(List.of(0L), numbers);
        assertNextWorks(1);
        assertEquals(0, subscriber.stats().transfers().failed() + subscriber.stats().lost());
        assertEquals(List.of(), bed.events().errors());
    }

    private void assertNextWorks(final int count) throws IOException
    {
        numbers.clear();
        try (ChildJvm child = start(LargeClaimMain.COMMITTED, count))
        {
            await(() -> count == numbers.size());
            assertEquals(0, child.awaitExit(), child::output);
            for (int i = 0; i < count; i++)
            {
                assertEquals(i, numbers.get(i));
                assertTrue(child.hasSaid("COMMITTED " + i), child::output);
            }
        }
        assertEquals(0, subscriber.stats().lost());
    }

    private ChildJvm start(final String end, final int count) throws IOException
    {
        return ChildJvm.start(
            LargeClaimMain.class, bed.directory().toString(), channel, end, Integer.toString(count));
    }

    private static void kill(final ChildJvm child)
    {
        child.kill();
        assertEquals(KILLED, child.awaitExit());
    }

    private void await(final BooleanSupplier condition)
    {
        Await.until(() -> "it comes, " + numbers + " " + subscriber.stats() + " " + bed.events(), () ->
        {
            subscriber.poll((view) ->
            {
                assertTrue(Pattern.isWhole(view.buffer(), LargeClaimMain.LENGTH));
                assertTrue(Pattern.isWhole(view.attachment(), LargeClaimMain.ATTACHMENT));
                numbers.add(Pattern.number(view.buffer()));
            }, POLL_LIMIT);
            return condition.getAsBoolean();
        });
    }
}
