package io.skein.contract;

import io.skein.MessageTooLargeException;
import io.skein.Outcome;
import io.skein.Sharing;
import io.skein.WaitTimeoutException;
import io.skein.message.Claim;
import io.skein.message.MessagePublisher;
import io.skein.message.MessageSubscriber;
import io.skein.message.PublisherStats;
import io.skein.message.RetainedMessage;
import io.skein.payload.Payload;
import io.skein.topic.BackPressure;
import io.skein.topic.ChunkOptions;
import io.skein.topic.ChunkOptions.Checksum;
import io.skein.topic.PoolOptions;
import io.skein.topic.Topic;
import io.skein.topic.TopicChannel;
import io.skein.transfer.TransferException;
import io.skein.transfer.TransferException.Reason;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Topics with a pool, subscribers on this host and on others, and messages that no message to the others holds: here
 * they are seen in the slot, there they arrive in slices, and both get the same or nothing.
 */
@Timeout(60)
class MixedAudienceContractIT extends PoolContract
{
    private static final int SLOTS = 3;
    private static final int LARGE = 300_000;
    private static final Duration TIMEOUT = Duration.ofMillis(50);

    private Topic topic = Topic.message(plainTopic().name()).publishTime(true)
        .channels(List.of(TopicChannel.of("aeron:ipc?term-length=128k|mtu=1408"), TopicChannel.of(udp())))
        .pool(PoolOptions.of(SLOTS, LARGE).threshold(0))
        .chunk(ChunkOptions.DEFAULT.withChecksum(Checksum.CRC32C));
    private final List<Received> near = new ArrayList<>();
    private final List<Received> far = new ArrayList<>();
    private MessageSubscriber local;
    private MessageSubscriber remote;
    private MessagePublisher publisher;

    @ParameterizedTest
    @EnumSource(Sharing.class)
    void shouldBringTheSameToAllWhenMessagesAreOfAllSizes(final Sharing sharing) throws Exception
    {
        open(sharing);
        final long before = publisher.stats().bytes();
        final int[] lengths = {1, 7_000, 7_900, 8_192, 8_193, 20_000, LARGE - 300};
        int large = 0;
        for (final int length : lengths)
        {
            final byte[] note = Contract.bytes(length % 90);
            final FutureTask<Long> claimed = inBackground(() -> commit(length, note));
            assertSame(Contract.bytes(length), note, List.of(length));
            assertTrue(claimed.get() > 0);
            final FutureTask<Long> published = inBackground(
                () -> publisher.publish(Payload.copyOf(Contract.bytes(length - 1), Contract.bytes(1))));
            final byte[] bytes = Payload.copyOf(Contract.bytes(length - 1), Contract.bytes(1)).toByteArray();
            assertSame(bytes, new byte[0], List.of(length - 1, 1));
            assertTrue(published.get() > 0);
            large += length > 8_000 ? 2 : 0;
        }
        final PublisherStats stats = publisher.stats();
        assertEquals(local.stats().messages(), stats.pooled(), "each was seen in a slot");
        assertEquals(large, stats.chunked());
        assertEquals(large, remote.stats().transfers().completed());
        assertEquals(0, local.stats().transfers().completed() + local.stats().transfers().missed());
        assertEquals(before + 2L * Arrays.stream(lengths).sum(), stats.bytes());
        assertAllSlotsComeBack();
    }

    @Test
    void shouldRefuseForwardingWhenItIsAllOrNothingAndSendAChangeInPlace() throws Exception
    {
        open(Sharing.EXCLUSIVE);
        final FutureTask<Long> claimed = inBackground(() -> commit(LARGE, new byte[0]));
        final List<RetainedMessage> kept = new ArrayList<>();
        await("both have it", () ->
        {
            local.poll((view) ->
            {
                assertThrows(MessageTooLargeException.class, () -> publisher.forward(view));
                kept.add(view.retain());
            }, 1);
            remote.poll((view) -> far.add(Received.ofMessage(view)), 10);
            return 1 == kept.size() && 1 == far.size();
        });
        assertTrue(claimed.get() > 0);
        far.clear();
        final Claim claim = publisher.newClaim();
        final RetainedMessage retained = kept.get(0);
        await("nobody else sees it", () -> publisher.tryTakeOver(retained, claim) > 0);
        claim.data().putBytes(100, new byte[50]);
        final byte[] changed = Contract.bytes(LARGE);
        System.arraycopy(new byte[50], 0, changed, 100, 50);
        final FutureTask<Long> committed = inBackground(claim::commit);
        assertSame(changed, new byte[0], List.of(LARGE));
        assertTrue(committed.get() > 0);
        assertAllSlotsComeBack();
    }

