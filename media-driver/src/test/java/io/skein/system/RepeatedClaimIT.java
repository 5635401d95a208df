package io.skein.system;

import io.skein.Outcome;
import io.skein.Sharing;
import io.skein.Skein;
import io.skein.driver.EmbeddedDriver;
import io.skein.tensor.DataType;
import io.skein.tensor.TensorClaim;
import io.skein.tensor.TensorPublisher;
import io.skein.tensor.TensorSubscriber;
import io.skein.tensor.TensorType;
import io.skein.tensor.TensorView;
import io.skein.topic.BackPressure;
import io.skein.topic.Topic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * A claim that was just used for the same type of tensor is opened again without asking everything again. What comes
 * between must not be mistaken for the same.
 */
@Timeout(60)
class RepeatedClaimIT
{
    /**
     * Some of the same length, and one that is in every other place in its line.
     */
    private static final TensorType[] TYPES = {
        TensorType.of(DataType.UINT8, 64), TensorType.of(DataType.INT8, 64), TensorType.of(DataType.FLOAT32, 16),
        TensorType.of(DataType.FLOAT32, 4, 4), TensorType.of(DataType.UINT8, 96), TensorType.of(DataType.UINT8, 0)};
    private static final int STEPS = 20_000;
    private static final int ATTACHMENT = 5;

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private final Deque<Sent> sent = new ArrayDeque<>();
    private final TensorClaim[] claims = new TensorClaim[2];
    private TensorType type = TYPES[0];
    private boolean hasTime;

    @ParameterizedTest
    @CsvSource({"aeron:ipc?term-length=64k|mtu=8k, false", "aeron:ipc?term-length=64k|mtu=8k, true", "udp, false"})
    void shouldArriveAsClaimedWhenTypesAttachmentsAndAbortsMix(final String channel, final boolean isTimed)
    {
        hasTime = isTimed;
        final Topic topic = Topic.tensor("repeated/claims").publishTime(isTimed)
            .channel("udp".equals(channel) ? Channels.udp() + "|term-length=64k|mtu=8k" : channel);
        try (EmbeddedDriver driver = EmbeddedDriver.launch();
            Skein skein = Skein.connect(driver.connection());
            TensorSubscriber subscriber = skein.addTensorSubscriber(topic, 0);
            TensorPublisher publisher = skein.addTensorPublisher(topic, Sharing.EXCLUSIVE))
        {
            publisher.awaitConnected(Duration.ofSeconds(10));
            claims[0] = publisher.newClaim();
            claims[1] = publisher.newClaim();
            for (int step = 0; step < STEPS; step++)
            {
                final int number = step;
                Await.until(() -> "step " + number + " is accepted, seed " + seed, () ->
                {
                    final boolean isSent = send(publisher, number);
                    subscriber.poll(this::compare, 10);
                    return isSent;
                });
            }
            Await.until(() -> "all arrive, seed " + seed, () ->
            {
                subscriber.poll(this::compare, 10);
                return sent.isEmpty();
            });
            // What compare throws goes to the error handler, and is counted.
            assertEquals(0, subscriber.stats().failed(), () -> "seed " + seed);
            assertEquals(0, subscriber.stats().lost());
        }
    }

    private boolean send(final TensorPublisher publisher, final int number)
    {
        if (0 == random.nextInt(10))
        {
            type = TYPES[random.nextInt(TYPES.length)];
        }
        final TensorClaim claim = claims[0 == random.nextInt(10) ? 1 : 0];
        final boolean isAttached = 0 == random.nextInt(20);
        if ((isAttached ? publisher.tryClaim(type, ATTACHMENT, claim) : publisher.tryClaim(type, claim)) <= 0)
        {
            return false;
        }
        assertEquals(type, claim.type());
        assertEquals(type.sizeBytes(), claim.data().capacity());
        final Sent next = new Sent(type, number, isAttached ? ATTACHMENT : 0);
        claim.data().setMemory(0, claim.data().capacity(), next.value());
        claim.attachment().setMemory(0, claim.attachment().capacity(), next.value());
        if (0 == random.nextInt(20))
        {
            claim.abort();
            return false;
        }
        assertTrue(claim.commit() > 0);
        sent.add(next);
        return true;
    }

    private void compare(final TensorView view)
    {
        final Sent expected = sent.remove();
        assertEquals(expected.type, view.type(), () -> expected + ", seed " + seed);
        assertEquals(expected.type.sizeBytes(), view.length());
        assertEquals(0, view.buffer().addressOffset() % 64, () -> expected + ", seed " + seed);
        assertEquals(hasTime, view.publishTimeNs() > 0);
        for (int i = 0; i < view.length(); i++)
        {
            assertEquals(expected.value(), view.buffer().getByte(i), () -> expected + ", seed " + seed);
        }
        assertEquals(expected.attachmentLength, view.attachment().capacity());
        for (int i = 0; i < expected.attachmentLength; i++)
        {
            assertEquals(expected.value(), view.attachment().getByte(i));
        }
    }

