package io.skein.contract;

import io.skein.MessageTooLargeException;
import io.skein.Outcome;
import io.skein.Sharing;
import io.skein.Skein;
import io.skein.message.MessagePublisher;
import io.skein.message.MessageSubscriber;
import io.skein.message.PublisherStats;
import io.skein.payload.Payload;
import io.skein.tensor.RetainedTensor;
import io.skein.tensor.TensorClaim;
import io.skein.tensor.TensorPublisher;
import io.skein.tensor.TensorSubscriber;
import io.skein.tensor.TensorView;
import io.skein.topic.PoolOptions;
import io.skein.topic.Topic;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * What is published onward is the same message, in the same memory, and out of use until the last one has passed it.
 */
@Timeout(60)
class ForwardContractIT extends PoolContract
{
    private final Topic topic = topic(3);
    private final Topic onward = plainTopic();

    @Test
    void shouldShowTheSameMemoryWhenForwardedThroughThreeStages()
    {
        final Topic third = topic(1);
        final Topic fourth = plainTopic();
        final TensorSubscriber first = subscriber(topic);
        final TensorSubscriber second = subscriber(onward);
        final TensorSubscriber beforeLast = subscriber(third);
        final TensorSubscriber last = subscriber(fourth);
        final TensorPublisher source = connectedPublisher(topic);
        final TensorPublisher toSecond = connectedPublisher(onward);
        final TensorPublisher toThird = connectedPublisher(third);
        final TensorPublisher toLast = connectedPublisher(fourth);
        for (int i = 0; i < 100; i++)
        {
            final int value = i;
            publish(source, i);
            final long[] address = new long[1];
            poll(first, (view) ->
            {
                address[0] = view.buffer().addressOffset();
                assertTrue(toSecond.forward(view) > 0);
            });
            poll(second, (view) -> assertTrue(toThird.forward(view) > 0));
            poll(beforeLast, (view) -> assertTrue(toLast.forward(view) > 0));
            poll(last, (view) ->
            {
                assertEquals(value, value(view));
                assertEquals(value, view.sequence());
                assertEquals(address[0], view.buffer().addressOffset());
                assertTrue(view.isValid());
            });
        }
        for (final TensorPublisher forwarder : List.of(toSecond, toThird, toLast))
        {
            final PublisherStats stats = forwarder.stats();
            assertEquals(100, stats.forwarded());
            assertEquals(0, stats.bytes() + stats.pooled() + stats.claimed() + stats.gathered());
        }
        await("all slots are free", () -> 3 == freeSlots(source));
    }

    @Test
    void shouldFreeTheSlotWhenTheLastStageHasPassedAndTheForwarderIsSilent()
    {
        final TensorSubscriber first = subscriber(topic);
        final TensorSubscriber last = subscriber(onward);
        final TensorPublisher source = connectedPublisher(topic);
        final TensorPublisher forwarder = connectedPublisher(onward);
        for (int i = 0; i < 3; i++)
        {
            publish(source, i);
            poll(first, (view) -> assertTrue(forwarder.forward(view) > 0));
        }
        assertEquals(0, freeSlots(source));
        assertEquals(Outcome.NO_SLOT, source.tryClaim(TYPE, source.newClaim()));
        for (int i = 0; i < 3; i++)
        {
            assertEquals(i, poll(last));
            final int free = i + 1;
            await(free + " slots are free", () -> free == freeSlots(source));
        }
    }

    @Test
    void shouldFreeTheSlotWhenTheForwarderOrItsSubscriberIsClosed()
    {
        final TensorSubscriber first = subscriber(topic);
        final TensorSubscriber last = subscriber(onward);
        final TensorPublisher source = connectedPublisher(topic);
        final Skein other = connect();
        final TensorPublisher forwarder = other.addTensorPublisher(onward, Sharing.EXCLUSIVE);
        final TensorPublisher twin = connectedPublisher(onward);
        forwarder.awaitConnected(LONG);
        publish(source, 1);
        publish(source, 2);
        poll(first, (view) -> assertTrue(forwarder.forward(view) > 0));
        poll(first, (view) -> assertTrue(twin.forward(view) > 0));
        assertEquals(1, freeSlots(source));
        forwarder.close();
        assertEquals(1, freeSlots(source), "what a closed publisher has sent is still read");
        last.close();
        await("all slots are free", () -> 3 == freeSlots(source));
        other.close();
        assertEquals(3, freeSlots(source));
    }

