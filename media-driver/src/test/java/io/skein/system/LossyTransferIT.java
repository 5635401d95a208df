package io.skein.system;

import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import io.aeron.driver.ext.DebugReceiveChannelEndpoint;
import io.aeron.driver.ext.DebugSendChannelEndpoint;
import io.aeron.driver.ext.LossGenerator;
import io.skein.Connection;
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
import io.skein.transfer.Transfer;
import io.skein.transfer.TransferCounts;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Networks that lose what they are given: whatever a driver sends or receives, there and back.
 */
@Timeout(60)
class LossyTransferIT
{
    private static final int LENGTH = 1_000_003;
    private static final int COUNT = 2;
    private static final long MEMORY = 4 << 20;
    private static final int POLL_LIMIT = 64;
    private static final ChunkOptions OPTIONS =
        ChunkOptions.DEFAULT.withFeedback(true).withChecksum(Checksum.CRC32C).withMemory(MEMORY);

    private final Events events = new Events();
    private final UnsafeBuffer bytes = new UnsafeBuffer(ByteBuffer.allocateDirect(LENGTH));
    private final List<Loss> losses = new ArrayList<>();
    private int received;

    /**
     * Loses some of what it sees, by a seed of its own.
     */
    private static final class Loss implements LossGenerator
    {
        private final double rate;
        private final SplittableRandom random;
        private volatile int lost;

        private Loss(final double rate, final long seed)
        {
            this.rate = rate;
            random = new SplittableRandom(seed);
        }

        @Override
        public synchronized boolean shouldDropFrame(
            final InetSocketAddress address, final UnsafeBuffer buffer, final int length)
        {
            final boolean isLost = random.nextDouble() < rate;
            lost += isLost ? 1 : 0;
            return isLost;
        }
    }

    private Loss loss(final double rate)
    {
        losses.add(new Loss(rate, losses.size()));
        return losses.get(losses.size() - 1);
    }

    private MediaDriver lossyDriver(final Path directory, final double rate)
    {
        final Loss dataIn = loss(rate);
        final Loss controlOut = loss(rate);
        final Loss dataOut = loss(rate);
        final Loss controlIn = loss(rate);
        return MediaDriver.launch(new MediaDriver.Context()
            .aeronDirectoryName(directory.toString())
            .threadingMode(ThreadingMode.SHARED)
            .receiveChannelEndpointSupplier((channel, dispatcher, status, context) ->
                new DebugReceiveChannelEndpoint(channel, dispatcher, status, context, dataIn, controlOut))
            .sendChannelEndpointSupplier((channel, status, context) ->
                new DebugSendChannelEndpoint(channel, status, context, dataOut, controlIn)));
    }

    @ParameterizedTest
    @CsvSource({"0.01, 0", "0.05, 0", "0.25, 0", "0.01, 7", "0.05, 7", "0.25, 7"})
    void shouldBringEveryByteWhenTheNetworkLosesSome(final double rate, final long contentId) throws IOException
    {
        Pattern.fill(bytes, LENGTH, contentId);
        final Path directory = Directories.create("lossy");
        final Topic topic =
            Topic.message("lossy").channel(FeedbackIT.udp() + "|term-length=1m").chunk(OPTIONS);
        try (MediaDriver far = lossyDriver(directory, rate);
            EmbeddedDriver near = EmbeddedDriver.launch();
            Skein there = Skein.connect(Connection.to(directory), events.options());
            Skein here = Skein.connect(near.connection(), events.options());
            MessageSubscriber subscriber = there.addMessageSubscriber(topic, 0);
            MessagePublisher publisher = here.addMessagePublisher(topic, Sharing.EXCLUSIVE))
        {
            publisher.awaitConnected(Duration.ofSeconds(30));
            for (int i = 0; i < COUNT; i++)
            {
                final Payload payload = Payload.borrow(bytes, 0, LENGTH, bytes);
                run(0 == contentId ? publisher.transfer(payload) :
                    publisher.transfer(payload, null, contentId + i), subscriber);
            }
            Await.until(() -> received + " have come, " + subscriber.stats(), () ->
            {
                poll(subscriber);
                return COUNT == received;
            });
            final TransferCounts counts = subscriber.stats().transfers();
            assertEquals(0, counts.failed() + counts.refused() + counts.open(), counts::toString);
            assertTrue(counts.memory() <= MEMORY, counts::toString);
            assertTrue(losses.get(0).lost > 0, "data was lost");
            assertEquals(List.of(), events.errors());
            assertEquals(directory.toString(), far.aeronDirectoryName());
        }
        finally
        {
            Directories.delete(directory);
        }
    }

    private void run(final Transfer transfer, final MessageSubscriber subscriber)
    {
        Await.until(() -> Outcome.name(transfer.outcome()) + ", " + transfer.sentBytes() + " sent, " +
            subscriber.stats() + events, () ->
            {
                transfer.advance();
                poll(subscriber);
                return transfer.isDone();
            });
        assertTrue(transfer.outcome() > 0, () -> Outcome.name(transfer.outcome()) + ' ' + transfer.refusal());
    }

    private void poll(final MessageSubscriber subscriber)
    {
        subscriber.poll((view) ->
        {
            received++;
            assertEquals(LENGTH, view.length());
            assertTrue(Pattern.isWhole(view.buffer(), LENGTH), "every byte is right");
        }, POLL_LIMIT);
    }
}
