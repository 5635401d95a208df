package io.skein.system;

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
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Time passes, and somebody is not there.
 */
@Timeout(120)
class PausedProcessIT
{
    private static final DriverProfile IMPATIENT = DriverProfile.named("shared")
        .with("aeron.timer.interval", "50ms")
        .with("aeron.client.liveness.timeout", "2s")
        .with("aeron.publication.unblock.timeout", "3s");

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
            Await.until(child::output, () -> 1 <= child.count(State.DISCONNECTED.name()));
            Await.until(child::output, () -> 2 <= child.count(State.CONNECTED.name()));
            final int ticks = child.count("TICK");
            final long received = sink.received();
            Await.until(child::output, () -> child.count("TICK") > ticks + 1);
            Await.until("messages of the child come", () -> sink.received() > received + 100);
            assertEquals(0, child.count("CORRUPT"));
            assertTrue(child.count(State.RECONNECTING.name()) >= 1, child::output);
            sink.close();
        }
    }

    @Test
    void shouldStayConnectedWhenApplicationDoesNothingForLongerThanTheTimeouts()
    {
        final DriverProfile patient = DriverProfile.named("shared")
            .with("aeron.timer.interval", "50ms")
            .with("aeron.client.liveness.timeout", "3s")
            .with("aeron.publication.unblock.timeout", "4s")
            .with("aeron.publication.connection.timeout", "2s")
            .with("aeron.image.liveness.timeout", "3s");
        final DriverProfile cooperative = patient.with("aeron.threading.mode", "INVOKER");
        try (Idle shared = new Idle(patient); Idle helped = new Idle(cooperative))
        {
            final long startNs = System.nanoTime();
            final long[] lastNs = {startNs};
            Await.until("two timeouts are over", () ->
            {
                final long nowNs = System.nanoTime();
                assumeTrue(nowNs - lastNs[0] < Duration.ofSeconds(1).toNanos(), "the machine stood still");
                lastNs[0] = nowNs;
                return nowNs - startNs > Duration.ofSeconds(7).toNanos();
            });
            shared.shouldGoOn();
            helped.shouldGoOn();
        }
    }

    /**
     * An application that does nothing, over IPC and over UDP.
     */
    private static final class Idle implements AutoCloseable
    {
        private final UnsafeBuffer message = new UnsafeBuffer(new byte[100]);
        private final Events events = new Events();
        private final EmbeddedDriver driver;
        private final Skein skein;
        private final List<MessagePublisher> publishers;
        private final List<MessageSubscriber> subscribers;

        private Idle(final DriverProfile profile)
        {
            final Topic ipc = Topic.message("idle/ipc");
            final Topic udp = Topic.message("idle/udp").channel(Channels.udp());
            driver = EmbeddedDriver.launch(profile);
            skein = Skein.connect(driver.connection(), events.options());
            publishers = List.of(
                skein.addMessagePublisher(ipc, Sharing.EXCLUSIVE), skein.addMessagePublisher(udp, Sharing.SHARED));
            subscribers = List.of(skein.addMessageSubscriber(ipc, 0), skein.addMessageSubscriber(udp, 0));
            publishers.forEach((publisher) -> publisher.awaitConnected(Duration.ofSeconds(30)));
            publishers.forEach((publisher) -> assertTrue(publisher.offer(message, 0, 100) > 0));
        }

        private void shouldGoOn()
        {
            assertEquals(0, driver.errorCount());
            assertEquals(List.of(State.CONNECTED), events.states(), events::toString);
            for (int i = 0; i < publishers.size(); i++)
            {
                final MessageSubscriber subscriber = subscribers.get(i);
                assertTrue(publishers.get(i).isConnected());
                assertTrue(publishers.get(i).offer(message, 0, 100) > 0);
                Await.until(() -> "both messages come: " + events + subscriber.stats(), () ->
                {
                    subscriber.poll((view) -> assertEquals(100, view.length()), 10);
                    return 2 == subscriber.stats().messages();
                });
            }
            assertTrue(events.errors().isEmpty(), events::toString);
        }

        @Override
        public void close()
        {
            skein.close();
            driver.close();
        }
    }
}
