package io.skein.system;

import io.skein.Outcome;
import io.skein.Sharing;
import io.skein.Skein;
import io.skein.driver.EmbeddedDriver;
import io.skein.message.PublisherStats;
import io.skein.tensor.DataType;
import io.skein.tensor.RetainedTensor;
import io.skein.tensor.TensorClaim;
import io.skein.tensor.TensorPublisher;
import io.skein.tensor.TensorSubscriber;
import io.skein.tensor.TensorType;
import io.skein.topic.PoolOptions;
import io.skein.topic.Topic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * What the pool lane is for, with one publisher and its subscribers in one process.
 */
@Timeout(60)
class PoolIT
{
    private static final TensorType FRAME = TensorType.of(DataType.UINT8, 2160, 3840, 3);
    private static final TensorType SMALL = TensorType.of(DataType.UINT8, 300_000);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static EmbeddedDriver driver;
    private static Skein skein;

    @BeforeAll
    static void connect()
    {
        driver = EmbeddedDriver.launch();
        skein = Skein.connect(driver.connection());
    }

    @AfterAll
    static void close()
    {
        skein.close();
        driver.close();
    }

    @Test
    void shouldShowTheSlotItselfWhenAFrameIsLargerThanTheLog()
    {
        final Topic topic = Topic.tensor("pool/frame").pool(PoolOptions.of(2, FRAME.sizeBytes()));
        try (TensorSubscriber subscriber = skein.addTensorSubscriber(topic, 0);
            TensorPublisher publisher = skein.addTensorPublisher(topic, Sharing.EXCLUSIVE))
        {
            publisher.awaitConnected(PATIENCE);
            subscriber.awaitConnected(PATIENCE);
            final int last = (int)FRAME.sizeBytes() - 1;
            for (int i = 0; i < 20; i++)
            {
                final byte value = (byte)i;
                try (TensorClaim claim = publisher.claim(FRAME))
                {
                    assertEquals(0, claim.data().addressOffset() % 64);
                    claim.data().putByte(0, value);
                    claim.data().putByte(last, value);
                    assertTrue(claim.commit() > 0);
                }
                final int sequence = i;
                assertEquals(1, subscriber.poll((view) ->
                {
                    assertEquals(FRAME, view.type());
                    assertEquals(sequence, view.sequence());
                    assertEquals(value, view.byteBuffer().get(0));
                    assertEquals(value, view.buffer().getByte(last));
                    assertTrue(view.byteBuffer().isReadOnly());
                    assertTrue(view.isValid());
                }, 10));
            }
            final PublisherStats stats = publisher.stats();
            assertEquals(20, stats.pooled());
            assertEquals(0, stats.claimed());
            assertEquals(0, subscriber.stats().failed());
        }
    }

    @Test
    void shouldRefuseWithNoSlotUntilARetainedViewIsReleased()
    {
        final Topic topic = Topic.tensor("pool/retain").pool(PoolOptions.of(2, SMALL.sizeBytes()));
        try (TensorSubscriber subscriber = skein.addTensorSubscriber(topic, 0);
            TensorPublisher publisher = skein.addTensorPublisher(topic, Sharing.EXCLUSIVE))
        {
            publisher.awaitConnected(PATIENCE);
            subscriber.awaitConnected(PATIENCE);
            final List<RetainedTensor> retained = new ArrayList<>();
            for (int i = 0; i < 2; i++)
            {
                publish(publisher, SMALL, i);
                assertEquals(1, subscriber.poll((view) -> retained.add(view.retain()), 10));
            }
            final TensorClaim claim = publisher.newClaim();
            assertEquals(Outcome.NO_SLOT, publisher.tryClaim(SMALL, claim));
            assertEquals(0, retained.get(0).buffer().getByte(0));
            assertEquals(1, retained.get(1).buffer().getByte(0));

            retained.get(0).release();
            assertThrows(IllegalStateException.class, retained.get(0)::release);
            assertTrue(publisher.tryClaim(SMALL, claim) > 0);
            claim.data().setMemory(0, claim.data().capacity(), (byte)9);
            claim.commit();
            assertEquals(1, retained.get(1).buffer().getByte(299_999));
            retained.get(1).release();
        }
    }

