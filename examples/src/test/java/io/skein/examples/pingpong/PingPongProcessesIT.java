package io.skein.examples.pingpong;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.skein.examples.ChildJvm;
import io.skein.examples.picture.PictureFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Real processes, as users start them.
 */
class PingPongProcessesIT
{
    private static final int INTERRUPTED = 130;
    private static final int TERMINATED = 143;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"ipc", "udp"})
    void shouldBringBackAPictureBetweenTwoProcessesOnAStandaloneDriver(final String media) throws Exception
    {
        final List<String> channels = "ipc".equals(media) ? List.of("--channel", "ipc") :
            List.of("--channel", Samples.freeUdpChannel(), "--reply-channel", Samples.freeUdpChannel());
        final String directory = folder.resolve("driver").toString();
        try (ChildJvm driver = new ChildJvm(folder, "driver", "--aeron-dir", directory))
        {
            driver.awaitPrinted("READY");
            shouldBringBackAPicture("--aeron-dir", directory, channels);
            driver.terminate();
            assertEquals(0, driver.awaitExit(), driver::toString);
        }
    }

    @Test
    void shouldBringBackAPictureOverUdpWithADriverInEachProcess() throws Exception
    {
        shouldBringBackAPicture("--wait", "60",
            List.of("--channel", Samples.freeUdpChannel(), "--reply-channel", Samples.freeUdpChannel()));
    }

    @Test
    void shouldWaitForPongWithinLimitAndSaySo() throws Exception
    {
        try (ChildJvm ping = new ChildJvm(folder, "pingpong", "--role", "ping", "--wait", "1",
            "--channel", Samples.freeUdpChannel(), "--reply-channel", Samples.freeUdpChannel()))
        {
            assertEquals(1, ping.awaitExit(), ping::toString);
            final List<String> lines = ping.err().lines().toList();
            assertEquals(2, lines.size(), ping::toString);
            assertTrue(lines.get(0).startsWith("skein pingpong: waiting for pong on aeron:udp"), ping::toString);
            assertTrue(lines.get(1).contains("topic ping") && !lines.get(1).contains("\tat"), ping::toString);
        }
    }

    @Test
    void shouldSayInOneLineThatThereIsNoDriver() throws Exception
    {
        final String nowhere = folder.resolve("nowhere").toString();
        try (ChildJvm pong = new ChildJvm(folder, "pingpong", "--role", "pong", "--aeron-dir", nowhere))
        {
            assertEquals(1, pong.awaitExit(), pong::toString);
            assertEquals(1, pong.err().lines().count(), pong::toString);
            assertTrue(pong.err().contains(nowhere), pong::toString);
        }
    }

    @Test
    void shouldShowWhatItHasWhenInterrupted() throws Exception
    {
        final Path json = folder.resolve("part.json");
        final String[] route =
            {"--channel", Samples.freeUdpChannel(), "--reply-channel", Samples.freeUdpChannel()};
        try (ChildJvm pong = new ChildJvm(folder, arguments(route, "--role", "pong"));
            ChildJvm ping = new ChildJvm(folder, arguments(route, "--role", "ping", "--messages", "1000000000",
                "--warmup", "10", "--json", json.toString())))
        {
            ping.awaitPrinted("pong answers");
            ping.interrupt();

            assertEquals(INTERRUPTED, ping.awaitExit(), ping::toString);
            assertTrue(ping.out().contains("stopped early") && ping.out().contains("p99.99"), ping::toString);
            assertTrue(read(json).get("interrupted").getAsBoolean());
            assertEquals(0, pong.awaitExit(), pong::toString);
        }
    }

    @Test
    void shouldEndWaitingWhenTerminated() throws Exception
    {
        try (ChildJvm pong = new ChildJvm(folder, "pingpong", "--role", "pong",
            "--channel", Samples.freeUdpChannel(), "--reply-channel", Samples.freeUdpChannel()))
        {
            pong.awaitPrinted("pong waits");
            pong.terminate();
            assertEquals(TERMINATED, pong.awaitExit(), pong::toString);
        }
    }

    private void shouldBringBackAPicture(final String option, final String value, final List<String> channels)
        throws Exception
    {
        final Path picture = Samples.landscape(folder);
        final Path back = folder.resolve("back.png");
        final Path json = folder.resolve("ping.json");
        final String[] route = channels.toArray(String[]::new);
        try (ChildJvm pong = new ChildJvm(folder, arguments(route, "--role", "pong", option, value));
            ChildJvm ping = new ChildJvm(folder, arguments(route, "--role", "ping", option, value, "--messages", "50",
                "--warmup", "5", "--image", picture.toString(), "--out", back.toString(), "--json", json.toString())))
        {
            assertEquals(0, ping.awaitExit(), () -> ping + "\n" + pong);
            assertEquals(0, pong.awaitExit(), pong::toString);
            assertTrue(pong.out().contains("pong sent back 56 tensors"), pong::toString);
        }
        assertEquals(0, read(json).get("corrupted").getAsLong());
        assertArrayEquals(PictureFile.read(picture).pixels(), PictureFile.read(back).pixels());
    }

    private static String[] arguments(final String[] route, final String... more)
    {
        final List<String> all = new ArrayList<>(List.of("pingpong"));
        all.addAll(List.of(route));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    private static JsonObject read(final Path file) throws IOException
    {
        return JsonParser.parseString(Files.readString(file)).getAsJsonObject();
    }
}
