package io.skein.contract;

import io.skein.LappedException;
import io.skein.Outcome;
import io.skein.tensor.RetainedTensor;
import io.skein.tensor.TensorClaim;
import io.skein.tensor.TensorPublisher;
import io.skein.tensor.TensorSubscriber;
import io.skein.topic.PoolOptions;
import io.skein.topic.Topic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.ArrayList;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * With the policy {@code overwrite} nobody holds the publisher up, and nobody is deceived.
 */
@Timeout(60)
class OverwriteContractIT extends PoolContract
{
    private final Topic topic = topic(3, PoolOptions.Policy.OVERWRITE);

    @Test
    void shouldTellEachSubscriberWhatItMissedWhenOneIsSlow()
    {
        final TensorSubscriber slow = subscriber(topic);
        final TensorSubscriber fast = subscriber(topic);
        final TensorPublisher publisher = connectedPublisher(topic);
        for (int i = 0; i < 100; i++)
        {
            publish(publisher, i);
            assertEquals(i, poll(fast));
        }
        final List<Integer> seen = new ArrayList<>();
        final List<Long> sequences = new ArrayList<>();
        await("all is read", () ->
        {
            slow.poll((view) ->
            {
                seen.add(value(view));
                sequences.add(view.sequence());
            }, 10);
            return 100 == seen.size() + slow.stats().lapped();
        });
        assertEquals(List.of(97, 98, 99), seen);
        assertEquals(List.of(97L, 98L, 99L), sequences);
        assertEquals(97, slow.stats().lapped());
        assertEquals(0, slow.stats().lost(), "who was lapped lost nothing");
        assertEquals(100, fast.stats().messages());
        assertEquals(0, fast.stats().lapped());
        assertEquals(97, publisher.stats().overwritten());
        assertEquals(0, publisher.stats().slotsExhausted());
        final String message = awaitError(LappedException.class).getMessage();
        assertTrue(message.contains("topic " + topic.name()), message);
    }

    @Test
    void shouldSayThatAViewIsNotValidWhenItsSlotWasTaken()
    {
        final TensorSubscriber subscriber = subscriber(topic);
        final TensorPublisher publisher = connectedPublisher(topic);
        final RetainedTensor target = subscriber.newRetained();
        publish(publisher, 0);
        poll(subscriber, (view) ->
        {
            publish(publisher, 1);
            publish(publisher, 2);
            assertTrue(view.isValid(), "there were free slots");
            assertEquals(0, value(view));
            final TensorClaim claim = publisher.newClaim();
            assertTrue(publisher.tryClaim(TYPE, claim) > 0);
            assertFalse(view.isValid(), "from the claim on");
            claim.abort();
            assertFalse(view.isValid());
            assertEquals(Outcome.LAPPED, view.retain(target));
            assertFalse(target.isHeld());
            final String message = assertThrows(LappedException.class, view::retain).getMessage();
            assertTrue(message.contains("topic " + topic.name()), message);
            assertEquals(Outcome.LAPPED, publisher.forward(view));
            assertEquals(SIZE, view.length(), "what it shows may be anything, and is memory all the same");
        });
        assertEquals(1, subscriber.stats().lapped());
        assertEquals(1, subscriber.stats().messages());
        awaitError(LappedException.class);
        assertEquals(1, poll(subscriber));
        assertEquals(2, poll(subscriber));
        assertEquals(0, publisher.stats().forwarded());
    }

    @Test
    void shouldNeverTakeASlotWhenItIsRetained()
    {
        final TensorSubscriber subscriber = subscriber(topic);
        final TensorPublisher publisher = connectedPublisher(topic);
        publish(publisher, 50);
        final RetainedTensor kept = retain(subscriber);
        for (int i = 0; i < 20; i++)
        {
            publish(publisher, i);
        }
        assertEquals(50, value(kept));
        assertTrue(kept.isValid());
        kept.release();
        assertEquals(18, publisher.stats().overwritten());
        subscriber.poll((view) -> assertEquals(18, value(view)), 19);
        awaitError(LappedException.class);
    }

    @Test
    void shouldRefuseWhenAllSlotsAreLentOrRetained()
    {
        final TensorSubscriber subscriber = subscriber(topic);
        final TensorPublisher publisher = connectedPublisher(topic);
        publish(publisher, 1);
        publish(publisher, 2);
        final RetainedTensor first = retain(subscriber);
        final RetainedTensor second = retain(subscriber);
        final TensorClaim lent = publisher.newClaim();
        assertTrue(publisher.tryClaim(TYPE, lent) > 0);
        assertEquals(Outcome.NO_SLOT, publisher.tryClaim(TYPE, publisher.newClaim()));
        assertEquals(1, publisher.stats().slotsExhausted());
        lent.abort();
        first.release();
        assertEquals(2, freeSlots(publisher));
        assertEquals(2, value(second));
        second.release();
        assertEquals(3, freeSlots(publisher));
        assertEquals(0, publisher.stats().overwritten());
    }

    @Test
    void shouldTakeASlotAgainWhenItWasRetainedAndTheSlowestHasNotReadIt()
    {
        final TensorSubscriber stuck = subscriber(topic);
        final TensorSubscriber fast = subscriber(topic);
        final TensorPublisher publisher = connectedPublisher(topic);
        final RetainedTensor target = fast.newRetained();
        for (int i = 0; i < 50; i++)
        {
            publish(publisher, i);
            // Held while the publisher looks for the oldest.
            poll(fast, (view) -> assertTrue(view.retain(target) > 0));
            publish(publisher, i);
            publish(publisher, i);
            publish(publisher, i);
            target.release();
            assertEquals(3, fast.poll((view) ->
            {
            }, 10));
        }
        assertEquals(3, freeSlots(publisher));
        assertEquals(0, stuck.stats().messages());
        assertEquals(1, publisher.stats().slotsExhausted(), "when all were counted");
        await("all is read", () -> 0 == stuck.poll((view) ->
        {
        }, 100));
        ERRORS.clear();
    }
}