    @Test
    void shouldForwardWithoutCopyingThroughTwoStages()
    {
        final Topic first = Topic.tensor("pool/stage1").pool(PoolOptions.of(2, SMALL.sizeBytes()));
        final Topic second = Topic.tensor("pool/stage2");
        final Topic third = Topic.tensor("pool/stage3");
        try (TensorSubscriber end = skein.addTensorSubscriber(third, 0);
            TensorPublisher toEnd = skein.addTensorPublisher(third, Sharing.EXCLUSIVE);
            TensorSubscriber middle = skein.addTensorSubscriber(second, 0);
            TensorPublisher toMiddle = skein.addTensorPublisher(second, Sharing.EXCLUSIVE);
            TensorSubscriber start = skein.addTensorSubscriber(first, 0);
            TensorPublisher source = skein.addTensorPublisher(first, Sharing.EXCLUSIVE))
        {
            source.awaitConnected(PATIENCE);
            toMiddle.awaitConnected(PATIENCE);
            toEnd.awaitConnected(PATIENCE);
            start.awaitConnected(PATIENCE);
            middle.awaitConnected(PATIENCE);
            end.awaitConnected(PATIENCE);
            for (int i = 0; i < 100; i++)
            {
                final byte value = (byte)i;
                publish(source, SMALL, i);
                assertEquals(1, start.poll((view) -> assertTrue(toMiddle.forward(view) > 0), 1));
                assertEquals(1, middle.poll((view) -> assertTrue(toEnd.forward(view) > 0), 1));
                assertEquals(1, end.poll((view) -> assertEquals(value, view.buffer().getByte(299_999)), 1));
            }
            assertEquals(0, start.stats().failed() + middle.stats().failed() + end.stats().failed());
            assertEquals(100, toMiddle.stats().forwarded());
            assertEquals(0, toMiddle.stats().bytes());
            assertEquals(100, end.stats().messages());
        }
    }

    @Test
    void shouldTellTheSubscriberWhenAViewIsOverwritten()
    {
        final Topic topic = Topic.tensor("pool/overwrite").pool(
            PoolOptions.of(2, SMALL.sizeBytes()).policy(PoolOptions.Policy.OVERWRITE));
        try (TensorSubscriber subscriber = skein.addTensorSubscriber(topic, 0);
            TensorPublisher publisher = skein.addTensorPublisher(topic, Sharing.EXCLUSIVE))
        {
            publisher.awaitConnected(PATIENCE);
            subscriber.awaitConnected(PATIENCE);
            for (int i = 0; i < 10; i++)
            {
                publish(publisher, SMALL, i);
            }
            final List<Byte> seen = new ArrayList<>();
            while (subscriber.poll((view) -> seen.add(view.buffer().getByte(0)), 10) > 0)
            {
                continue;
            }
            assertEquals(List.of((byte)8, (byte)9), seen);
            assertEquals(8, subscriber.stats().lapped());
            assertEquals(8, publisher.stats().overwritten());

            publish(publisher, SMALL, 10);
            subscriber.poll((view) ->
            {
                assertTrue(view.isValid());
                publish(publisher, SMALL, 11);
                publish(publisher, SMALL, 12);
                assertFalse(view.isValid());
                assertEquals(Outcome.LAPPED, publisher.forward(view));
            }, 1);
            assertEquals(0, subscriber.stats().failed());
        }
    }

