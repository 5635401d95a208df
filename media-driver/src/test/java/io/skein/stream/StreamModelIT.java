package io.skein.stream;

import io.skein.Outcome;
import io.skein.topic.Topic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Chunks of random lengths, sent and received in random order, beside a queue that does the same.
 */
class StreamModelIT
{
    private static final int MAX = 200_000;
    private static final int STEPS = 60;
    private static final int LONGEST = 150_000;

    private static Bed bed;

    @BeforeAll
    static void connect()
    {
        bed = new Bed();
    }

    @AfterAll
    static void close()
    {
        bed.close();
    }

    @RepeatedTest(20)
    void shouldBehaveLikeAQueueWhenStepsAreRandom()
    {
        final long seed = System.nanoTime();
        try
        {
            play(new Random(seed));
        }
        catch (final AssertionError ex)
        {
            throw new AssertionError("seed " + seed + ": " + ex.getMessage(), ex);
        }
    }

    private static void play(final Random random)
    {
        final Topic topic = Bed.topic("ipc");
        final Deque<ByteBuffer> model = new ArrayDeque<>();
        final ByteStreamReader reader = bed.reader(topic);
        final ByteStreamWriter writer = bed.writer(topic, MAX);
        writer.awaitConnected(Bed.LONG);
        int buffered = 0;
        for (int i = 0; i < STEPS; i++)
        {
            if (random.nextInt(5) < 2)
            {
                buffered -= receive(reader, model);
                continue;
            }
            final int length = random.nextInt(random.nextInt(LONGEST) + 1);
            final ByteBuffer chunk = Bed.bytes(length, i);
            if (buffered + length > MAX)
            {
                assertEquals(Outcome.BUSY, writer.send(chunk));
            }
            else
            {
                assertTrue(writer.send(chunk, Bed.LONG) > 0);
                model.add(Bed.bytes(length, i));
                buffered += length;
            }
        }
        writer.close();
        while (!model.isEmpty())
        {
            receive(reader, model);
        }
        assertTrue(reader.receive(Bed.LONG).isClosed());
        reader.close();
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
