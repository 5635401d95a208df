package io.skein.perf.bench;

import io.skein.Sharing;
import io.skein.Skein;
import io.skein.driver.EmbeddedDriver;
import io.skein.perf.bench.end.Route;
import io.skein.tensor.DataType;
import io.skein.tensor.TensorClaim;
import io.skein.tensor.TensorPublisher;
import io.skein.tensor.TensorSubscriber;
import io.skein.tensor.TensorType;
import io.skein.topic.Topic;
import org.agrona.BitUtil;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * The baseline claims the very length that a real Skein message takes in the log, wherever its frame begins.
 */
class FramedLengthIT
{
    private static final int FRAME_HEADER = 32;
    private static final int LINE_MASK = 63;
    private static final int MESSAGES = 5;

    @ParameterizedTest
    @ValueSource(ints = {8, 64, 65, 100, 128, 130, 1024})
    void shouldBeThatOfARealMessage(final int size)
    {
        try (EmbeddedDriver driver = EmbeddedDriver.launch(); Skein skein = Skein.connect(driver.connection()))
        {
            final Topic topic = Topic.tensor("framed-length");
            final TensorPublisher publisher = skein.addTensorPublisher(topic, Sharing.EXCLUSIVE);
            final TensorSubscriber subscriber = skein.addTensorSubscriber(topic, 0);
            publisher.awaitConnected(Duration.ofSeconds(10));
            subscriber.awaitConnected(Duration.ofSeconds(10));
            final TensorClaim claim = publisher.newClaim();
            final TensorType type = TensorType.of(DataType.UINT8, size);
            final Route route = route(size);

            long position = 0;
            for (int i = 0; i < MESSAGES; i++)
            {
                final long end = publisher.tryClaim(type, claim);
                assertTrue(end > 0);
                final int length = 0 == (position & LINE_MASK) ? route.lineLength() : route.halfLineLength();
                assertEquals(BitUtil.align(FRAME_HEADER + length, FRAME_HEADER), end - position);
                claim.abort();
                position = end;
            }
            assertEquals(0, subscriber.poll((view) -> { }, MESSAGES));
        }
    }

    private static Route route(final int size)
    {
        try (Arrangement arrangement = Arrangement.launch(Samples.options("rtt", 0)))
        {
            return arrangement.newSpec("aeron", size).there();
        }
    }
}
