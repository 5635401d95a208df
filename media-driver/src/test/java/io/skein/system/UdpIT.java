package io.skein.system;

import io.skein.ConfigurationException;
import io.skein.DriverException;
import io.skein.Outcome;
import io.skein.Sharing;
import io.skein.Skein;
import io.skein.SkeinException;
import io.skein.SkeinOptions;
import io.skein.driver.DriverProfile;
import io.skein.driver.EmbeddedDriver;
import io.skein.message.MessagePublisher;
import io.skein.payload.Payload;
import io.skein.topic.Topic;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Two hosts, as far as one machine can be two: a driver and a process for each.
 */
@Timeout(120)
class UdpIT
{
    private static final int COUNT = 20;
    private static final int LENGTH = 100_003;

    @Test
    void shouldGatherEveryByteWhenMessageIsManyFragments() throws IOException
    {
        final String channel = Channels.udp();
        final Path there = Directories.create("udp");
        final SkeinOptions options = Events.PATIENT.withCloseTimeout(Duration.ofSeconds(30));
        try (ChildJvm driver = DriverMain.start(there, "shared");
            ChildJvm child = ChildJvm.start(ReceiverMain.class, there.toString(), "far", channel);
            EmbeddedDriver here = EmbeddedDriver.launch())
        {
            child.awaitLine("READY");
            try (Skein skein = Skein.connect(here.connection(), options))
            {
                final MessagePublisher publisher =
                    skein.addMessagePublisher(Topic.message("far").channel(channel), Sharing.EXCLUSIVE);
                publisher.awaitConnected(Duration.ofSeconds(30));
                final AtomicLong released = new AtomicLong();
                for (int i = 0; i < COUNT; i++)
                {
                    final UnsafeBuffer message = new UnsafeBuffer(new byte[LENGTH]);
                    Pattern.fill(message, LENGTH, i);
                    try (Payload payload = Payload.borrow(message, released::incrementAndGet,
                        new UnsafeBuffer(message, 0, 1), new UnsafeBuffer(message, 1, 70_000),
                        new UnsafeBuffer(message, 70_001, LENGTH - 70_001)))
                    {
                        Await.until("accepted", () -> publisher.offer(payload) > 0);
                    }
                }
                assertEquals(COUNT, released.get());
            }
            assertEquals(ReceiverMain.result(COUNT, 0, 0), child.awaitLine("RECEIVED"));
            driver.terminate();
            assertEquals(0, driver.awaitExit(), driver::output);
        }
        finally
        {
            Directories.delete(there);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"shared", "cooperative"})
    void shouldSayWhatIsWrongWhenHostIsUnknown(final String profile)
    {
        shouldRefuse(profile, "aeron:udp?endpoint=no-such-host.invalid:24396", ConfigurationException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"shared", "cooperative"})
    void shouldSayWhatIsWrongWhenMtuIsLargerThanTheSocketTakes(final String profile)
    {
        shouldRefuse(profile, Channels.udp() + "|mtu=65504|so-sndbuf=4k|so-rcvbuf=4k",
            DriverException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"shared", "cooperative"})
    void shouldSayWhatIsWrongWhenAddressIsInUse(final String profile) throws IOException
    {
        try (DatagramSocket holder = new DatagramSocket(0, InetAddress.getLoopbackAddress());
            EmbeddedDriver driver = EmbeddedDriver.launch(DriverProfile.named(profile));
            Skein skein = Skein.connect(driver.connection(), Events.PATIENT))
        {
            final Topic topic =
                Topic.message("taken").channel("aeron:udp?endpoint=127.0.0.1:" + holder.getLocalPort());
            final SkeinException ex =
                assertThrows(SkeinException.class, () -> skein.addMessageSubscriber(topic, 0));
            requireClear(ex, "taken");
            assertTrue(ex.getMessage().contains("in use"), ex.getMessage());
            requireUsable(skein);
        }
    }

    private static void shouldRefuse(
        final String profile, final String channel, final Class<? extends SkeinException> type)
    {
        final Events events = new Events();
        try (EmbeddedDriver driver = EmbeddedDriver.launch(DriverProfile.named(profile));
            Skein skein = Skein.connect(driver.connection(), events.options()))
        {
            final Topic topic = Topic.message("refused").channel(channel);
            requireClear(
                assertThrows(type, () -> skein.addMessagePublisher(topic, Sharing.EXCLUSIVE)), "refused");
            requireClear(assertThrows(type, () -> skein.addMessageSubscriber(topic, 0)), "refused");
            requireUsable(skein);
            assertEquals(2, driver.errorCount(), "one for each refusal");
        }
        assertTrue(events.errors().isEmpty(), events::toString);
    }

    private static void requireClear(final SkeinException ex, final String topic)
    {
        assertFalse(ex.getMessage().contains("\n"), ex.getMessage());
        assertTrue(ex.getMessage().contains(topic), ex.getMessage());
    }

    private static void requireUsable(final Skein skein)
    {
        final MessagePublisher publisher =
            skein.addMessagePublisher(Topic.message("other"), Sharing.EXCLUSIVE);
        assertEquals(Outcome.NOT_CONNECTED, publisher.offer(new UnsafeBuffer(new byte[1]), 0, 1));
    }
}
