package io.skein.system;

import io.aeron.Aeron;
import io.aeron.ExclusivePublication;
import io.skein.ConfigurationException;
import io.skein.Outcome;
import io.skein.Sharing;
import io.skein.Skein;
import io.skein.WaitTimeoutException;
import io.skein.driver.EmbeddedDriver;
import io.skein.stream.ByteStreamReader;
import io.skein.stream.ByteStreamWriter;
import io.skein.stream.StreamException;
import io.skein.stream.StreamException.Reason;
import io.skein.stream.StreamOptions;
import io.skein.tensor.DataType;
import io.skein.tensor.TensorPublisher;
import io.skein.tensor.TensorType;
import io.skein.topic.Topic;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Errors of those who use byte streams, and frames of those who should not.
 */
class StreamMisuseIT
{
    private static final Duration LONG = Duration.ofSeconds(60);

    private final Events events = new Events();
    private final EmbeddedDriver driver = EmbeddedDriver.launch();
    private final Skein skein = Skein.connect(driver.connection(), events.options());
    private final Topic topic = Topic.byteStream("misused");

    @AfterEach
    void close()
    {
        skein.close();
        driver.close();
        assertTrue(events.errors().isEmpty(), events::toString);
    }

    private ByteStreamWriter writer(final Topic ofWriter)
    {
        return skein.addByteStreamWriter(ofWriter, Sharing.EXCLUSIVE, StreamOptions.of(1_000));
    }

    private static void assertFails(final Reason reason, final ByteStreamReader reader, final String... words)
    {
        final StreamException ex = assertThrows(StreamException.class, () -> reader.receive(LONG));
        assertEquals(reason, ex.reason(), ex.getMessage());
        for (final String word : words)
        {
            assertTrue(ex.getMessage().contains(word), ex.getMessage());
        }
    }

    @Test
    void shouldRefuseATopicOfAnotherKind()
    {
        final Topic tensor = Topic.tensor("camera");
        for (final ConfigurationException ex : new ConfigurationException[]{
            assertThrows(ConfigurationException.class, () -> skein.addByteStreamReader(tensor)),
            assertThrows(ConfigurationException.class, () -> writer(tensor)),
            assertThrows(ConfigurationException.class, () -> skein.addTensorSubscriber(topic, 0))})
        {
            assertTrue(ex.getMessage().contains("tensor") && ex.getMessage().contains("stream"),
                ex.getMessage());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MIN_VALUE, Long.MAX_VALUE, (256L << 20) + 1})
    void shouldRefuseLimitsOutOfRange(final long limit)
    {
        final ConfigurationException ex =
            assertThrows(ConfigurationException.class, () -> StreamOptions.of(limit));
        assertTrue(ex.getMessage().contains("maxBufferedBytes is " + limit), ex.getMessage());
    }

    @Test
    void shouldRefuseALogThatIsTooShort()
    {
        final Topic small = topic.channel("aeron:ipc?term-length=64k|mtu=1408");
        final ConfigurationException ex = assertThrows(ConfigurationException.class,
            () -> skein.addByteStreamWriter(small, Sharing.EXCLUSIVE, StreamOptions.of(65_536)));
        assertTrue(ex.getMessage().contains("65536") && ex.getMessage().contains("64k") &&
            ex.getMessage().contains("misused"), ex.getMessage());
        assertNotNull(skein.addByteStreamWriter(small, Sharing.EXCLUSIVE, StreamOptions.of(16_384)));
    }

    @Test
    void shouldSayThatNobodyReads()
    {
        final ByteStreamWriter writer = writer(topic);
        assertEquals(Outcome.NOT_CONNECTED, writer.send(ByteBuffer.allocate(1)));
        final WaitTimeoutException ex = assertThrows(WaitTimeoutException.class,
            () -> writer.send(ByteBuffer.allocate(1), Duration.ofMillis(-5)));
        assertTrue(ex.getMessage().contains("NOT_CONNECTED") && ex.getMessage().contains("misused"),
            ex.getMessage());
        assertThrows(IllegalArgumentException.class, () -> writer.transferFrom(null, -1, 1));
        assertThrows(NullPointerException.class, () -> writer.send((ByteBuffer)null));
    }

    @Test
    void shouldTellASecondReaderAndLetTheFirstGoOn()
    {
        final ByteStreamReader first = skein.addByteStreamReader(topic);
        final ByteStreamWriter writer = writer(topic);
        writer.send(ByteBuffer.allocate(10), LONG);
        final ByteStreamReader second = skein.addByteStreamReader(topic);
        second.awaitConnected(LONG);
        for (int i = 0; i < 10_000; i++)
        {
            writer.send(ByteBuffer.allocate(10), LONG);
            assertEquals(10, first.receive(LONG).data().remaining());
            if (i < 5)
            {
                assertFails(Reason.OTHER_READER, second, "misused");
            }
        }
    }

    @Test
    void shouldFindOutTwoTopicsOnOneStream()
    {
        final ByteStreamReader reader = skein.addByteStreamReader(topic.stream(77));
        final ByteStreamWriter writer = writer(Topic.byteStream("other").stream(77));
        final StreamException ex =
            assertThrows(StreamException.class, () -> writer.send(ByteBuffer.allocate(1), LONG));
        assertEquals(Reason.FOREIGN, ex.reason());
        assertTrue(ex.getMessage().contains("misused") && ex.getMessage().contains("other") &&
            ex.getMessage().contains("77"), ex.getMessage());
        reader.close();
    }

    @Test
    void shouldFailWhenATensorComesOnTheStream()
    {
        final ByteStreamReader reader = skein.addByteStreamReader(topic.stream(78));
        final TensorPublisher publisher = skein.addTensorPublisher(Topic.tensor("t").stream(78), Sharing.EXCLUSIVE);
        publisher.awaitConnected(LONG);
        publisher.offer(TensorType.of(DataType.UINT8, 8), new UnsafeBuffer(new byte[8]), 0, 8);
        assertFails(Reason.FOREIGN, reader, "misused", "template 8", "stream id");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 8, 24, 31, 32, 100})
    void shouldFailWithoutReadingOutsideWhenFramesAreRandom(final int length)
    {
        final Random random = new Random(length);
        final byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        final ByteStreamReader reader = skein.addByteStreamReader(topic);
        try (Aeron aeron = Aeron.connect(new Aeron.Context().aeronDirectoryName(driver.aeronDirectory().toString()));
            ExclusivePublication publication = aeron.addExclusivePublication("aeron:ipc", topic.streamId()))
        {
            Await.until("accepted", () -> publication.offer(new UnsafeBuffer(bytes)) > 0);
            assertFails(Reason.FOREIGN, reader, "misused", length + " bytes");
        }
    }
}
