package io.skein.examples.stream;

import io.skein.examples.ChildJvm;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.io.OutputStream;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Real processes, as users start them, on a standalone driver.
 */
@Timeout(120)
class StreamProcessesIT
{
    private static final int FAILED = 1;
    private static final int USAGE = 2;
    private static final int INTERRUPTED = 130;

    @TempDir
    private Path folder;
    private String directory;
    private ChildJvm driver;

    @BeforeEach
    void startDriver() throws Exception
    {
        directory = folder.resolve("driver").toString();
        driver = new ChildJvm(folder, "driver", "--aeron-dir", directory);
        driver.awaitPrinted("READY");
    }

    @AfterEach
    void stopDriver()
    {
        driver.close();
    }

    private ChildJvm end(final Path input, final String direction, final String... more) throws IOException
    {
        final String[] arguments = new String[6 + more.length];
        System.arraycopy(
            new String[]{"stream", direction, "--topic", "files", "--aeron-dir", directory}, 0, arguments, 0, 6);
        System.arraycopy(more, 0, arguments, 6, more.length);
        return new ChildJvm(folder, input, arguments);
    }

    private Path file(final int length) throws IOException
    {
        final byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return Files.write(folder.resolve("input"), bytes);
    }

    @ParameterizedTest
    @CsvSource({"ipc, 30000001", "udp, 30000001", "ipc, 0", "udp, 0", "ipc, 1"})
    void shouldBringAFileToTheOtherProcess(final String medium, final int length) throws Exception
    {
        final String channel = "ipc".equals(medium) ? medium : udpChannel();
        final Path input = file(length);
        try (ChildJvm reader = end(null, "read", "--channel", channel);
            ChildJvm writer = end(input, "write", "--channel", channel))
        {
            assertEquals(0, writer.awaitExit(), writer::toString);
            assertEquals(0, reader.awaitExit(), reader::toString);
            assertEquals(-1, Files.mismatch(input, reader.outFile()));
            assertEquals("", writer.err() + reader.err() + writer.out());
        }
    }

    @Test
    void shouldBringWhatComesOutOfAPipe() throws Exception
    {
        final byte[] bytes = Files.readAllBytes(file(3_000_000));
        try (ChildJvm reader = end(null, "read"); ChildJvm writer = end(null, "write", "--max-buffered", "4096"))
        {
            try (OutputStream input = writer.input())
            {
                input.write(bytes);
            }
            assertEquals(0, writer.awaitExit(), writer::toString);
            assertEquals(0, reader.awaitExit(), reader::toString);
            assertEquals(-1, Files.mismatch(folder.resolve("input"), reader.outFile()));
        }
    }

    @Test
    void shouldSayThatNobodyIsThereWhenItHasWaited() throws Exception
    {
        try (ChildJvm writer = end(file(10), "write", "--wait", "1"))
        {
            assertEquals(FAILED, writer.awaitExit(), writer::toString);
            assertTrue(writer.err().contains("a reader of topic files"), writer::toString);
        }
    }

    @Test
    void shouldTellTheOtherEndWhenInterrupted() throws Exception
    {
        try (ChildJvm reader = end(null, "read"); ChildJvm writer = end(null, "write"))
        {
            writer.input().write(new byte[1_000]);
            writer.input().flush();
            reader.awaitBytes(1_000);
            writer.interrupt();
            assertEquals(INTERRUPTED, writer.awaitExit(), writer::toString);
            assertEquals(FAILED, reader.awaitExit(), reader::toString);
            assertTrue(reader.err().contains("stopped by a signal"), reader::toString);
        }
    }

    @Test
    void shouldRefuseACommandLineThatMeansNothing() throws Exception
    {
        try (ChildJvm multicast = end(null, "read", "--channel", "aeron:udp?endpoint=224.0.1.1:4000"))
        {
            assertEquals(USAGE, multicast.awaitExit(), multicast::toString);
            assertTrue(multicast.err().contains("multicast"), multicast::toString);
        }
    }

    private static String udpChannel() throws IOException
    {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress()))
        {
            return "aeron:udp?endpoint=127.0.0.1:" + Math.min(65_000, socket.getLocalPort()) + "|mtu=8192";
        }
    }
}
