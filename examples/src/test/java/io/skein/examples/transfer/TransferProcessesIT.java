package io.skein.examples.transfer;

import io.skein.examples.ChildJvm;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Real processes, as users start them, each with a driver of its own.
 */
@Timeout(120)
class TransferProcessesIT
{
    private static final int LENGTH = 8_000_003;
    private static final int FAILED = 1;
    private static final int INTERRUPTED = 130;

    /**
     * Slow enough to be killed half-way.
     */
    private static final String RATE = "4MB/s";

    @TempDir
    private Path folder;
    private Path input;
    private Path dir;
    private int port;
    private String channel;

    @BeforeEach
    void makeFiles() throws IOException
    {
        final byte[] bytes = new byte[LENGTH];
        new Random(LENGTH).nextBytes(bytes);
        input = Files.write(folder.resolve("data.bin"), bytes);
        dir = Files.createDirectory(folder.resolve("in"));
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress()))
        {
            port = Math.min(65_000, socket.getLocalPort());
            channel = "aeron:udp?endpoint=127.0.0.1:" + port + "|mtu=8192";
        }
    }

    private ChildJvm send(final String... more) throws IOException
    {
        return send(input, more);
    }

    private ChildJvm send(final Path file, final String... more) throws IOException
    {
        return new ChildJvm(folder, with(new String[]{"transfer", "send", file.toString(), "--to", channel}, more));
    }

    private ChildJvm receive(final String... more) throws IOException
    {
        return new ChildJvm(
            folder, with(new String[]{"transfer", "receive", "--dir", dir.toString(), "--to", channel}, more));
    }

    private static String[] with(final String[] first, final String... more)
    {
        final String[] all = Arrays.copyOf(first, first.length + more.length);
        System.arraycopy(more, 0, all, first.length, more.length);
        return all;
    }

    private void awaitHalf() throws Exception
    {
        final Path part = dir.resolve(".data.bin.part");
        final Path ranges = dir.resolve(".data.bin.ranges");
        final long startNs = System.nanoTime();
        while (!Files.exists(ranges) || Files.size(part) < LENGTH / 2)
        {
            assertTrue(System.nanoTime() - startNs < TimeUnit.SECONDS.toNanos(60), "half of it never came");
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }

    private void awaitReceiver() throws Exception
    {
        final long startNs = System.nanoTime();
        while (isPortFree())
        {
            assertTrue(System.nanoTime() - startNs < TimeUnit.SECONDS.toNanos(60), "nobody receives");
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }

    private boolean isPortFree() throws IOException
    {
        try (DatagramSocket socket = new DatagramSocket(port, InetAddress.getLoopbackAddress()))
        {
            return socket.isBound();
        }
        catch (final BindException ignore)
        {
            return false;
        }
    }

    private void assertArrived() throws IOException
    {
        assertEquals(-1, Files.mismatch(input, dir.resolve("data.bin")));
        assertFiles(1);
    }

    private void assertFiles(final int count) throws IOException
    {
        try (var files = Files.list(dir))
        {
            assertEquals(count, files.count(), "nothing else is left");
        }
    }

    private static long number(final Path json, final String key) throws IOException
    {
        final Matcher matcher = Pattern.compile('"' + key + "\": (-?[0-9]+)").matcher(Files.readString(json));
        assertTrue(matcher.find(), () -> key + " in " + json);
        return Long.parseLong(matcher.group(1));
    }

    @Test
    void shouldBringAFile() throws Exception
    {
        final Path json = folder.resolve("sent.json");
        final Path results = folder.resolve("received.json");
        try (ChildJvm receiver = receive("--json", results.toString());
            ChildJvm sender = send("--json", json.toString()))
        {
            assertEquals(0, sender.awaitExit(), sender::toString);
            assertEquals(0, receiver.awaitExit(), receiver::toString);
            assertArrived();
            assertEquals(LENGTH, number(json, "sentBytes"));
            assertEquals(0, number(json, "skippedBytes"));
            assertEquals(LENGTH, number(results, "bytes"));
            assertEquals("", sender.err() + receiver.err());
            assertTrue(sender.out().startsWith("data.bin: 8.00 MB in "), sender::toString);
            assertFalse((sender.out() + receiver.out()).contains("there already"), sender::toString);
        }
    }

    @Test
    void shouldBringAFileWithoutBytes() throws Exception
    {
        Files.write(input, new byte[0]);
        try (ChildJvm receiver = receive(); ChildJvm sender = send("--checksum", "none"))
        {
            assertEquals(0, sender.awaitExit(), sender::toString);
            assertEquals(0, receiver.awaitExit(), receiver::toString);
            assertArrived();
        }
    }

    @Test
    void shouldSendOnlyTheRestWhenTheReceiverWasKilled() throws Exception
    {
        final Path json = folder.resolve("sent.json");
        final Path results = folder.resolve("received.json");
        try (ChildJvm first = receive(); ChildJvm sender = send("--rate", RATE, "--json", json.toString()))
        {
            awaitHalf();
            first.kill();
            first.awaitExit();
            assertFalse(Files.exists(dir.resolve("data.bin")));
            try (ChildJvm second = receive("--json", results.toString()))
            {
                assertEquals(0, sender.awaitExit(), sender::toString);
                assertEquals(0, second.awaitExit(), second::toString);
                assertArrived();
                final long resumed = number(results, "resumedBytes");
                assertTrue(resumed > LENGTH / 4, () -> resumed + " bytes were there");
                final long sent = number(json, "sentBytes");
                assertTrue(sent > LENGTH && sent < 2L * LENGTH, () -> sent + " bytes were sent");
                assertTrue(second.out().contains("were there already"), second::toString);
            }
        }
    }

    @Test
    void shouldSendOnlyTheRestWhenTheSenderWasKilled() throws Exception
    {
        final Path json = folder.resolve("sent.json");
        try (ChildJvm receiver = receive(); ChildJvm first = send("--rate", RATE))
        {
            awaitHalf();
            first.kill();
            first.awaitExit();
            try (ChildJvm second = send("--json", json.toString()))
            {
                assertEquals(0, second.awaitExit(), second::toString);
                assertEquals(0, receiver.awaitExit(), receiver::toString);
                assertArrived();
                assertTrue(number(json, "skippedBytes") > LENGTH / 4, () -> second.toString());
                assertEquals(LENGTH, number(json, "sentBytes") + number(json, "skippedBytes"));
                assertTrue(second.out().contains("were there already"), second::toString);
            }
        }
    }

    @Test
    void shouldTellTheSenderThatAFileIsThereAlready() throws Exception
    {
        Files.writeString(dir.resolve("data.bin"), "mine");
        try (ChildJvm receiver = receive(); ChildJvm sender = send())
        {
            assertEquals(FAILED, sender.awaitExit(), sender::toString);
            assertTrue(sender.err().contains("is there already"), sender::toString);
            receiver.interrupt();
            assertEquals(INTERRUPTED, receiver.awaitExit(), receiver::toString);
            assertEquals("mine", Files.readString(dir.resolve("data.bin")));
            assertFiles(1);
        }
    }

    @Test
    void shouldBringAsManyFilesAsToldWhenSomeAreRefused() throws Exception
    {
        final Path results = folder.resolve("received.json");
        final Path hidden = Files.writeString(folder.resolve(".hidden"), "hidden");
        final Path other = Files.writeString(folder.resolve("other.bin"), "other");
        try (ChildJvm receiver = receive("--count", "2", "--json", results.toString()))
        {
            for (final Path file : new Path[] {hidden, input, other})
            {
                try (ChildJvm sender = send(file))
                {
                    assertEquals(hidden.equals(file) ? FAILED : 0, sender.awaitExit(), sender::toString);
                    assertTrue(sender.err().contains("can not be called") == hidden.equals(file), sender::toString);
                }
            }
            assertEquals(0, receiver.awaitExit(), receiver::toString);
            assertEquals(-1, Files.mismatch(input, dir.resolve("data.bin")));
            assertEquals("other", Files.readString(dir.resolve("other.bin")));
            assertFiles(2);
            assertEquals(2,
                Pattern.compile("\"resumedBytes\": 0").matcher(Files.readString(results)).results().count());
        }
    }

    /**
     * There are longer than the sender waits between two slices; and from the first to the last longer than the
     * receiver does.
     */
    @Test
    void shouldNotGiveUpWhenSlicesComeOnlyNowAndThen() throws Exception
    {
        Files.write(input, Arrays.copyOf(Files.readAllBytes(input), 20_000));
        try (ChildJvm receiver = receive("--wait", "5"))
        {
            awaitReceiver();
            final long startNs = System.nanoTime();
            try (ChildJvm sender = send("--wait", "3", "--rate", "2500B/s"))
            {
                assertEquals(0, sender.awaitExit(), sender::toString);
                assertTrue(System.nanoTime() - startNs > TimeUnit.SECONDS.toNanos(6), "not faster than the rate");
                assertEquals(0, receiver.awaitExit(), receiver::toString);
                assertArrived();
            }
        }
    }

    @Test
    void shouldGiveUpWhenTheReceiverIsGoneForTooLong() throws Exception
    {
        try (ChildJvm receiver = receive())
        {
            awaitReceiver();
            try (ChildJvm sender = send("--rate", RATE, "--wait", "3"))
            {
                awaitHalf();
                receiver.kill();
                assertEquals(FAILED, sender.awaitExit(), sender::toString);
                assertTrue(sender.err().contains("nobody has taken a byte for --wait 3 s"), sender::toString);
            }
        }
    }

    @Test
    void shouldFailWhenTheFileChanges() throws Exception
    {
        try (ChildJvm receiver = receive(); ChildJvm sender = send("--rate", RATE))
        {
            awaitHalf();
            Files.setLastModifiedTime(input, FileTime.fromMillis(1));
            assertEquals(FAILED, sender.awaitExit(), sender::toString);
            assertTrue(sender.err().contains("changed while it was sent"), sender::toString);
            assertEquals(0, receiver.awaitExit(), receiver::toString);
        }
    }

    @Test
    void shouldKeepWhatIsThereWhenStoppedByASignal() throws Exception
    {
        try (ChildJvm receiver = receive(); ChildJvm sender = send("--rate", RATE))
        {
            awaitHalf();
            sender.interrupt();
            assertEquals(INTERRUPTED, sender.awaitExit(), sender::toString);
            receiver.awaitPrinted("stopped by a signal");
            receiver.interrupt();
            assertEquals(INTERRUPTED, receiver.awaitExit(), receiver::toString);
            assertEquals("", receiver.out(), "nothing was received");
            assertTrue(Files.exists(dir.resolve(".data.bin.ranges")));
            assertFalse(Files.exists(dir.resolve("data.bin")));
        }
    }

    @Test
    void shouldSayThatNobodyIsThereWhenItHasWaited() throws Exception
    {
        try (ChildJvm sender = send("--wait", "1"))
        {
            assertEquals(FAILED, sender.awaitExit(), sender::toString);
            assertTrue(sender.err().contains("a subscriber of topic transfer"), sender::toString);
        }
        try (ChildJvm receiver = receive("--wait", "1"))
        {
            assertEquals(FAILED, receiver.awaitExit(), receiver::toString);
            assertTrue(receiver.err().contains("--wait"), receiver::toString);
        }
    }
}
