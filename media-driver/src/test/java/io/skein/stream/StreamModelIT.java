package io.skein.stream;

import io.skein.Outcome;
import io.skein.topic.Topic;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Chunks of random lengths, sent and received in random order, beside a queue that does the same.
 */
class StreamModelIT
{
    private static final int MAX = 200_000;

    private static Bed bed;

    @BeforeContainer
    static void connect()
    {
        bed = new Bed();
    }

    @AfterContainer
    static void close()
    {
        bed.close();
    }

    /**
     * @param steps negative: receive; otherwise: send a chunk of so many bytes.
     */
    @Property(tries = 30)
    void shouldBehaveLikeAQueueWhenStepsAreRandom(
        @ForAll @Size(max = 60) final List<@IntRange(min = -100_000, max = 150_000) Integer> steps)
    {
        final Topic topic = Bed.topic("ipc");
        final Deque<ByteBuffer> model = new ArrayDeque<>();
        try (ByteStreamReader reader = bed.reader(topic); ByteStreamWriter writer = bed.writer(topic, MAX))
        {
            writer.awaitConnected(Bed.LONG);
            int buffered = 0;
            int seed = 0;
            for (final int step : steps)
            {
                if (step < 0)
                {
                    buffered -= receive(reader, model);
                    continue;
                }
                final ByteBuffer chunk = Bed.bytes(step, ++seed);
                if (buffered + step > MAX)
                {
                    assertEquals(Outcome.BUSY, writer.send(chunk));
                }
                else
                {
                    assertTrue(writer.send(chunk, Bed.LONG) > 0);
                    model.add(Bed.bytes(step, seed));
                    buffered += step;
                }
            }
            writer.close();
            while (!model.isEmpty())
            {
                receive(reader, model);
            }
            assertTrue(reader.receive(Bed.LONG).isClosed());
        }
    }

    private static int receive(final ByteStreamReader reader, final Deque<ByteBuffer> model)
    {
        if (model.isEmpty())
        {
            assertEquals(Chunk.EMPTY, reader.tryReceive());
            return 0;
        }
        final ByteBuffer expected = model.remove();
        assertEquals(expected, reader.receive(Bed.LONG).data());
        return expected.remaining();
    }
}
