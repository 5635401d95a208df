package io.skein.contract;

import io.skein.LeakException;
import io.skein.Outcome;
import io.skein.Sharing;
import io.skein.Skein;
import io.skein.SkeinOptions;
import io.skein.message.MessagePublisher;
import io.skein.message.MessageSubscriber;
import io.skein.message.RetainedMessage;
import io.skein.payload.Payload;
import io.skein.tensor.RetainedTensor;
import io.skein.tensor.TensorPublisher;
import io.skein.tensor.TensorSubscriber;
import io.skein.tensor.TensorView;
import io.skein.topic.Topic;
import io.skein.topic.TopicKind;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * A message that is retained stays as it is until it is released, whoever closes what.
 */
@Timeout(60)
class RetainContractIT extends PoolContract
{
    private final Topic topic = topic(3);

    @Test
    void shouldShowWhatTheViewShowedUntilItIsReleased()
    {
        final TensorSubscriber subscriber = subscriber(topic);
        final TensorPublisher publisher = connectedPublisher(topic);
        publish(publisher, 7);
        final List<Object> seen = new ArrayList<>();
        final RetainedTensor[] kept = new RetainedTensor[1];
        poll(subscriber, (view) ->
        {
            kept[0] = view.retain();
            seen.addAll(saidOf(view));
        });
        for (int i = 0; i < 10; i++)
        {
            publish(publisher, i);
            assertEquals(i, poll(subscriber));
        }
        final RetainedTensor retained = kept[0];
        assertTrue(retained.isHeld() && retained.isValid());
        assertEquals(seen, saidOf(retained));
        assertEquals(7, value(retained));
        assertEquals(2, freeSlots(publisher));

        final DirectBuffer buffer = retained.buffer();
        final ByteBuffer bytes = retained.byteBuffer();
        retained.release();
        assertFalse(retained.isHeld());
        assertEquals(0, buffer.capacity() + bytes.capacity() + retained.length() + retained.attachment().capacity());
        assertThrows(IllegalStateException.class, retained::release);
        assertThrows(IllegalStateException.class, retained::isValid);
        assertThrows(IllegalStateException.class, retained::position);
        assertThrows(IllegalStateException.class, retained::sessionId);
        assertThrows(IllegalStateException.class, retained::retain);
        retained.close();
        assertEquals(3, freeSlots(publisher));
    }

    private static List<Object> saidOf(final TensorView view)
    {
        return List.of(view.position(), view.sessionId(), view.sequence(), view.publishTimeNs(), view.type(),
            view.length(), view.segments().count(), view.attachment().capacity(), view.buffer().addressOffset());
    }

    @Test
    void shouldHoldOncePerRetainWhenRetainedAgainAndAgain()
    {
        final TensorSubscriber subscriber = subscriber(topic);
        final TensorSubscriber other = subscriber(topic);
        final TensorPublisher publisher = connectedPublisher(topic);
        publish(publisher, 9);
        final RetainedTensor first = retain(subscriber);
        final RetainedTensor second = first.retain();
        final RetainedTensor third = retain(other);
        final RetainedTensor target = other.newRetained();
        assertEquals(third.position(), third.retain(target));
        for (final RetainedTensor each : new RetainedTensor[] {first, third, target, second})
        {
            assertEquals(2, freeSlots(publisher));
            assertEquals(9, value(each));
            each.close();
            each.close();
        }
        assertEquals(3, freeSlots(publisher));
    }

    @Test
    void shouldUseATargetAgainWhenItWasReleased()
    {
        final TensorSubscriber subscriber = subscriber(topic);
        final TensorPublisher publisher = connectedPublisher(topic);
        final RetainedTensor target = subscriber.newRetained();
        assertFalse(target.isHeld());
        assertThrows(IllegalStateException.class, target::release);
        assertThrows(IllegalStateException.class, target::position);
        target.close();
        for (int i = 0; i < 20; i++)
        {
            publish(publisher, i);
            poll(subscriber, (view) ->
            {
                assertEquals(view.position(), view.retain(target));
                assertThrows(IllegalStateException.class, () -> view.retain(target), "it holds one already");
            });
            assertEquals(i, value(target));
            assertEquals(i, target.sequence());
            target.release();
        }
        assertEquals(3, freeSlots(publisher));
    }

