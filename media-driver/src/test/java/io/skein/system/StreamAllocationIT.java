package io.skein.system;

import io.skein.Sharing;
import io.skein.Skein;
import io.skein.driver.EmbeddedDriver;
import io.skein.stream.ByteStreamReader;
import io.skein.stream.ByteStreamWriter;
import io.skein.stream.StreamHandler;
import io.skein.stream.StreamOptions;
import io.skein.system.AllocationMeter.Exchange;
import io.skein.topic.Topic;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;

import static org.junit.jupiter.api.Assertions.assertEquals;

/**
 * Target P11 for byte streams.
 */
class StreamAllocationIT
{
    private static final int WARMUP = 60_000;
    private static final int CHUNKS = 100_000;
    private static final int LENGTH = 100;

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource({
        "EXCLUSIVE, buffer, poll", "EXCLUSIVE, bytes, tryReceive",
        "SHARED, bytes, poll",
        "SHARED, buffer, tryReceive", "EXCLUSIVE, long, tryReceive", "EXCLUSIVE, long, poll"})
    void shouldAllocateNothingWhenWarm(final Sharing sharing, final String writing, final String reading)
    {
        try (EmbeddedDriver driver = EmbeddedDriver.launch();
            Skein skein = Skein.connect(AllocationMeter.metered(driver.connection()));
            Chunks chunks = new Chunks(skein, sharing, writing, reading))
        {
            final int share = "long".equals(writing) ? 20 : 1;
            assertEquals(0, AllocationMeter.leastBytes(chunks, WARMUP / share, CHUNKS / share));
        }
    }

    private static final class Chunks implements Exchange
    {
        private final ByteStreamWriter writer;
        private final ByteStreamReader reader;
        private final String writing;
        private final String reading;
        private final ByteBuffer source;
        private final ByteBuffer target;
        private final UnsafeBuffer buffer;
        private final StreamHandler handler;
        private long seen;

        private Chunks(final Skein skein, final Sharing sharing, final String writing, final String reading)
        {
            this.writing = writing;
            this.reading = reading;
            handler = (view) -> seen += view.byteBuffer().remaining();
            final int length = "long".equals(writing) ? 100_000 : LENGTH;
            source = ByteBuffer.allocateDirect(length);
            target = ByteBuffer.allocateDirect(length);
            buffer = new UnsafeBuffer(source);
            final Topic topic = Topic.byteStream("allocation");
            reader = skein.addByteStreamReader(topic);
            writer = skein.addByteStreamWriter(topic, sharing, StreamOptions.DEFAULTS);
            writer.awaitConnected(Duration.ofSeconds(60));
        }

        @Override
        public long publish(final long value)
        {
            source.clear().putLong(0, value);
            try
            {
                return "buffer".equals(writing) ? writer.send(buffer, 0, buffer.capacity()) :
                    "write".equals(writing) ? writer.write(source) : writer.send(source);
            }
            catch (final IOException ex)
            {
                throw new UncheckedIOException(ex);
            }
        }

        @Override
        public int poll()
        {
            try
            {
                return "poll".equals(reading) ? pollChunk() :
                    "read".equals(reading) ? reader.read(target.clear()) :
                    Math.max(0, reader.tryReceive(target.clear()));
            }
            catch (final IOException ex)
            {
                throw new UncheckedIOException(ex);
            }
        }

        /**
         * A poll may end before the end of a chunk.
         */
        private int pollChunk()
        {
            reader.poll(handler, 10);
            final boolean isWhole = seen >= source.capacity();
            seen -= isWhole ? source.capacity() : 0;
            return isWhole ? 1 : 0;
        }

        @Override
        public void close()
        {
            writer.close();
            reader.close();
        }
    }
}