    @Test
    void shouldBringNothingToAnyoneWhenItIsAborted() throws Exception
    {
        open(Sharing.EXCLUSIVE);
        for (int i = 0; i < 2 * SLOTS; i++)
        {
            try (Claim claim = publisher.claim(LARGE, LONG))
            {
                claim.data().setMemory(0, LARGE, (byte)i);
            }
        }
        final FutureTask<Long> claimed = inBackground(() -> commit(LARGE, new byte[0]));
        assertSame(Contract.bytes(LARGE), new byte[0], List.of(LARGE));
        assertTrue(claimed.get() > 0);
        assertEquals(1, remote.stats().transfers().completed());
        assertAllSlotsComeBack();
    }

    @Test
    void shouldBringNothingToAnyoneWhenTheOtherHostIsTooSlow() throws Exception
    {
        topic = topic.backPressure(BackPressure.block(TIMEOUT));
        open(Sharing.EXCLUSIVE);
        final long sent = publisher.stats().pooled();
        try (Claim claim = publisher.claim(LARGE, LONG))
        {
            claim.data().putBytes(0, Contract.bytes(LARGE));
            assertThrows(WaitTimeoutException.class, claim::commit);
            local.poll((view) -> near.add(Received.ofMessage(view)), 10);
            assertEquals(0, near.size());
            assertEquals(sent, publisher.stats().pooled());
            assertTrue(claim.isOpen());
        }
        assertTimedOut();
        assertThrows(WaitTimeoutException.class, () -> publisher.offer(Payload.copyOf(new byte[LARGE]), TIMEOUT));
        assertTimedOut();
        assertTrue(near.stream().allMatch((message) -> 1 == message.bytes().length));
        assertTrue(far.stream().allMatch((message) -> 1 == message.bytes().length));
        assertEquals(2, publisher.stats().cancelled());
        assertEquals(0, local.stats().lost() + remote.stats().lost());
        assertEquals(0, local.stats().transfers().missed() + local.stats().rejected());
        assertAllSlotsComeBack();
    }

    @Test
    void shouldDropForAllWhenTheOtherHostIsTooSlow() throws Exception
    {
        topic = topic.backPressure(BackPressure.drop());
        open(Sharing.SHARED);
        final Claim early = publisher.newClaim();
        assertTrue(publisher.tryClaim(LARGE, early) > 0);
        final UnsafeBuffer small = new UnsafeBuffer(Contract.bytes(7_000));
        await("no room there", () -> publisher.offer(small, 0, small.capacity()) == Outcome.BACK_PRESSURED ||
            local.poll((view) -> near.add(Received.ofMessage(view)), 10) < 0);
        assertEquals(Outcome.DROPPED, early.commit());
        assertFalse(early.isOpen());
        try (Claim claim = publisher.claim(LARGE))
        {
            claim.data().setMemory(0, LARGE, (byte)1);
            assertEquals(Outcome.DROPPED, claim.commit());
        }
        assertEquals(Outcome.DROPPED, publisher.publish(Payload.copyOf(new byte[LARGE])));
        assertEquals(0, publisher.stats().chunked());
        assertEquals(3, publisher.stats().dropped());
        await("there is room there", () ->
        {
            remote.poll((view) -> far.add(Received.ofMessage(view)), 10);
            return publisher.tryClaim(LARGE, early) > 0;
        });
        early.abort();
        assertAllSlotsComeBack();
        // Of what was dropped the first slices may have gone, and what comes next says that they were given up.
        final UnsafeBuffer last = new UnsafeBuffer(Contract.bytes(10));
        await("there is room for another", () -> pollBoth() && publisher.offer(last, 0, last.capacity()) > 0);
        await("the other came", () -> pollBoth() && far.stream().anyMatch((each) -> 10 == each.bytes().length));
        ERRORS.removeIf((error) -> error instanceof TransferException);
    }

    @Test
    void shouldStayLocalWhenTheOtherHostLeavesHalfWay() throws Exception
    {
        open(Sharing.EXCLUSIVE);
        final FutureTask<Long> claimed = inBackground(() -> commit(LARGE, new byte[0]));
        await("slices", () -> remote.poll((view) -> far.add(Received.ofMessage(view)), 1) >= 0 &&
            remote.stats().transfers().bytes() > 0);
        remote.close();
        assertEquals(Reason.SUBSCRIBER_CLOSED, awaitError(TransferException.class).reason());
        await("a message", () -> local.poll((view) -> near.add(Received.ofMessage(view)), 1) > 0);
        assertArrayEquals(Contract.bytes(LARGE), near.get(0).bytes());
        assertTrue(claimed.get() > 0);
        assertEquals(0, far.size());
        assertEquals(0, publisher.stats().chunked());
        assertAllSlotsComeBack();
    }