    @Test
    void shouldBeReleasedWhenAnotherThreadDoesIt() throws InterruptedException
    {
        final TensorSubscriber subscriber = subscriber(topic);
        final TensorPublisher publisher = connectedPublisher(topic);
        publish(publisher, 5);
        final RetainedTensor kept = retain(subscriber);
        final AtomicReference<Object> seen = new AtomicReference<>();
        final Thread thread = new Thread(() ->
        {
            try
            {
                seen.set(value(kept));
                kept.release();
            }
            catch (final Throwable ex)
            {
                seen.set(ex);
            }
        });
        thread.start();
        thread.join(LONG.toMillis());
        assertEquals(5, seen.get());
        assertThrows(IllegalStateException.class, kept::release);
        assertEquals(3, freeSlots(publisher));
    }

    @Test
    void shouldCopyWhenTheMessageCameInTheLog()
    {
        final Topic plain = plainTopic();
        final TensorSubscriber subscriber = subscriber(plain);
        final TensorPublisher publisher = connectedPublisher(plain);
        final RetainedTensor target = subscriber.newRetained();
        for (final int length : new int[] {0, 1, 63, 64, 65, 1_000, 5_000, 40, 16_000})
        {
            final byte[] expected = Contract.bytes(length);
            final UnsafeBuffer bytes = new UnsafeBuffer(expected);
            await("acceptance", () -> publisher.offer(Pipe.vector(length), bytes, 0, length) > 0);
            final DirectBuffer[] inLog = new DirectBuffer[1];
            await("a message", () -> subscriber.poll((view) ->
            {
                inLog[0] = view.buffer();
                assertTrue(view.isValid() && view.retain(target) > 0);
            }, 20) > 0 && target.isHeld());
            assertEquals(0, inLog[0].capacity());
            assertArrayEquals(expected, target.toByteArray());
            assertEquals(0, target.buffer().addressOffset() % 64);
            assertEquals(Pipe.vector(length), target.type());
            assertTrue(target.isValid());
            assertTrue(target.byteBuffer().isReadOnly());
            target.release();
        }
    }

    @Test
    void shouldStayWhenSubscriberAndSkeinAndPublisherAreClosed()
    {
        final Skein far = connect();
        final TensorPublisher publisher = far.addTensorPublisher(topic, Sharing.EXCLUSIVE);
        final Skein near = connect();
        final TensorSubscriber subscriber = near.addTensorSubscriber(topic, 0);
        publisher.awaitConnected(LONG);
        publish(publisher, 3);
        publish(publisher, 4);
        final RetainedTensor kept = retain(subscriber);
        final RetainedTensor target = near.addTensorSubscriber(topic, 0).newRetained();
        assertEquals(4, poll(subscriber));
        subscriber.close();
        assertEquals(3, value(kept));
        near.close();
        assertEquals(3, value(kept));
        far.close();
        assertFalse(Files.exists(pools()), "the files are gone, the memory is not");
        assertEquals(3, value(kept));
        assertTrue(kept.isValid());
        // One more for the same slot, of a pool that is gone.
        assertTrue(kept.retain(target) > 0);
        kept.release();
        assertEquals(3, value(target));
        target.release();
    }

    @Test
    void shouldRetainWhatIsReadLateWhenThePublisherIsGone()
    {
        final TensorSubscriber subscriber = subscriber(topic);
        final TensorPublisher publisher = connectedPublisher(topic);
        publish(publisher, 1);
        publish(publisher, 2);
        publisher.close();
        final RetainedTensor first = retain(subscriber);
        final RetainedTensor second = retain(subscriber);
        await("the pool is gone", () -> !Files.exists(pools()));
        assertEquals(1, value(first));
        first.release();
        assertEquals(2, value(second));
        second.release();
    }

