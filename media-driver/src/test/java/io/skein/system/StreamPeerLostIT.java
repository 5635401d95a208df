package io.skein.system;

import io.aeron.Aeron;
import io.aeron.ExclusivePublication;
import io.aeron.Subscription;
import io.aeron.logbuffer.BufferClaim;
import io.skein.Connection;
import io.skein.Sharing;
import io.skein.Skein;
import io.skein.internal.wire.StreamForm;
import io.skein.stream.ByteStreamReader;
import io.skein.stream.ByteStreamWriter;
import io.skein.stream.StreamException;
import io.skein.stream.StreamOptions;
import io.skein.topic.Topic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * An end of a byte stream that dies is an error with a reason at the other end, and not an endless wait.
 */
@Timeout(120)
class StreamPeerLostIT
{
    /**
     * The driver closes the gap that a dead writer leaves at the end of its log only for who has read all before it.
     */
    @ParameterizedTest
    @CsvSource({"ipc, 40", "ipc, 1", "udp, 40", "udp, 1"})
    void shouldTellTheReaderWhenItsWriterIsKilled(final String medium, final int readBefore) throws IOException
    {
        final String channel = Channels.of(medium);
        try (PoolBed bed = new PoolBed();
            ChildJvm child = ChildJvm.start(StreamMain.class, "write", bed.directory().toString(), channel);
            ByteStreamReader reader = bed.skein().addByteStreamReader(StreamMain.topic(channel)))
        {
            for (int i = 0; i < StreamMain.CHUNKS; i++)
            {
                if (readBefore == i)
                {
                    child.awaitLine("WRITTEN");
                    child.kill();
                    bed.awaitBeingAlone();
                }
                assertEquals(i, reader.receive().data().getInt(0));
            }
            child.kill();
            final StreamException ex = assertThrows(StreamException.class, reader::receive);
            assertEquals(StreamException.Reason.PEER_LOST, ex.reason());
            assertTrue(ex.getMessage().contains("after " + StreamMain.CHUNKS * StreamMain.LENGTH + " bytes") &&
                ex.getMessage().contains("client liveness"), ex.getMessage());
            assertThrows(StreamException.class, () -> reader.receiveAsync());
        }
    }