    @Test
    void shouldDeliverOnlyTheNewestWhenAskedForTheLatest()
    {
        final Topic topic = Topic.tensor("pool/latest").pool(PoolOptions.of(8, SMALL.sizeBytes()));
        try (TensorSubscriber subscriber = skein.addTensorSubscriber(topic, 0);
            TensorPublisher publisher = skein.addTensorPublisher(topic, Sharing.EXCLUSIVE))
        {
            publisher.awaitConnected(PATIENCE);
            subscriber.awaitConnected(PATIENCE);
            final List<Byte> seen = new ArrayList<>();
            for (int i = 0; i < 7; i++)
            {
                publish(publisher, SMALL, i);
            }
            assertEquals(1, subscriber.pollLatest((view) -> seen.add(view.buffer().getByte(0))));
            publish(publisher, SMALL, 7);
            assertEquals(1, subscriber.pollLatest((view) -> seen.add(view.buffer().getByte(0))));
            assertEquals(0, subscriber.pollLatest((view) -> seen.add(view.buffer().getByte(0))));
            assertEquals(List.of((byte)6, (byte)7), seen);
            assertEquals(6, subscriber.stats().skipped());
            assertEquals(0, subscriber.stats().lost());
        }
    }

    @Test
    void shouldChangeInPlaceOnlyWhenNobodyElseCanSee()
    {
        final Topic first = Topic.tensor("pool/change1").pool(PoolOptions.of(2, SMALL.sizeBytes()));
        final Topic second = Topic.tensor("pool/change2");
        try (TensorSubscriber end = skein.addTensorSubscriber(second, 0);
            TensorPublisher toEnd = skein.addTensorPublisher(second, Sharing.EXCLUSIVE);
            TensorSubscriber start = skein.addTensorSubscriber(first, 0);
            TensorSubscriber witness = skein.addTensorSubscriber(first, 0);
            TensorPublisher source = skein.addTensorPublisher(first, Sharing.EXCLUSIVE))
        {
            source.awaitConnected(PATIENCE);
            toEnd.awaitConnected(PATIENCE);
            start.awaitConnected(PATIENCE);
            witness.awaitConnected(PATIENCE);
            end.awaitConnected(PATIENCE);
            final TensorClaim claim = toEnd.newClaim();
            final RetainedTensor mine = start.newRetained();
            final RetainedTensor other = witness.newRetained();
            for (int i = 0; i < 50; i++)
            {
                final byte value = (byte)i;
                publish(source, SMALL, i);
                assertEquals(1, start.poll((view) ->
                {
                    assertTrue(view.retain(mine) > 0);
                    assertEquals(Outcome.NOT_SOLE, toEnd.tryTakeOver(mine, claim));
                }, 1));
                assertEquals(Outcome.NOT_SOLE, toEnd.tryTakeOver(mine, claim), "the witness has yet to read");
                assertEquals(1, witness.poll((view) -> view.retain(other), 1));
                assertEquals(Outcome.NOT_SOLE, toEnd.tryTakeOver(mine, claim), "the witness retains it");
                other.release();

                assertTrue(toEnd.tryTakeOver(mine, claim) > 0);
                assertFalse(mine.isHeld());
                assertEquals(value, claim.data().getByte(299_999));
                claim.data().putByte(0, (byte)(value + 1));
                assertTrue(claim.commit() > 0);
                assertEquals(1, end.poll((view) ->
                {
                    assertEquals(value + 1, view.buffer().getByte(0));
                    assertEquals(value, view.buffer().getByte(299_999));
                    assertTrue(view.isValid());
                }, 1));
            }
            publish(source, SMALL, 1);
            start.poll((view) -> view.retain(mine), 1);
            witness.poll((view) -> assertTrue(view.isValid()), 1);
            assertTrue(toEnd.tryTakeOver(mine, claim) > 0);
            claim.abort();
            for (int i = 0; i < 4; i++)
            {
                publish(source, SMALL, i);
                start.poll((view) -> assertTrue(view.isValid()), 1);
                witness.poll((view) -> assertTrue(view.isValid()), 1);
            }
            assertEquals(0, start.stats().failed() + witness.stats().failed() + end.stats().failed());
            assertEquals(0, start.stats().lapped() + witness.stats().lapped() + end.stats().lapped());
        }
    }

    private static void publish(final TensorPublisher publisher, final TensorType type, final int value)
    {
        try (TensorClaim claim = publisher.claim(type))
        {
            claim.data().setMemory(0, claim.data().capacity(), (byte)value);
            assertTrue(claim.commit() > 0);
        }
    }
}