    @Test
    void shouldReportAndGiveBackWhenARetainedViewIsLost()
    {
        final TensorSubscriber subscriber = subscriber(topic);
        final TensorPublisher publisher = connectedPublisher(topic);
        publish(publisher, 1);
        assertTrue(retain(subscriber).isHeld());
        assertEquals(2, freeSlots(publisher));
        awaitCollected("the slot comes back", () -> 3 == freeSlots(publisher));
        final String message = awaitError(LeakException.class).getMessage();
        assertTrue(message.contains("topic " + topic.name()) && message.contains("skein.retain.trace"), message);
    }

    @Test
    void shouldNotBeLostWhenOnlyItsBytesAreKept()
    {
        // It is lost in the end, when nobody looks any more.
        final Queue<Throwable> errors = new ConcurrentLinkedQueue<>();
        final Skein own = closing(
            Skein.connect(driver.connection(), SkeinOptions.DEFAULTS.withErrorHandler(errors::add)));
        final TensorSubscriber subscriber = own.addTensorSubscriber(topic, 0);
        final TensorPublisher publisher = connectedPublisher(topic);
        publish(publisher, 1);
        final DirectBuffer buffer = retain(subscriber).buffer();
        publish(publisher, 2);
        final ByteBuffer bytes = retain(subscriber).byteBuffer().duplicate();
        publish(publisher, 3);
        assertTrue(retain(subscriber).isHeld());
        awaitCollected("the third is found lost", () -> !errors.isEmpty());
        assertEquals(1, freeSlots(publisher));
        for (int i = 0; i < 10; i++)
        {
            publish(publisher, 77);
            assertEquals(77, poll(subscriber));
        }
        assertEquals(1, buffer.getByte(SIZE - 1));
        assertEquals(2, bytes.get(SIZE - 1));
        assertEquals(1, errors.size());
    }

    @Test
    void shouldRefuseATargetWhenItIsOfAnotherKind()
    {
        final TensorSubscriber subscriber = subscriber(topic);
        final TensorPublisher publisher = connectedPublisher(topic);
        final Topic messages = Topic.of(topic.name() + "/messages", TopicKind.MESSAGE);
        final RetainedMessage wrong = closing(skein.addMessageSubscriber(messages, 0)).newRetained();
        publish(publisher, 1);
        poll(subscriber, (view) ->
        {
            final String message =
                assertThrows(IllegalArgumentException.class, () -> view.retain(wrong)).getMessage();
            assertTrue(message.contains(topic.name()) && message.contains(messages.name()), message);
        });
        assertFalse(wrong.isHeld());
        assertEquals(3, freeSlots(publisher));
    }

    @Test
    void shouldKeepAttachmentAndSegmentsWhenAMessageIsRetained()
    {
        final Topic messages = Topic.of(topic.name() + "/messages", TopicKind.MESSAGE).pool(topic.pool());
        final MessageSubscriber subscriber = closing(skein.addMessageSubscriber(messages, 0));
        final MessagePublisher publisher = closing(skein.addMessagePublisher(messages, Sharing.SHARED));
        publisher.awaitConnected(LONG);
        final byte[] note = Contract.bytes(11);
        assertTrue(publisher.offer(Payload.copyOf(Contract.bytes(5), new byte[0], Contract.bytes(9)),
            new UnsafeBuffer(note)) > 0);
        final RetainedMessage kept = subscriber.newRetained();
        await("a message", () -> subscriber.poll((view) -> assertTrue(view.retain(kept) > 0), 1) > 0);
        final Received received = Received.ofMessage(kept);
        assertEquals(List.of(5, 0, 9), received.segments());
        assertArrayEquals(note, received.attachment());
        assertEquals(14, received.bytes().length);
        assertSame(kept.segments(), kept.segments());
        kept.release();
        assertEquals(0, kept.attachment().capacity());
        assertEquals(Outcome.CLOSED, closedOutcome(publisher));
    }

    private static long closedOutcome(final MessagePublisher publisher)
    {
        publisher.close();
        return publisher.offer(new UnsafeBuffer(new byte[1]), 0, 1);
    }
}