    @Test
    void shouldForwardWhenTheViewIsRetainedAndRefuseWhenItWasReleased()
    {
        final TensorSubscriber first = subscriber(topic);
        final TensorSubscriber last = subscriber(onward);
        final TensorPublisher source = connectedPublisher(topic);
        final TensorPublisher forwarder = connectedPublisher(onward);
        publish(source, 4);
        final AtomicReference<TensorView> ended = new AtomicReference<>();
        final RetainedTensor target = first.newRetained();
        poll(first, (view) ->
        {
            ended.set(view);
            view.retain(target);
        });
        assertThrows(IllegalStateException.class, () -> forwarder.forward(ended.get()));
        assertTrue(forwarder.forward(target) > 0);
        assertTrue(forwarder.forward(target) > 0, "as often as one likes");
        target.release();
        assertThrows(IllegalStateException.class, () -> forwarder.forward(target));
        assertEquals(2, freeSlots(source));
        assertEquals(4, poll(last));
        assertEquals(4, poll(last));
        await("all slots are free", () -> 3 == freeSlots(source));
        assertEquals(2, forwarder.stats().forwarded());
    }

    @Test
    void shouldComeBackWhenForwardedToTheSourcesOwnTopic()
    {
        final TensorSubscriber subscriber = subscriber(topic);
        final TensorPublisher source = connectedPublisher(topic);
        publish(source, 6);
        for (int i = 0; i < 50; i++)
        {
            final int sequence = i;
            poll(subscriber, (view) ->
            {
                assertEquals(6, value(view));
                assertEquals(sequence, view.sequence());
                assertTrue(source.forward(view) > 0);
            });
        }
        assertEquals(2, freeSlots(source));
        assertEquals(6, poll(subscriber));
        await("all slots are free", () -> 3 == freeSlots(source));
        assertEquals(50, source.stats().forwarded());
        assertEquals(1, source.stats().pooled());
    }

    @Test
    void shouldCopyWhenTheMessageCameInTheLog()
    {
        final Topic plain = Topic.message(onward.name() + "/plain").channel("aeron:ipc?term-length=128k|mtu=1408");
        final MessageSubscriber first = closing(skein.addMessageSubscriber(plain, 0));
        final MessagePublisher source = closing(skein.addMessagePublisher(plain.publishTime(true), Sharing.SHARED));
        final Topic pooled = Topic.message(topic.name() + "/messages").pool(PoolOptions.of(1, 64).threshold(0));
        final MessageSubscriber last = closing(skein.addMessageSubscriber(pooled, 0));
        final MessagePublisher forwarder = closing(skein.addMessagePublisher(pooled, Sharing.EXCLUSIVE));
        source.awaitConnected(LONG);
        forwarder.awaitConnected(LONG);
        final byte[] note = Contract.bytes(21);
        for (final int length : new int[] {0, 1, 1_000, 5_000, 13_000})
        {
            final Payload payload = Payload.copyOf(Contract.bytes(length), new byte[0], Contract.bytes(7));
            await("acceptance", () -> source.offer(payload, new UnsafeBuffer(note)) > 0);
            final Received[] seen = new Received[2];
            await("a message", () ->
            {
                first.poll((view) ->
                {
                    seen[0] = Received.ofMessage(view);
                    assertTrue(forwarder.forward(view) > 0);
                }, 10);
                return null != seen[0];
            });
            await("the copy", () ->
            {
                last.poll((view) -> seen[1] = Received.ofMessage(view), 10);
                return null != seen[1];
            });
            assertArrayEquals(seen[0].bytes(), seen[1].bytes());
            assertArrayEquals(note, seen[1].attachment());
            assertEquals(List.of(length, 0, 7), seen[1].segments());
            assertEquals(seen[0].publishTimeNs(), seen[1].publishTimeNs());
            assertEquals(seen[0].sequence(), seen[1].sequence());
        }
        assertEquals(5, forwarder.stats().forwarded());
    }

    @Test
    void shouldCopyTheShortFormWhenATensorCameInTheLog()
    {
        final TensorSubscriber first = subscriber(onward);
        final TensorPublisher source = connectedPublisher(onward);
        final TensorSubscriber last = subscriber(topic);
        final TensorPublisher forwarder = connectedPublisher(topic);
        for (final int length : new int[] {0, 1, 1_000, 5_000})
        {
            final byte[] bytes = Contract.bytes(length);
            await("acceptance", () -> source.offer(Pipe.vector(length), new UnsafeBuffer(bytes), 0, length) > 0);
            final boolean[] isForwarded = new boolean[1];
            await("forwarded", () ->
            {
                first.poll((view) -> isForwarded[0] = forwarder.forward(view) > 0, 10);
                return isForwarded[0];
            });
            final Received[] seen = new Received[1];
            await("the copy", () ->
            {
                last.poll((view) -> seen[0] = Received.ofTensor(view), 10);
                return null != seen[0];
            });
            assertArrayEquals(bytes, seen[0].bytes());
            assertEquals(Pipe.vector(length), seen[0].type());
        }
        assertEquals(4, forwarder.stats().forwarded());
        assertEquals(0, forwarder.stats().pooled());
    }

