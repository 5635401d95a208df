package io.skein.system;

import io.skein.Outcome;
import io.skein.Sharing;
import io.skein.Skein;
import io.skein.driver.EmbeddedDriver;
import io.skein.message.MessagePublisher;
import io.skein.message.MessageSubscriber;
import io.skein.payload.Payload;
import io.skein.topic.ChunkOptions;
import io.skein.topic.ChunkOptions.Checksum;
import io.skein.topic.Topic;
import io.skein.transfer.ArrivedRange;
import io.skein.transfer.IncomingTransfer;
import io.skein.transfer.Transfer;
import io.skein.transfer.TransferException;
import io.skein.transfer.TransferException.Reason;
import io.skein.transfer.TransferTarget;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Subscribers answer: refusals come back, and contents go on where they stopped.
 */
@Timeout(60)
class FeedbackIT
{
    private static final int LENGTH = 3_000_017;
    private static final int SOME = 300_000;
    private static final long CONTENT = 99;
    private static final int POLL_LIMIT = 10;

    private final Events events = new Events();
    private final EmbeddedDriver driver = EmbeddedDriver.launch();
    private final Skein skein = Skein.connect(driver.connection(), events.options());
    private final UnsafeBuffer bytes = new UnsafeBuffer(ByteBuffer.allocateDirect(LENGTH));
    private final List<MessageSubscriber> subscribers = new ArrayList<>();
    private MessagePublisher publisher;

    FeedbackIT()
    {
        Pattern.fill(bytes, LENGTH, 1);
    }

    @AfterEach
    void close()
    {
        skein.close();
        driver.close();
    }

    private Topic topic(final String medium)
    {
        return Topic.message("answered").channel("ipc".equals(medium) ? "aeron:ipc?term-length=1m" :
            udp() + "|term-length=1m|mtu=8192").chunk(
            ChunkOptions.DEFAULT.withFeedback(true).withChecksum(Checksum.CRC32C));
    }

    /**
     * @return a topic whose transfers take ten seconds: the way back may be open a moment later than the way there.
     */
    private Topic slow(final String medium)
    {
        final Topic topic = topic(medium);
        return topic.chunk(topic.chunk().withMaxRate(LENGTH / 10, 0));
    }

    /**
     * @return a channel with a port behind it that was free as well.
     */
    static String udp()
    {
        for (;;)
        {
            final String channel = Channels.udp();
            final int port = Integer.parseInt(channel.substring(channel.lastIndexOf(':') + 1));
            try (DatagramSocket next = new DatagramSocket(port + 1, InetAddress.getLoopbackAddress()))
            {
                return next.isBound() ? channel : null;
            }
            catch (final IOException taken)
            {
                // Another one, then.
            }
        }
    }

    private MessageSubscriber subscribe(final Topic topic)
    {
        final MessageSubscriber subscriber = skein.addMessageSubscriber(topic, 0);
        subscribers.add(subscriber);
        return subscriber;
    }

    private Transfer publish(final Topic topic, final long contentId)
    {
        publisher = skein.addMessagePublisher(topic, Sharing.EXCLUSIVE);
        publisher.awaitConnected(Duration.ofSeconds(30));
        final Payload payload = Payload.borrow(bytes, 0, LENGTH, bytes);
        return 0 == contentId ? publisher.transfer(payload) : publisher.transfer(payload, null, contentId);
    }

    private void run(final Transfer transfer)
    {
        Await.until(() -> Outcome.name(transfer.outcome()) + ", " + transfer.sentBytes() + " sent, " + events, () ->
        {
            transfer.advance();
            poll();
            return transfer.isDone();
        });
    }