    /**
     * The driver keeps a log that somebody has not read to its end, and that one may never do it.
     */
    @Test
    void shouldTellTheReaderWhenItsWriterIsKilledAndSomebodyElseHoldsTheLog() throws IOException
    {
        final Topic topic = StreamMain.topic(Channels.IPC);
        try (PoolBed bed = new PoolBed();
            Aeron aeron = Aeron.connect(new Aeron.Context().aeronDirectoryName(bed.directory().toString()));
            Subscription other = aeron.addSubscription(Channels.IPC, topic.streamId());
            ChildJvm child = ChildJvm.start(StreamMain.class, "write", bed.directory().toString(), Channels.IPC);
            ByteStreamReader reader = bed.skein().addByteStreamReader(topic))
        {
            for (int i = 0; i < StreamMain.CHUNKS; i++)
            {
                assertEquals(i, reader.receive().data().getInt(0));
            }
            Await.until("the other one has begun", () -> 1 == other.poll((buffer, offset, length, header) -> {}, 1));
            child.kill();
            final StreamException ex = assertThrows(StreamException.class, reader::receive);
            assertEquals(StreamException.Reason.PEER_LOST, ex.reason());
            assertEquals(1, other.imageCount());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ipc", "udp"})
    void shouldTellTheWriterWhenItsReaderIsKilled(final String medium) throws IOException
    {
        final String channel = Channels.of(medium);
        try (PoolBed bed = new PoolBed();
            ChildJvm child = ChildJvm.start(StreamMain.class, "read", bed.directory().toString(), channel);
            ByteStreamWriter writer = bed.skein().addByteStreamWriter(
                StreamMain.topic(channel), Sharing.EXCLUSIVE, StreamOptions.of(2L * StreamMain.LENGTH)))
        {
            writer.send(ByteBuffer.allocate(StreamMain.LENGTH), Events.PATIENT.connectTimeout());
            child.awaitLine("READ");
            child.kill();
            final IOException ex = assertThrows(IOException.class, () ->
            {
                while (true)
                {
                    writer.write(ByteBuffer.allocate(StreamMain.LENGTH));
                }
            });
            assertEquals(StreamException.Reason.PEER_LOST, ((StreamException)ex.getCause()).reason());
        }
    }

    @Test
    void shouldTellTheWriterWhenItsReaderIsKilledAndSomebodyElseHoldsTheFeedback() throws IOException
    {
        final Topic topic = StreamMain.topic(Channels.IPC);
        try (PoolBed bed = new PoolBed();
            Aeron aeron = Aeron.connect(new Aeron.Context().aeronDirectoryName(bed.directory().toString()));
            Subscription other =
                aeron.addSubscription(Channels.IPC, StreamForm.feedbackStreamId(topic.streamId()));
            ChildJvm child = ChildJvm.start(StreamMain.class, "read", bed.directory().toString(), Channels.IPC);
            ByteStreamWriter writer = bed.skein().addByteStreamWriter(topic, Sharing.EXCLUSIVE, StreamOptions.DEFAULTS))
        {
            writer.send(ByteBuffer.allocate(StreamMain.LENGTH), Events.PATIENT.connectTimeout());
            child.awaitLine("READ");
            child.kill();
            final StreamException ex = assertThrows(StreamException.class, () ->
            {
                while (true)
                {
                    writer.send(ByteBuffer.allocate(StreamMain.LENGTH), Events.PATIENT.connectTimeout());
                }
            });
            assertEquals(StreamException.Reason.PEER_LOST, ex.reason());
            assertEquals(1, other.imageCount());
        }
    }

    /**
     * Whoever dies in the middle of a word leaves a gap, and of two gaps the driver closes the first.
     */
    @Test
    void shouldPassTheGapsBesideTheBytesWhenThoseWhoSpokeAreGone() throws IOException
    {
        final Topic topic = StreamMain.topic(Channels.IPC);
        try (PoolBed bed = new PoolBed();
            Aeron aeron = Aeron.connect(new Aeron.Context().aeronDirectoryName(bed.directory().toString()));
            ByteStreamReader reader = bed.skein().addByteStreamReader(topic);
            ByteStreamWriter writer = bed.skein().addByteStreamWriter(topic, Sharing.EXCLUSIVE, StreamOptions.DEFAULTS))
        {
            writer.awaitConnected(Events.PATIENT.connectTimeout());
            final int feedback = leaveGaps(aeron, StreamForm.feedbackStreamId(topic.streamId()));
            final int signals = leaveGaps(aeron, StreamForm.signalStreamId(topic.streamId()));
            Await.until("both have read on", () -> 0 == readers(aeron, feedback) + readers(aeron, signals));
            writer.send(ByteBuffer.allocate(StreamMain.LENGTH), Events.PATIENT.connectTimeout());
            assertEquals(StreamMain.LENGTH, reader.receive().data().remaining());
            assertTrue(bed.events().errors().isEmpty(), bed.events()::toString);
        }
    }

    private static int leaveGaps(final Aeron aeron, final int streamId)
    {
        try (ExclusivePublication publication = aeron.addExclusivePublication(Channels.IPC, streamId))
        {
            final BufferClaim open = new BufferClaim();
            Await.until("a first gap", () -> publication.tryClaim(StreamMain.LENGTH, open) > 0);
            Await.until("a second gap", () -> publication.tryClaim(StreamMain.LENGTH, open) > 0);
            Await.until("it is read", () -> readers(aeron, publication.sessionId()) > 0);
            return publication.sessionId();
        }
    }

    private static int readers(final Aeron aeron, final int sessionId)
    {
        final int[] count = new int[1];
        aeron.countersReader().forEach((id, label) ->
            count[0] += label.startsWith("sub-pos") && label.contains(" " + sessionId + " ") ? 1 : 0);
        return count[0];
    }

    @ParameterizedTest
    @ValueSource(strings = {"ipc", "udp"})
    void shouldTellBothEndsWhenTheDriverIsKilled(final String medium) throws IOException
    {
        final Path directory = Directories.create("stream");
        final Events events = new Events();
        try (ChildJvm driver = DriverMain.start(directory, "shared");
            Skein skein = Skein.connect(Connection.to(directory), events.options()))
        {
            final Topic topic = StreamMain.topic(Channels.of(medium));
            final ByteStreamReader reader = skein.addByteStreamReader(topic);
            final ByteStreamWriter writer =
                skein.addByteStreamWriter(topic, Sharing.EXCLUSIVE, StreamOptions.DEFAULTS);
            writer.send(ByteBuffer.allocate(StreamMain.LENGTH), Events.PATIENT.connectTimeout());
            reader.receive();
            driver.kill();
            assertThrows(StreamException.class, reader::receive);
            assertThrows(IOException.class, () ->
            {
                while (true)
                {
                    writer.write(ByteBuffer.allocate(StreamMain.LENGTH));
                }
            });
        }
        finally
        {
            Directories.delete(directory);
        }
    }
}
