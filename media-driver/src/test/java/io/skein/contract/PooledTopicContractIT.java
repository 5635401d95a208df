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
import io.skein.topic.PoolOptions;
import io.skein.topic.Topic;
import io.skein.topic.TopicChannel;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Who may listen to a pooled topic, and what each of them gets.
 */
@Timeout(60)
class PooledTopicContractIT extends PoolContract
{
    private static final int REMOTE_TERM = 64 * 1024;

    private final Topic topic = topic(3);

    @Test
    void shouldKeepSlotsForTheSlowestWhenSubscribersDiffer()
    {
        final TensorSubscriber slow = subscriber(topic);
        final TensorSubscriber fast = subscriber(topic);
        final TensorPublisher publisher = connectedPublisher(topic);
        for (int round = 0; round < 20; round++)
        {
            for (int i = 0; i < 3; i++)
            {
                publish(publisher, i);
                assertEquals(i, poll(fast));
            }
            assertEquals(Outcome.NO_SLOT, publisher.tryClaim(TYPE, publisher.newClaim()));
            for (int i = 0; i < 3; i++)
            {
                assertEquals(i, poll(slow));
            }
        }
        assertEquals(60, slow.stats().messages());
        assertEquals(60, fast.stats().messages());
        assertEquals(0, slow.stats().lapped() + slow.stats().lost() + fast.stats().lapped() + fast.stats().lost());
        slow.close();
        await("nobody is slow any more", () ->
        {
            publish(publisher, 5);
            return 5 == poll(fast) && 3 == freeSlots(publisher);
        });
    }

    @Test
    void shouldSeeWhatIsPublishedAfterItsArrivalWhenASubscriberJoinsLate()
    {
        final TensorSubscriber early = subscriber(topic);
        final TensorPublisher publisher = connectedPublisher(topic);
        for (int round = 0; round < 20; round++)
        {
            publish(publisher, round);
            final TensorSubscriber late = subscriber(topic);
            late.awaitConnected(LONG);
            publish(publisher, 100);
            assertEquals(round, poll(early));
            assertEquals(100, poll(early));
            final List<Integer> seen = new ArrayList<>();
            await("the one that came after it", () ->
            {
                late.poll((view) -> seen.add(value(view)), 1);
                return seen.contains(100);
            });
            assertEquals(0, late.stats().lapped() + late.stats().rejected() + late.stats().unreachable());
            late.close();
            await("its slots are free", () -> 3 == freeSlots(publisher));
        }
    }

    @Test
    void shouldGoThroughTheLogWhenAFrameHoldsItAndTheThresholdIsNotReached()
    {
        final Topic sparing = plainTopic().pool(PoolOptions.of(2, SIZE).threshold(100)).publishTime(true);
        final TensorSubscriber subscriber = subscriber(sparing);
        final TensorPublisher publisher = connectedPublisher(sparing);
        final int[] lengths = {1, 100, 101, 1_000, 1_200, 5_000, SIZE};
        long previous = 1_700_000_000_000_000_000L;
        for (final int length : lengths)
        {
            final byte[] bytes = Contract.bytes(length);
            try (TensorClaim claim = publisher.claim(Pipe.vector(length), LONG))
            {
                claim.data().putBytes(0, bytes);
                assertTrue(claim.commit() > 0);
            }
            assertTrue(publisher.offer(Pipe.vector(length), new UnsafeBuffer(bytes), 0, length) > 0);
            for (int i = 0; i < 2; i++)
            {
                final Received[] seen = new Received[1];
                await("a message", () ->
                {
                    subscriber.poll((view) -> seen[0] = Received.ofTensor(view), 1);
                    return null != seen[0];
                });
                assertArrayEquals(bytes, seen[0].bytes());
                assertTrue(seen[0].publishTimeNs() >= previous, "published in this order");
                previous = seen[0].publishTimeNs();
            }
        }
        final PublisherStats stats = publisher.stats();
        assertEquals(2, stats.claimed());
        assertEquals(2, stats.gathered());
        assertEquals(10, stats.pooled());
        assertEquals(2L * Arrays.stream(lengths).sum(), stats.bytes());
        assertEquals(14, subscriber.stats().messages());
        assertEquals(stats.bytes(), subscriber.stats().bytes());
        assertEquals(
            0, subscriber.stats().lost() + subscriber.stats().viewed() + subscriber.stats().assembled());
    }