    @Test
    void shouldRefuseACopyWhenTheTopicDoesNotCarryIt()
    {
        final Topic large = onward.channel("aeron:ipc?term-length=1m");
        final TensorSubscriber first = subscriber(large);
        final TensorPublisher source = connectedPublisher(large);
        subscriber(topic);
        final TensorPublisher forwarder = connectedPublisher(topic);
        final UnsafeBuffer bytes = new UnsafeBuffer(new byte[20_000]);
        await("acceptance", () -> source.offer(Pipe.vector(20_000), bytes, 0, 20_000) > 0);
        final boolean[] isSeen = new boolean[1];
        await("a message", () ->
        {
            first.poll((view) ->
            {
                isSeen[0] = true;
                final String message =
                    assertThrows(MessageTooLargeException.class, () -> forwarder.forward(view)).getMessage();
                assertTrue(message.contains("20000 bytes") && message.contains(topic.name()), message);
            }, 100);
            return isSeen[0];
        });
        assertEquals(0, forwarder.stats().forwarded());
    }

    @Test
    void shouldRefuseATensorWhenTheTopicIsOfMessages()
    {
        final Topic messages = Topic.message(onward.name() + "/messages");
        closing(skein.addMessageSubscriber(messages, 0));
        final MessagePublisher forwarder = closing(skein.addMessagePublisher(messages, Sharing.EXCLUSIVE));
        final TensorSubscriber first = subscriber(topic);
        final TensorPublisher source = connectedPublisher(topic);
        forwarder.awaitConnected(LONG);
        publish(source, 1);
        poll(first, (view) -> assertTrue(assertThrows(IllegalArgumentException.class,
            () -> forwarder.forward(view)).getMessage().contains(messages.name())));
        assertEquals(3, freeSlots(source));
    }

    @Test
    void shouldChangeInPlaceWhateverTheTopicSaysOfTime()
    {
        final Topic stamped = onward.publishTime(true);
        final TensorSubscriber first = subscriber(topic);
        final TensorSubscriber last = subscriber(stamped);
        final TensorPublisher source = connectedPublisher(topic);
        final TensorPublisher forwarder = connectedPublisher(stamped);
        publish(source, 1);
        final RetainedTensor kept = retain(first);
        final TensorClaim claim = forwarder.newClaim();
        await("nobody else can see it", () -> forwarder.tryTakeOver(kept, claim) > 0);
        fill(claim, 2);
        assertTrue(claim.commit() > 0);
        poll(last, (view) ->
        {
            assertEquals(TYPE, view.type());
            assertEquals(2, value(view));
        });
        await("all slots are free", () -> 3 == freeSlots(source));
    }

    @Test
    void shouldHoldNothingWhenRefused()
    {
        final TensorSubscriber first = subscriber(topic);
        final TensorPublisher source = connectedPublisher(topic);
        final TensorPublisher forwarder = publisher(onward);
        publish(source, 1);
        final RetainedTensor kept = retain(first);
        assertEquals(Outcome.NOT_CONNECTED, forwarder.forward(kept));
        final TensorSubscriber last = subscriber(onward);
        forwarder.awaitConnected(LONG);
        int accepted = 0;
        long outcome = forwarder.forward(kept);
        while (outcome > 0)
        {
            accepted++;
            outcome = forwarder.forward(kept);
        }
        assertEquals(Outcome.BACK_PRESSURED, outcome);
        assertEquals(64 * 1024 / 64, accepted, "half a term of descriptors");
        kept.release();
        assertEquals(2, freeSlots(source));
        final int[] read = new int[1];
        final int all = accepted;
        await("all are read", () -> all == (read[0] += last.poll((view) -> assertEquals(1, value(view)), 100)));
        await("all slots are free", () -> 3 == freeSlots(source));
        publish(source, 2);
        final RetainedTensor next = retain(first);
        forwarder.close();
        assertEquals(Outcome.CLOSED, forwarder.forward(next));
        next.release();
        assertNotEquals(0, forwarder.stats().notConnected());
        assertEquals(3, freeSlots(source));
    }
}