    private void poll()
    {
        subscribers.forEach((subscriber) -> subscriber.poll((view) -> {}, POLL_LIMIT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ipc", "udp"})
    void shouldLearnThatNobodyTakesItWhenItIsRefused(final String medium)
    {
        final Topic topic = slow(medium);
        subscribe(topic).receiveInto((incoming) -> null);
        final Transfer transfer = publish(topic, 0);
        run(transfer);
        assertEquals(Outcome.REFUSED, transfer.outcome());
        assertEquals(Reason.REFUSED, transfer.refusal().reason());
        assertTrue(
            transfer.refusal().getMessage().contains("did not want its " + LENGTH), transfer.refusal()::toString);
        assertEquals(Outcome.REFUSED, transfer.advance());
    }

    @Test
    void shouldLearnThatNobodyTakesItWhenItIsTooLargeThere()
    {
        final Topic topic = slow("ipc");
        subscribe(topic.chunk(topic.chunk().withMaxTransfer(LENGTH - 1)));
        final Transfer transfer = publish(topic, 0);
        run(transfer);
        assertEquals(Reason.TOO_LARGE, transfer.refusal().reason());
        final Thread poller = new Thread(() ->
        {
            while (!publisher.isClosed())
            {
                poll();
            }
        });
        poller.start();
        final TransferException ex = assertThrows(TransferException.class,
            () -> publisher.offer(Payload.borrow(bytes, 0, LENGTH, bytes), Duration.ofSeconds(30)));
        publisher.close();
        Await.ended(poller);
        assertEquals(Reason.TOO_LARGE, ex.reason());
    }

    @Test
    void shouldLearnThatItWasCancelledHalfWay()
    {
        final Topic topic = slow("ipc");
        subscribe(topic).receiveInto((incoming) -> new Memory(incoming, 0)
        {
            @Override
            public void write(final long offset, final DirectBuffer source, final int index, final int length)
            {
                if (offset > SOME)
                {
                    throw new IllegalStateException("the disk is full");
                }
            }
        });
        final Transfer transfer = publish(topic, 0);
        run(transfer);
        assertEquals(Reason.TARGET, transfer.refusal().reason());
        assertTrue(transfer.sentBytes() > SOME);
        assertTrue(transfer.refusal().getMessage().contains("the disk is full"), transfer.refusal()::toString);
    }

    @Test
    void shouldGoOnForTheOthersWhenOneRefuses()
    {
        final Topic topic = topic("ipc");
        subscribe(topic).receiveInto((incoming) -> null);
        subscribe(topic);
        final Transfer transfer = publish(topic, 0);
        run(transfer);
        assertTrue(transfer.outcome() > 0, () -> Outcome.name(transfer.outcome()));
        assertNull(transfer.refusal());
        Await.until("it arrives", () ->
        {
            poll();
            return 1 == subscribers.get(1).stats().transfers().completed();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"ipc", "udp"})
    void shouldSendOnlyTheRestWhenASubscriberHasSomeOfIt(final String medium)
    {
        final Topic topic = topic(medium);
        final Memory[] memory = new Memory[1];
        subscribe(topic).receiveInto((incoming) -> memory[0] = new Memory(incoming, 2_000_000));
        final Transfer transfer = publish(topic, CONTENT);
        run(transfer);
        assertTrue(transfer.outcome() > 0, () -> Outcome.name(transfer.outcome()) + transfer.refusal());
        assertEquals(2_000_000, transfer.skippedBytes());
        assertEquals(LENGTH - 2_000_000, memory[0].written);
        assertTrue(memory[0].isComplete, "confirmed means complete");
        assertEquals(bytes, memory[0].memory);
        assertEquals(List.of(), events.errors());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ipc", "udp"})
    void shouldGoOnWhenASubscriberLeavesHalfWayAndComesBack(final String medium)
    {
        final Topic topic = topic(medium);
        final MessageSubscriber first = subscribe(topic);
        final Memory[] memory = new Memory[1];
        first.receiveInto((incoming) -> memory[0] = new Memory(incoming, 0));
        final Transfer transfer = publish(topic, CONTENT);
        Await.until("half of it is there", () ->
        {
            transfer.advance();
            poll();
            return null != memory[0] && memory[0].written > LENGTH / 2;
        });
        final long there = memory[0].written;
        subscribers.clear();
        // The new one is there first: the publisher never sees that nobody is.
        subscribe(topic).receiveInto((incoming) -> memory[0] = new Memory(incoming, (int)there));
        first.close();
        run(transfer);
        assertTrue(transfer.outcome() > 0, () -> Outcome.name(transfer.outcome()) + transfer.refusal());
        assertEquals(there, transfer.skippedBytes());
        assertEquals(LENGTH - there, memory[0].written);
        assertTrue(memory[0].isComplete);
        assertEquals(bytes, memory[0].memory);
    }

    /**
     * Nobody leaves: what makes the publisher begin again is what the one says who missed the begin.
     */
    @ParameterizedTest
    @ValueSource(strings = {"ipc", "udp"})
    void shouldBeginAgainForASubscriberThatComesHalfWay(final String medium)
    {
        final Topic fast = topic(medium);
        final Topic topic = fast.chunk(fast.chunk().withMaxRate(LENGTH, 0));
        final Memory[] memory = new Memory[2];
        subscribe(topic).receiveInto((incoming) -> memory[0] = new Memory(incoming, 0));
        final Transfer transfer = publish(topic, CONTENT);
        Await.until("some of it is there", () ->
        {
            transfer.advance();
            poll();
            return null != memory[0] && memory[0].written > SOME;
        });
        final MessageSubscriber late = subscribe(topic);
        late.receiveInto((incoming) -> memory[1] = new Memory(incoming, 0));
        late.awaitConnected(Duration.ofSeconds(30));
        run(transfer);
        assertTrue(transfer.outcome() > 0, () -> Outcome.name(transfer.outcome()) + transfer.refusal());
        for (final Memory one : memory)
        {
            assertTrue(null != one && one.isComplete, "both have it");
            assertEquals(bytes, one.memory);
            assertEquals(LENGTH, one.written);
        }
        assertEquals(0, late.stats().lost());
    }

    @Test
    void shouldSayThatItIsSomethingElseWhenWhatIsThereIsNotTheSame()
    {
        final Topic topic = topic("ipc");
        subscribe(topic).receiveInto((incoming) -> new Memory(incoming, 2_000_000)
        {
            @Override
            public List<ArrivedRange> resume(final IncomingTransfer transfer)
            {
                return List.of(new ArrivedRange(0, 2_000_000, 1));
            }
        });
        final Transfer transfer = publish(topic, CONTENT);
        run(transfer);
        assertEquals(Reason.CHECKSUM, transfer.refusal().reason());
    }

    @Test
    void shouldDeliverOnceWhenSeveralTakeIt()
    {
        final Topic topic = topic("ipc");
        final Memory[] memory = new Memory[2];
        subscribe(topic).receiveInto((incoming) -> memory[0] = new Memory(incoming, 2_000_000));
        subscribe(topic).receiveInto((incoming) -> memory[1] = new Memory(incoming, 1_000_000));
        final Transfer transfer = publish(topic, CONTENT);
        run(transfer);
        assertEquals(1_000_000, transfer.skippedBytes());
        assertTrue(memory[0].isComplete && memory[1].isComplete);
        assertEquals(LENGTH - 2_000_000, memory[0].written);
        assertEquals(LENGTH - 1_000_000, memory[1].written);
        assertEquals(1, publisher.stats().chunked());
    }

    /**
     * Holds some of the payload from the beginning on.
     */
    private class Memory implements TransferTarget
    {
        private final UnsafeBuffer memory = new UnsafeBuffer(ByteBuffer.allocateDirect(LENGTH));
        private final int there;
        private long written;
        private boolean isComplete;

        Memory(final IncomingTransfer incoming, final int there)
        {
            this.there = there;
            memory.putBytes(0, bytes, 0, there);
            assertEquals(LENGTH, incoming.length());
        }

        @Override
        public List<ArrivedRange> resume(final IncomingTransfer transfer)
        {
            final CRC32C crc = new CRC32C();
            final byte[] known = new byte[there];
            bytes.getBytes(0, known);
            crc.update(known);
            return 0 == there ? List.of() : List.of(new ArrivedRange(0, there, (int)crc.getValue()));
        }

        @Override
        public void write(final long offset, final DirectBuffer source, final int index, final int length)
        {
            memory.putBytes((int)offset, source, index, length);
            written += length;
        }

        @Override
        public void completed(final IncomingTransfer transfer, final long sequence)
        {
            isComplete = true;
        }
    }
}