    @Test
    void shouldSendBytesToOtherHostsWhenTheTopicLeavesThisOne()
    {
        final Topic mixed = Topic.message(topic.name() + "/mixed").publishTime(true)
            .channels(List.of(TopicChannel.of(udp()), TopicChannel.of("aeron:ipc?term-length=64k|mtu=1408")))
            .pool(PoolOptions.of(2, 2L * SIZE).threshold(0));
        final MessageSubscriber remote = closing(skein.addMessageSubscriber(mixed, 0));
        final MessageSubscriber local = closing(skein.addMessageSubscriber(mixed, 1));
        final MessagePublisher publisher = closing(skein.addMessagePublisher(mixed, Sharing.EXCLUSIVE));
        long sent = publishUntilBothListen(publisher, local, remote);
        final int max = REMOTE_TERM / 8 - 192;
        for (final int length : new int[] {0, 1, 1_000, 1_300, 3_000, max})
        {
            final Payload payload = Payload.copyOf(Contract.bytes(length), Contract.bytes(3));
            final byte[] note = Contract.bytes(length % 50);
            await("acceptance", () -> publisher.offer(payload, new UnsafeBuffer(note)) > 0);
            final Received near = receive(local);
            final Received far = receive(remote);
            assertArrayEquals(near.bytes(), far.bytes());
            assertArrayEquals(note, near.attachment());
            assertArrayEquals(note, far.attachment());
            assertEquals(List.of(length, 3), near.segments());
            assertEquals(near.segments(), far.segments());
            assertEquals(sent, near.sequence());
            assertEquals(sent, far.sequence());
            assertEquals(near.publishTimeNs(), far.publishTimeNs());
            sent++;
        }
        assertEquals(sent, publisher.stats().pooled());

        final String message = assertThrows(MessageTooLargeException.class,
            () -> isAccepted(publisher, REMOTE_TERM / 8 - 63)).getMessage();
        assertTrue(message.contains("(" + REMOTE_TERM / 8 + ")") && message.contains("udp") &&
            message.contains("other hosts") && message.contains("term-length") && message.contains("publish it"),
            message);
        remote.close();
        await("nobody on other hosts", () -> isAcceptedHere(publisher, 2 * SIZE));
        assertEquals(2 * SIZE, receive(local).bytes().length);
    }

    private long publishUntilBothListen(
        final MessagePublisher publisher, final MessageSubscriber local, final MessageSubscriber remote)
    {
        local.awaitConnected(LONG);
        final long[] next = {0, 0, 0};
        await("both have the newest", () ->
        {
            if (0 == next[2] && publisher.offer(new UnsafeBuffer(new byte[1]), 0, 1) > 0)
            {
                next[0]++;
            }
            local.poll((view) -> next[1] = view.sequence() + 1, 10);
            remote.poll((view) -> next[2] = view.sequence() + 1, 10);
            return 0 != next[0] && next[0] == next[1] && next[0] == next[2];
        });
        return next[0];
    }

    private static boolean isAccepted(final MessagePublisher publisher, final int length)
    {
        return publisher.offer(new UnsafeBuffer(new byte[length]), 0, length) > 0;
    }

    private static boolean isAcceptedHere(final MessagePublisher publisher, final int length)
    {
        try
        {
            return isAccepted(publisher, length);
        }
        catch (final MessageTooLargeException ex)
        {
            return false;
        }
    }

    @Test
    void shouldSendToOtherHostsWhenNobodyIsOnThisOne()
    {
        final Topic mixed = Topic.message(topic.name() + "/far")
            .channels(List.of(TopicChannel.of("aeron:ipc?term-length=64k|mtu=1408"), TopicChannel.of(udp())))
            .pool(PoolOptions.of(2, SIZE).threshold(0));
        final MessageSubscriber remote = closing(skein.addMessageSubscriber(mixed, 1));
        final MessagePublisher publisher = closing(skein.addMessagePublisher(mixed, Sharing.SHARED));
        publisher.awaitConnected(LONG);
        for (int i = 0; i < 100; i++)
        {
            final byte[] bytes = Contract.bytes(1 + 70 * i);
            await("acceptance", () -> publisher.offer(new UnsafeBuffer(bytes), 0, bytes.length) > 0);
            assertArrayEquals(bytes, receive(remote).bytes());
        }
        assertEquals(0, remote.stats().lost());
        assertEquals(0, publisher.stats().slotsExhausted(), "nobody on this host has to pass a slot");
    }

    private Received receive(final MessageSubscriber subscriber)
    {
        final Received[] seen = new Received[1];
        await("a message", () ->
        {
            subscriber.poll((view) -> seen[0] = Received.ofMessage(view), 1);
            return null != seen[0];
        });
        return seen[0];
    }

    @Test
    void shouldCloseWhenSlotsAreRetained()
    {
        final Skein other = connect();
        final TensorSubscriber subscriber = other.addTensorSubscriber(topic, 0);
        final TensorPublisher publisher = other.addTensorPublisher(topic, Sharing.EXCLUSIVE);
        publisher.awaitConnected(LONG);
        assertTrue(Files.exists(pools()));
        final List<RetainedTensor> kept = new ArrayList<>();
        for (int i = 0; i < 3; i++)
        {
            publish(publisher, i);
            kept.add(retain(subscriber));
        }
        other.close();
        assertFalse(Files.exists(pools()));
        for (int i = 0; i < 3; i++)
        {
            assertEquals(i, value(kept.get(i)));
            kept.get(i).release();
        }
    }

    private static String udp()
    {
        return "aeron:udp?endpoint=127.0.0.1:" + freePort() + "|mtu=1408|term-length=" + REMOTE_TERM;
    }

    static int freePort()
    {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress()))
        {
            return socket.getLocalPort();
        }
        catch (final IOException ex)
        {
            throw new UncheckedIOException(ex);
        }
    }
}