    @Test
    void shouldBringNothingToAnyoneWhenThePublisherIsClosedHalfWay() throws Exception
    {
        open(Sharing.EXCLUSIVE);
        final Claim claim = publisher.claim(LARGE, LONG);
        claim.data().setMemory(0, LARGE, (byte)1);
        final FutureTask<Long> committed = inBackground(claim::commit);
        await("slices", () -> remote.poll((view) -> far.add(Received.ofMessage(view)), 1) >= 0 &&
            remote.stats().transfers().bytes() > 0);
        publisher.close();
        assertEquals(Outcome.CLOSED, committed.get());
        assertFalse(claim.isOpen());
        await("it learns of it", () ->
        {
            local.poll((view) -> near.add(Received.ofMessage(view)), 10);
            remote.poll((view) -> far.add(Received.ofMessage(view)), 10);
            return !ERRORS.isEmpty();
        });
        assertEquals(Reason.PUBLISHER_GONE, ((TransferException)ERRORS.remove()).reason());
        assertEquals(0, near.size() + far.size());
    }

    @Test
    void shouldRefuseWhenThereAreNoSlices() throws Exception
    {
        topic = topic.chunk(null);
        open(Sharing.EXCLUSIVE);
        final String message = assertThrows(MessageTooLargeException.class, () -> publisher.claim(LARGE)).getMessage();
        assertTrue(message.contains("chunk options") && message.contains(topic.name()), message);
        assertThrows(MessageTooLargeException.class, () -> publisher.publish(Payload.copyOf(new byte[LARGE])));
        assertAllSlotsComeBack();
    }

    private void open(final Sharing sharing)
    {
        local = closing(skein.addMessageSubscriber(topic, 0));
        remote = closing(skein.addMessageSubscriber(topic, 1));
        publisher = closing(skein.addMessagePublisher(topic, sharing));
        local.awaitConnected(LONG);
        remote.awaitConnected(LONG);
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[1]);
        await("both have the newest", () ->
        {
            if (far.isEmpty())
            {
                publisher.offer(buffer, 0, 1);
            }
            local.poll((view) -> near.add(Received.ofMessage(view)), 10);
            remote.poll((view) -> far.add(Received.ofMessage(view)), 10);
            return !far.isEmpty() && !near.isEmpty() && last(far) == last(near) &&
                publisher.stats().pooled() == last(near) + 1;
        });
        near.clear();
        far.clear();
    }

    private static long last(final List<Received> list)
    {
        return list.get(list.size() - 1).sequence();
    }

    /**
     * It is told before the next message, as there was no room to tell it at once.
     */
    private void assertTimedOut()
    {
        await("it learns of it", () ->
        {
            publisher.offer(new UnsafeBuffer(new byte[1]), 0, 1);
            local.poll((view) -> near.add(Received.ofMessage(view)), 10);
            remote.poll((view) -> far.add(Received.ofMessage(view)), 10);
            return !ERRORS.isEmpty();
        });
        assertEquals(Reason.TIMED_OUT, awaitError(TransferException.class).reason());
    }

    private long commit(final int length, final byte[] note)
    {
        final Claim claim = publisher.newClaim();
        await("a slot", () -> publisher.tryClaim(length, note.length, claim) > 0);
        claim.data().putBytes(0, Contract.bytes(length));
        claim.attachment().putBytes(0, note);
        return claim.commit();
    }

    private void assertSame(final byte[] bytes, final byte[] note, final List<Integer> segments)
    {
        near.clear();
        far.clear();
        await("both have it", () ->
        {
            local.poll((view) -> near.add(Received.ofMessage(view)), 1);
            remote.poll((view) -> far.add(Received.ofMessage(view)), 1);
            return !near.isEmpty() && !far.isEmpty();
        });
        for (final Received message : List.of(near.get(0), far.get(0)))
        {
            assertArrayEquals(bytes, message.bytes());
            assertArrayEquals(note, message.attachment());
            assertEquals(segments, message.segments());
            assertEquals(near.get(0).sequence(), message.sequence());
            assertEquals(near.get(0).publishTimeNs(), message.publishTimeNs());
        }
        assertEquals(0, local.stats().lost() + remote.stats().lost());
    }

    private boolean pollBoth()
    {
        local.poll((view) -> near.add(Received.ofMessage(view)), 10);
        remote.poll((view) -> far.add(Received.ofMessage(view)), 10);
        return true;
    }

    private void assertAllSlotsComeBack()
    {
        await("all slots are free", () ->
        {
            local.poll((view) -> near.add(Received.ofMessage(view)), 10);
            final List<Claim> claims = new ArrayList<>();
            Claim claim = publisher.newClaim();
            while (claims.size() < SLOTS && publisher.tryClaim(1, claim) > 0)
            {
                claims.add(claim);
                claim = publisher.newClaim();
            }
            claims.forEach(Claim::abort);
            return SLOTS == claims.size();
        });
    }

    private static FutureTask<Long> inBackground(final Callable<Long> action)
    {
        final FutureTask<Long> task = new FutureTask<>(action);
        final Thread thread = new Thread(task, "publisher");
        thread.setDaemon(true);
        thread.start();
        return task;
    }

    private static String udp()
    {
        return "aeron:udp?endpoint=127.0.0.1:" + PooledTopicContractIT.freePort() + "|mtu=1408|term-length=64k";
    }
}