    @Test
    void shouldRefuseWhenTheClaimIsOpenOrAnothers()
    {
        final Topic topic = Topic.tensor("repeated/misused");
        try (EmbeddedDriver driver = EmbeddedDriver.launch();
            Skein skein = Skein.connect(driver.connection());
            TensorSubscriber subscriber = skein.addTensorSubscriber(topic, 0);
            TensorPublisher publisher = skein.addTensorPublisher(topic, Sharing.EXCLUSIVE);
            TensorPublisher other = skein.addTensorPublisher(topic, Sharing.EXCLUSIVE))
        {
            publisher.awaitConnected(Duration.ofSeconds(10));
            other.awaitConnected(Duration.ofSeconds(10));
            final TensorClaim claim = publisher.newClaim();
            final TensorClaim othersClaim = other.newClaim();
            for (int i = 0; i < 2; i++)
            {
                assertTrue(publisher.tryClaim(type, claim) > 0);
                assertThrows(IllegalStateException.class, () -> publisher.tryClaim(type, claim));
                claim.commit();
                assertTrue(other.tryClaim(type, othersClaim) > 0);
                othersClaim.commit();
                assertThrows(IllegalStateException.class, () -> other.tryClaim(type, claim));
                assertThrows(IllegalStateException.class, claim::data);
            }
            Await.until("all arrive", () ->
            {
                subscriber.poll((view) -> { }, 10);
                return 4 == subscriber.stats().messages();
            });
        }
    }

    /**
     * The driver closes one gap in the log of a publisher that died.
     */
    @Test
    void shouldClaimBehindWhatWasClaimedAheadWhenAnotherClaimIsOpen()
    {
        final Topic topic = Topic.tensor("repeated/two");
        try (EmbeddedDriver driver = EmbeddedDriver.launch();
            Skein skein = Skein.connect(driver.connection());
            TensorSubscriber subscriber = skein.addTensorSubscriber(topic, 0);
            TensorPublisher publisher = skein.addTensorPublisher(topic, Sharing.EXCLUSIVE))
        {
            publisher.awaitConnected(Duration.ofSeconds(10));
            final TensorClaim first = publisher.newClaim();
            final TensorClaim second = publisher.newClaim();
            assertTrue(publisher.tryClaim(type, second) > 0);
            second.commit();
            long before = 0;
            long position = 0;
            for (int i = 0; i < 100; i++)
            {
                before = position;
                position = publisher.tryClaim(type, first);
                first.commit();
            }
            final long length = position - before;
            position = publisher.tryClaim(type, first);
            assertTrue(publisher.tryClaim(type, second) > position + length);
            second.commit();
            first.commit();
            Await.until("all arrive", () ->
            {
                subscriber.poll((view) -> { }, 10);
                return 103 == subscriber.stats().messages();
            });
        }
    }

    @Test
    void shouldGoOnWhenRefusedAndDropped() throws InterruptedException
    {
        final Topic topic = Topic.tensor("repeated/dropped").channel("aeron:ipc?term-length=64k|mtu=8k")
            .backPressure(BackPressure.drop());
        try (EmbeddedDriver driver = EmbeddedDriver.launch();
            Skein skein = Skein.connect(driver.connection());
            TensorSubscriber subscriber = skein.addTensorSubscriber(topic, 0);
            TensorPublisher publisher = skein.addTensorPublisher(topic, Sharing.EXCLUSIVE))
        {
            publisher.awaitConnected(Duration.ofSeconds(10));
            Await.until("the log is full", () -> Outcome.DROPPED == publisher.claim(type).commit());
            assertEquals(Outcome.DROPPED, publisher.claim(TYPES[1]).commit());
            Await.until("there is room", () ->
            {
                subscriber.poll((view) -> { }, 10);
                final TensorClaim claim = publisher.claim(type);
                assertEquals(type, claim.type());
                return claim.commit() > 0;
            });
            final AtomicLong outcome = new AtomicLong();
            final Thread thread = new Thread(() -> outcome.set(publisher.claim(type).commit()));
            thread.start();
            thread.join();
            assertTrue(outcome.get() > 0);
        }
    }

    private record Sent(TensorType type, int number, int attachmentLength)
    {
        byte value()
        {
            return (byte)(number * 31 + 1);
        }
    }
}
