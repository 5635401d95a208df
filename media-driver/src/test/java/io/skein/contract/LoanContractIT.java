package io.skein.contract;

import io.skein.ClosedException;
import io.skein.ConfigurationException;
import io.skein.InterruptedWaitException;
import io.skein.LeakException;
import io.skein.MessageTooLargeException;
import io.skein.Outcome;
import io.skein.Sharing;
import io.skein.Skein;
import io.skein.WaitTimeoutException;
import io.skein.message.PublisherStats;
import io.skein.tensor.TensorClaim;
import io.skein.tensor.TensorPublisher;
import io.skein.tensor.TensorSubscriber;
import io.skein.topic.BackPressure;
import io.skein.topic.PoolOptions;
import io.skein.topic.Topic;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Slots on loan: as many as there are, in any order, and each comes back.
 */
@Timeout(60)
class LoanContractIT extends PoolContract
{
    private final Topic topic = topic(4);

    @Test
    void shouldPublishInTheOrderOfCommitsWhenSeveralSlotsAreLent()
    {
        final TensorSubscriber subscriber = subscriber(topic);
        final TensorPublisher publisher = connectedPublisher(topic);
        for (int round = 0; round < 10; round++)
        {
            final List<TensorClaim> claims = loans(publisher, 4);
            final TensorClaim fifth = publisher.newClaim();
            assertEquals(Outcome.NO_SLOT, publisher.tryClaim(TYPE, fifth));
            assertFalse(fifth.isOpen());
            assertTrue(claims.get(2).commit() > 0);
            claims.get(1).abort();
            assertTrue(claims.get(3).commit() > 0);
            assertTrue(claims.get(0).commit() > 0);
            final List<Integer> values = new ArrayList<>();
            final List<Long> sequences = new ArrayList<>();
            await("three messages", () ->
            {
                subscriber.poll((view) ->
                {
                    values.add(value(view));
                    sequences.add(view.sequence());
                }, 1);
                return 3 == values.size();
            });
            assertEquals(List.of(2, 3, 0), values);
            assertEquals(List.of(3L * round, 3L * round + 1, 3L * round + 2), sequences);
        }
        final PublisherStats stats = publisher.stats();
        assertEquals(30, stats.pooled());
        assertEquals(30L * SIZE, stats.bytes());
        assertEquals(10, stats.aborted());
        assertEquals(10, stats.slotsExhausted());
        assertEquals(0, stats.claimed() + stats.gathered() + stats.forwarded() + stats.overwritten());
        assertEquals(0, subscriber.stats().lost());
    }

    @Test
    void shouldKeepItsMemoryWhenThePublisherIsClosed()
    {
        subscriber(topic);
        final TensorPublisher publisher = connectedPublisher(topic);
        final List<TensorClaim> claims = loans(publisher, 3);
        publisher.close();
        await("the pool is gone", () -> !Files.exists(pools()));
        claims.forEach((claim) -> fill(claim, 9));
        assertEquals(9, claims.get(0).byteBuffer().get(SIZE - 1));
        assertEquals(Outcome.CLOSED, claims.get(0).commit());
        assertFalse(claims.get(0).isOpen());
        assertThrows(IllegalStateException.class, claims.get(0)::data);
        fill(claims.get(1), 8);
        claims.get(1).abort();
        fill(claims.get(2), 7);
        assertEquals(Outcome.CLOSED, claims.get(2).commit());
        claims.forEach(TensorClaim::close);
        assertEquals(Outcome.CLOSED, publisher.tryClaim(TYPE, claims.get(0)));
        assertEquals(0, publisher.stats().pooled());
    }

    @Test
    void shouldKeepItsMemoryWhenSkeinIsClosed()
    {
        final Skein other = connect();
        subscriber(topic);
        final TensorPublisher publisher = other.addTensorPublisher(topic, Sharing.SHARED);
        publisher.awaitConnected(LONG);
        final TensorClaim claim = loans(publisher, 1).get(0);
        other.close();
        assertFalse(Files.exists(pools()));
        fill(claim, 9);
        assertEquals(Outcome.CLOSED, claim.commit());
    }

    @Test
    void shouldReportAndGiveBackWhenAClaimIsLost()
    {
        subscriber(topic);
        final TensorPublisher publisher = connectedPublisher(topic);
        lose(publisher);
        awaitCollected("the slot comes back", () -> 4 == freeSlots(publisher));
        final String message = awaitError(LeakException.class).getMessage();
        assertTrue(message.contains("topic " + topic.name()), message);
    }

