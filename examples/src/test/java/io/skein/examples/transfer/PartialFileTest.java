package io.skein.examples.transfer;

import io.skein.transfer.ArrivedRange;
import io.skein.transfer.ByteRange;
import io.skein.transfer.IncomingTransfer;
import io.skein.transfer.TransferException;
import io.skein.transfer.TransferException.Reason;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32C;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * A file that comes in pieces, and goes on from what is really there.
 */
class PartialFileTest
{
    private static final int LENGTH = 3_000_000;
    private static final int HALF = 1_700_000;

    private final byte[] bytes = new byte[LENGTH];
    private final List<PartialFile> done = new ArrayList<>();
    private final Incoming incoming = new Incoming();
    @TempDir
    private Path folder;
    private Destination destination;

    @BeforeEach
    void fill() throws IOException
    {
        new Random(LENGTH).nextBytes(bytes);
        destination = new Destination(folder, false);
    }

    private PartialFile open() throws IOException
    {
        return new PartialFile(destination, "a", incoming, done::add);
    }

    private void write(final PartialFile file, final int from, final int to)
    {
        final UnsafeBuffer source = new UnsafeBuffer(bytes);
        for (int i = from; i < to; i += 10_000)
        {
            file.write(i, source, i, Math.min(10_000, to - i));
        }
        final CRC32C crc = new CRC32C();
        crc.update(bytes, from, to - from);
        incoming.arrived.add(new ArrivedRange(from, to - from, (int)crc.getValue()));
    }

    private void leaveHalf() throws IOException
    {
        final PartialFile file = open();
        assertEquals(List.of(), file.resume(incoming));
        write(file, 0, HALF);
        file.failed(incoming, failure(Reason.PUBLISHER_GONE));
        assertEquals(List.of(file), done);
        assertFalse(file.isComplete());
    }

    private static TransferException failure(final Reason reason)
    {
        return new TransferException(reason, "why", List.of(), null);
    }

    @Test
    void shouldBeWholeWhenItWentOn() throws IOException
    {
        leaveHalf();
        final PartialFile file = open();
        assertEquals(incoming.arrived, file.resume(incoming));
        assertEquals(HALF, file.resumedBytes());
        write(file, 2_500_000, LENGTH);
        write(file, HALF, 2_500_000);
        file.completed(incoming, 0);
        assertTrue(file.isComplete());
        assertArrayEquals(bytes, Files.readAllBytes(folder.resolve("a")));
        try (var files = Files.list(folder))
        {
            assertEquals(1, files.count());
        }
    }

    @Test
    void shouldBeginAnewWhenWhatWasNotedIsNotThere() throws IOException
    {
        leaveHalf();
        final byte[] part = Files.readAllBytes(destination.part("a"));
        part[HALF / 2] ^= 1;
        Files.write(destination.part("a"), part);
        final PartialFile file = open();
        assertEquals(List.of(), file.resume(incoming));
        assertEquals(0, file.resumedBytes());
        file.failed(incoming, failure(Reason.CANCELLED));
    }

    @Test
    void shouldBeginAnewWhenWhatWasNotedWasCutOff() throws IOException
    {
        leaveHalf();
        Files.write(destination.part("a"), new byte[10]);
        final PartialFile file = open();
        assertEquals(List.of(), file.resume(incoming));
        file.failed(incoming, failure(Reason.CANCELLED));
    }

    @Test
    void shouldGoOnFromNothingWhenNobodyWouldFindOut() throws IOException
    {
        leaveHalf();
        incoming.isChecked = false;
        final PartialFile file = open();
        assertEquals(List.of(), file.resume(incoming));
        write(file, 0, HALF);
        Files.delete(destination.ranges("a"));
        file.failed(incoming, failure(Reason.CANCELLED));
        assertFalse(Files.exists(destination.ranges("a")));
    }

    @Test
    void shouldEndWhereItEndsWhenMoreWasThere() throws IOException
    {
        Files.write(destination.part("a"), new byte[LENGTH + 1]);
        final PartialFile file = open();
        write(file, 0, LENGTH);
        file.completed(incoming, 0);
        assertArrayEquals(bytes, Files.readAllBytes(folder.resolve("a")));
    }

    @Test
    void shouldKeepNothingWhenItIsNotWhatWasSent() throws IOException
    {
        final PartialFile file = open();
        write(file, 0, LENGTH);
        file.failed(incoming, failure(Reason.CHECKSUM));
        try (var files = Files.list(folder))
        {
            assertEquals(0, files.count());
        }
    }

    @Test
    void shouldNotFollowALinkOutOfTheFolder(@TempDir final Path elsewhere) throws IOException
    {
        final Path outside = Files.writeString(elsewhere.resolve("outside"), "mine");
        Files.createSymbolicLink(destination.part("a"), outside);
        assertThrows(IOException.class, this::open);
        assertEquals("mine", Files.readString(outside));
    }

    @Test
    void shouldRefuseWhatDoesNotFitTheDisk() throws IOException
    {
        incoming.length = Long.MAX_VALUE;
        assertThrows(IOException.class, this::open);
    }

    /**
     * A transfer of which this test says what has arrived.
     */
    private static final class Incoming implements IncomingTransfer
    {
        private final List<ArrivedRange> arrived = new ArrayList<>();
        private long length = LENGTH;
        private boolean isChecked = true;

        @Override
        public long id()
        {
            return 1;
        }

        @Override
        public int sessionId()
        {
            return 2;
        }

        @Override
        public long length()
        {
            return length;
        }

        @Override
        public long contentId()
        {
            return 3;
        }

        @Override
        public boolean isChecked()
        {
            return isChecked;
        }

        @Override
        public long receivedBytes()
        {
            return arrived.stream().mapToLong(ArrivedRange::length).sum();
        }

        @Override
        public long contiguousBytes()
        {
            return 0;
        }

        @Override
        public long publishTimeNs()
        {
            return Long.MIN_VALUE;
        }

        @Override
        public DirectBuffer attachment()
        {
            return new UnsafeBuffer(0, 0);
        }

        @Override
        public List<ArrivedRange> arrived()
        {
            return arrived;
        }

        @Override
        public List<ByteRange> missing()
        {
            return List.of();
        }

        @Override
        public void cancel(final String reason)
        {
            throw new UnsupportedOperationException(reason);
        }
    }
}
