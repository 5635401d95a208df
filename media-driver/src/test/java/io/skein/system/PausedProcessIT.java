package io.skein.system;

import io.skein.Connection;
import io.skein.Sharing;
import io.skein.Skein;
import io.skein.State;
import io.skein.driver.DriverProfile;
import io.skein.driver.EmbeddedDriver;
import io.skein.message.MessagePublisher;
import io.skein.message.MessageSubscriber;
import io.skein.topic.Topic;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Time passes, and somebody is not there.
 */
@Timeout(120)
class PausedProcessIT
{
    private static final DriverProfile IMPATIENT = DriverProfile.named("shared")
        .with("aeron.timer.interval", "50ms")
        .with("aeron.client.liveness.timeout", "1s")
        .with("aeron.publication.unblock.timeout", "2s");

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void shouldComeBackByItselfWhenStoppedForLongerThanTheDriverWaits() throws IOException
    {
        final Events events = new Events();
        try (EmbeddedDriver driver = EmbeddedDriver.launch(IMPATIENT);
            Skein skein = Skein.connect(driver.connection(), events.options());
            MessageSubscriber subscriber = skein.addMessageSubscriber(Topic.message("paused"), 0);
            ChildJvm child = ChildJvm.start(LoopMain.class, driver.aeronDirectory().toString(), "paused"))
        {
            child.awaitLine("TICK");
            subscriber.awaitConnected(Duration.ofSeconds(30));
            final Sink sink = new Sink(subscriber);

            child.stop();
            Await.until("the driver gave the child up", () -> 0 == subscriber.publisherCount());
            child.resume();
            Await.until(child::output, () -> 1 == child.count(State.DISCONNECTED.name()));
            Await.until(child::output, () -> 2 == child.count(State.CONNECTED.name()));
            final int ticks = child.count("TICK");
            final long received = sink.received();
            Await.until(child::output, () -> child.count("TICK") > ticks + 1);
            Await.until("messages of the child come", () -> sink.received() > received + 100);
            assertEquals(0, child.count("CORRUPT"));
            assertEquals(1, child.count(State.RECONNECTING.name()));
            sink.close();
        }
        assertEquals(List.of(State.CONNECTED, State.CLOSED), events.states());
    }

    @Test
    void shouldStayConnectedWhenApplicationDoesNothingForLongerThanTheTimeouts()
    {
        shouldBePatient(IMPATIENT);
        shouldBePatient(DriverProfile.cooperative()
            .with("aeron.timer.interval", "50ms")
            .with("aeron.client.liveness.timeout", "1s")
            .with("aeron.publication.unblock.timeout", "2s")
            .with("aeron.publication.connection.timeout", "1s")
            .with("aeron.image.liveness.timeout", "1s"));
    }

    private static void shouldBePatient(final DriverProfile profile)
    {
        final Topic ipc = Topic.message("idle/ipc");
        final Topic udp = Topic.message("idle/udp").channel("aeron:udp?endpoint=127.0.0.1:24393");
        final Events events = new Events();
        try (EmbeddedDriver driver = EmbeddedDriver.launch(profile))
        {
            try (Skein skein = Skein.connect(driver.connection(), events.options());
                Skein neighbour = Skein.connect(Connection.to(driver.aeronDirectory())))
            {
                final UnsafeBuffer message = new UnsafeBuffer(new byte[100]);
                final MessagePublisher[] publishers = {
                    skein.addMessagePublisher(ipc, Sharing.EXCLUSIVE),
                    skein.addMessagePublisher(udp, Sharing.SHARED)};
                final MessageSubscriber[] subscribers = {
                    skein.addMessageSubscriber(ipc, 0), neighbour.addMessageSubscriber(udp, 0)};
                for (final MessagePublisher publisher : publishers)
                {
                    publisher.awaitConnected(Duration.ofSeconds(30));
                    assertTrue(publisher.offer(message, 0, 100) > 0);
                }
                final long startNs = System.nanoTime();
                Await.until("four timeouts are over",
                    () -> System.nanoTime() - startNs > Duration.ofSeconds(4).toNanos());

                for (int i = 0; i < publishers.length; i++)
                {
                    final MessageSubscriber subscriber = subscribers[i];
                    assertTrue(publishers[i].isConnected());
                    assertTrue(publishers[i].offer(message, 0, 100) > 0);
                    Await.until("both messages come", () ->
                    {
                        subscriber.poll((view) -> assertEquals(100, view.length()), 10);
                        return 2 == subscriber.stats().messages();
                    });
                }
            }
            assertEquals(0, driver.errorCount());
        }
        assertEquals(List.of(State.CONNECTED, State.CLOSED), events.states());
        assertTrue(events.errors().isEmpty(), events::toString);
    }
}