    private static void lose(final TensorPublisher publisher)
    {
        assertTrue(publisher.tryClaim(TYPE, publisher.newClaim()) > 0);
    }

    @Test
    void shouldReportAndGiveBackWhenAThreadEndsWithItsClaimOpen() throws InterruptedException
    {
        subscriber(topic);
        final TensorPublisher publisher = closing(skein.addTensorPublisher(topic, Sharing.SHARED));
        publisher.awaitConnected(LONG);
        final Thread thread = new Thread(() -> publisher.claim(TYPE));
        thread.start();
        thread.join(LONG.toMillis());
        awaitCollected("the slot comes back", () -> 4 == freeSlots(publisher));
        awaitError(LeakException.class);
    }

    @Test
    void shouldSayWhatIsNeededWhenTheMessageIsTooLarge()
    {
        final TensorSubscriber subscriber = subscriber(topic);
        final TensorPublisher publisher = connectedPublisher(topic);
        final UnsafeBuffer bytes = new UnsafeBuffer(new byte[SIZE + 1]);
        final String expected = "topic " + topic.name() + " needs " + (SIZE + 1) + " bytes, a slot is " + SIZE +
            "; raise pool.slotSize of topic " + topic.name();
        assertTooLarge(expected, () -> publisher.tryClaim(Pipe.vector(SIZE + 1), publisher.newClaim()));
        assertTooLarge(expected, () -> publisher.claim(Pipe.vector(SIZE + 1)));
        assertTooLarge(expected, () -> publisher.offer(Pipe.vector(SIZE + 1), bytes, 0, SIZE + 1));
        assertTooLarge("needs 2147483647 bytes", () -> publisher.claim(Pipe.vector(1L << 33)));
        assertTooLarge("with its header and attachment",
            () -> publisher.tryClaim(TYPE, 4_100, publisher.newClaim()));
        assertEquals(4, freeSlots(publisher));
        subscriber.close();
        await("nobody", () -> !publisher.isConnected());
        assertTooLarge(expected, () -> publisher.tryClaim(Pipe.vector(SIZE + 1), publisher.newClaim()));
        assertTooLarge(expected, () -> publisher.offer(Pipe.vector(SIZE + 1), bytes, 0, SIZE + 1));
        assertEquals(SIZE, publisher.topic().pool().slotSize());
        assertTrue(publisher.maxMessageLength() >= SIZE);
    }

    private static void assertTooLarge(final String words, final Executable executable)
    {
        final String message = assertThrows(MessageTooLargeException.class, executable).getMessage();
        assertTrue(message.contains(words), message);
    }

    @Test
    void shouldNameReasonAndSettingsWhenNoSlotComesFreeInTime()
    {
        subscriber(topic.backPressure(BackPressure.block(SHORT)));
        final TensorPublisher publisher = connectedPublisher(topic.backPressure(BackPressure.block(SHORT)));
        final List<TensorClaim> all = loans(publisher, 4);
        final UnsafeBuffer bytes = new UnsafeBuffer(new byte[SIZE]);
        assertEquals(Outcome.NO_SLOT, publisher.offer(TYPE, bytes, 0, SIZE));
        for (final Executable wait : List.<Executable>of(
            () -> publisher.claim(TYPE), () -> publisher.claim(TYPE, SHORT)))
        {
            final String message = assertThrows(WaitTimeoutException.class, wait).getMessage();
            for (final String word : new String[] {"topic " + topic.name(), "5.0 ms", "NO_SLOT", "pool.slots",
                "backPressure.timeout", "pool.policy"})
            {
                assertTrue(message.contains(word), () -> "no '" + word + "' in: " + message);
            }
        }
        all.forEach(TensorClaim::abort);
    }

    @Test
    void shouldCountAndGoOnWhenThePolicyDrops()
    {
        final Topic dropping = topic(2, PoolOptions.Policy.DROP);
        final TensorSubscriber subscriber = subscriber(dropping);
        final TensorPublisher publisher = connectedPublisher(dropping);
        publish(publisher, 1);
        publish(publisher, 2);
        for (int i = 0; i < 3; i++)
        {
            try (TensorClaim claim = publisher.claim(TYPE))
            {
                fill(claim, 9);
                assertEquals(Outcome.DROPPED, claim.commit());
            }
        }
        publisher.claim(TYPE).abort();
        assertEquals(4, publisher.stats().dropped());
        assertEquals(4, publisher.stats().slotsExhausted());
        assertEquals(0, publisher.stats().aborted());
        assertEquals(1, poll(subscriber));
        publish(publisher, 3);
        assertEquals(2, poll(subscriber));
        assertEquals(3, poll(subscriber));
        assertEquals(0, subscriber.stats().lost(), "what was dropped got no number");
    }

