package io.skein.stream;

import io.skein.topic.Topic;

import java.nio.ByteBuffer;
import java.util.concurrent.Flow;

/**
 * The rules of Reactive Streams, by their own test kit; run by {@link FlowTckIT}.
 */
public class ChunkPublisherVerification extends AbstractVerification<ByteBuffer>
{
    /**
     * Made by the test kit.
     */
    public ChunkPublisherVerification()
    {
    }

    @Override
    public Flow.Publisher<ByteBuffer> createFlowPublisher(final long chunks)
    {
        final ByteStreamReader reader = newReader();
        final ByteStreamWriter writer = writerOf(reader.topic());
        for (long i = 0; i < chunks; i++)
        {
            writer.send(ByteBuffer.allocate(Long.BYTES).putLong(0, i), Bed.LONG);
        }
        writer.close();
        return reader.publisher();
    }

    @Override
    public Flow.Publisher<ByteBuffer> createFailedFlowPublisher()
    {
        final ByteStreamReader reader = newReader();
        writerOf(reader.topic()).abort("for the test");
        Bed.until("the reader knows", () -> reader.info().isClosed());
        return reader.publisher();
    }

    private ByteStreamReader newReader()
    {
        return closedLater(bed().reader(Bed.topic("ipc")));
    }

    private ByteStreamWriter writerOf(final Topic topic)
    {
        final ByteStreamWriter writer = closedLater(bed().writer(topic, 1 << 18));
        writer.awaitConnected(Bed.LONG);
        return writer;
    }
}
