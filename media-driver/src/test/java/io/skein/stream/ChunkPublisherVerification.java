package io.skein.stream;

import io.skein.topic.Topic;
import org.reactivestreams.tck.TestEnvironment;
import org.reactivestreams.tck.flow.FlowPublisherVerification;
import org.testng.annotations.AfterClass;
import org.testng.annotations.AfterMethod;
import org.testng.annotations.BeforeClass;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;

/**
 * The rules of Reactive Streams, by their own test kit; run by {@link FlowTckIT}.
 */
public class ChunkPublisherVerification extends FlowPublisherVerification<ByteBuffer>
{
    private static final long TIMEOUT_MS = 1_000;
    private static final long QUIET_MS = 30;
    private static final long MOST_CHUNKS = 1_000;

    private final List<AutoCloseable> ends = new ArrayList<>();
    private Bed bed;

    /**
     * Made by the test kit.
     */
    public ChunkPublisherVerification()
    {
        super(new TestEnvironment(TIMEOUT_MS, QUIET_MS), TIMEOUT_MS);
    }

    /**
     * Once: nothing here is for a driver to remember.
     */
    @BeforeClass
    public void openBed()
    {
        bed = new Bed();
    }

    /**
     * After all rules.
     */
    @AfterClass
    public void closeBed()
    {
        bed.close();
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

    @Override
    public long maxElementsFromPublisher()
    {
        return MOST_CHUNKS;
    }

    private ByteStreamReader newReader()
    {
        final ByteStreamReader reader = bed.reader(Bed.topic("ipc"));
        ends.add(reader);
        return reader;
    }

    private ByteStreamWriter writerOf(final Topic topic)
    {
        final ByteStreamWriter writer = bed.writer(topic, 1 << 18);
        ends.add(writer);
        writer.awaitConnected(Bed.LONG);
        return writer;
    }

    /**
     * After each rule.
     */
    @AfterMethod
    public void closeEnds() throws Exception
    {
        for (final AutoCloseable end : ends)
        {
            end.close();
        }
        ends.clear();
    }
}