    @Test
    void shouldEndTheWaitForASlotWhenInterrupted() throws InterruptedException
    {
        shouldEndTheWait(InterruptedWaitException.class, (publisher, waiter) -> waiter.interrupt());
    }

    @Test
    void shouldEndTheWaitForASlotWhenClosed() throws InterruptedException
    {
        shouldEndTheWait(ClosedException.class, (publisher, waiter) -> publisher.close());
    }

    private void shouldEndTheWait(
        final Class<? extends Throwable> expected, final BiConsumer<TensorPublisher, Thread> end)
        throws InterruptedException
    {
        subscriber(topic);
        final TensorPublisher publisher = closing(skein.addTensorPublisher(topic, Sharing.SHARED));
        publisher.awaitConnected(LONG);
        final List<TensorClaim> all = loans(publisher, 4);
        final AtomicReference<Throwable> thrown = new AtomicReference<>();
        final Thread waiter = new Thread(() ->
        {
            try
            {
                publisher.claim(TYPE, LONG);
            }
            catch (final Throwable ex)
            {
                thrown.set(ex);
            }
        });
        waiter.start();
        await("it waits", () -> publisher.stats().slotsExhausted() > 2);
        end.accept(publisher, waiter);
        waiter.join(LONG.toMillis());
        assertInstanceOf(expected, thrown.get());
        all.forEach(TensorClaim::abort);
    }

    @Test
    void shouldRefuseASecondThreadWhenOneIsInAnExclusivePublisher() throws InterruptedException
    {
        final TensorSubscriber subscriber = subscriber(topic);
        final TensorPublisher publisher = connectedPublisher(topic);
        final CountDownLatch isWithin = new CountDownLatch(1);
        final CountDownLatch isOver = new CountDownLatch(1);
        final UnsafeBuffer slow = new UnsafeBuffer(new byte[SIZE])
        {
            @Override
            public byte[] byteArray()
            {
                isWithin.countDown();
                try
                {
                    isOver.await(LONG.toSeconds(), TimeUnit.SECONDS);
                }
                catch (final InterruptedException ex)
                {
                    Thread.currentThread().interrupt();
                }
                return super.byteArray();
            }
        };
        final AtomicReference<Object> outcome = new AtomicReference<>();
        final Thread thread = new Thread(() -> outcome.set(publisher.offer(TYPE, slow, 0, SIZE)));
        thread.start();
        assertTrue(isWithin.await(LONG.toSeconds(), TimeUnit.SECONDS));
        final String message = assertThrows(
            IllegalStateException.class, () -> publisher.tryClaim(TYPE, publisher.newClaim())).getMessage();
        isOver.countDown();
        thread.join(LONG.toMillis());
        assertTrue(message.contains("one thread at a time") && message.contains("shared"), message);
        assertTrue((long)outcome.get() > 0);
        assertEquals(0, poll(subscriber));
        assertEquals(4, freeSlots(publisher), "another thread may go on where the first one has left");
    }

    @Test
    void shouldRefuseOptionsWhenTheyAreOutOfRange()
    {
        for (final Executable bad : List.<Executable>of(
            () -> topic(0), () -> topic(1_025), () -> PoolOptions.of(1, 63), () -> PoolOptions.of(1, 1L << 31),
            () -> PoolOptions.of(1, 64).threshold(-1)))
        {
            final String message = assertThrows(ConfigurationException.class, bad).getMessage();
            assertTrue(message.contains("pool.") && message.contains("is out of range: give "), message);
        }
    }

    private static List<TensorClaim> loans(final TensorPublisher publisher, final int count)
    {
        final List<TensorClaim> claims = new ArrayList<>();
        for (int i = 0; i < count; i++)
        {
            final TensorClaim claim = publisher.newClaim();
            assertTrue(publisher.tryClaim(TYPE, claim) > 0);
            fill(claim, i);
            claims.add(claim);
        }
        return claims;
    }
}
