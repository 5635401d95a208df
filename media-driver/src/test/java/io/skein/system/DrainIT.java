package io.skein.system;

import io.skein.Connection;
import io.skein.Sharing;
import io.skein.Skein;
import io.skein.SkeinOptions;
import io.skein.driver.DriverProfile;
import io.skein.driver.EmbeddedDriver;
import io.skein.message.Claim;
import io.skein.message.MessagePublisher;
import io.skein.message.MessageSubscriber;
import io.skein.topic.Topic;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * What was accepted is read before a close is over.
 */
@Timeout(120)
class DrainIT
{
    private static final int COUNT = 500;
    private static final int LENGTH = 1_000;
    private static final SkeinOptions OPTIONS = Events.PATIENT.withCloseTimeout(Duration.ofSeconds(60));

    private final UnsafeBuffer message = new UnsafeBuffer(new byte[LENGTH]);

    @ParameterizedTest
    @ValueSource(strings = {"ipc", "udp"})
    void shouldLoseNothingWhenPublisherClosesBeforeAnotherProcessHasRead(final String medium) throws IOException
    {
        final String channel = Channels.of(medium);
        final Path directory = Directories.create("drain");
        try (ChildJvm driver = DriverMain.start(directory, "shared");
            ChildJvm child = ChildJvm.start(ReceiverMain.class, directory.toString(), "drain", channel))
        {
            child.awaitLine("READY");
            try (Skein skein = Skein.connect(Connection.to(directory), OPTIONS))
            {
                publish(skein.addMessagePublisher(Topic.message("drain").channel(channel), Sharing.EXCLUSIVE));
            }
            assertEquals(ReceiverMain.result(COUNT, 0, 0), child.awaitLine("RECEIVED"));
            driver.terminate();
            assertEquals(0, driver.awaitExit(), driver::output);
        }
        finally
        {
            Directories.delete(directory);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ipc", "udp"})
    void shouldHaveBeenReadWhenCloseReturns(final String medium)
    {
        final Topic topic = Topic.message("drain").channel(Channels.of(medium));
        try (EmbeddedDriver driver = EmbeddedDriver.launch(DriverProfile.cooperative());
            Skein receiver = Skein.connect(driver.connection(), OPTIONS))
        {
            for (int round = 1; round <= 5; round++)
            {
                final MessageSubscriber subscriber = receiver.addMessageSubscriber(topic, 0);
                final Sink sink = new Sink(subscriber);
                try (Skein sender = Skein.connect(driver.connection(), OPTIONS))
                {
                    publish(sender.addMessagePublisher(topic, Sharing.EXCLUSIVE));
                }
                assertEquals(COUNT, sink.received());
                assertEquals(0, sink.corrupt());
                sink.close();
                subscriber.close();
            }
        }
    }

    @Test
    void shouldHaveBeenReadWhenPublisherWasClosedBefore()
    {
        final Topic topic = Topic.message("drain");
        try (EmbeddedDriver driver = EmbeddedDriver.launch(DriverProfile.cooperative());
            Skein receiver = Skein.connect(driver.connection(), OPTIONS);
            Sink sink = new Sink(receiver.addMessageSubscriber(topic, 0)))
        {
            for (int round = 1; round <= 5; round++)
            {
                try (Skein sender = Skein.connect(driver.connection(), OPTIONS))
                {
                    try (MessagePublisher publisher = sender.addMessagePublisher(topic, Sharing.EXCLUSIVE))
                    {
                        publish(publisher);
                    }
                }
                assertEquals((long)round * COUNT, sink.received());
            }
        }
    }

    @Test
    void shouldEndCloseWhenSubscriberNeverPolls()
    {
        final Topic topic = Topic.message("drain");
        final SkeinOptions hasty = OPTIONS.withCloseTimeout(Duration.ofMillis(100));
        try (EmbeddedDriver driver = EmbeddedDriver.launch(DriverProfile.cooperative());
            Skein receiver = Skein.connect(driver.connection(), OPTIONS);
            MessageSubscriber subscriber = receiver.addMessageSubscriber(topic, 0))
        {
            try (Skein sender = Skein.connect(driver.connection(), hasty))
            {
                publish(sender.addMessagePublisher(topic, Sharing.EXCLUSIVE));
            }
            assertEquals(0, subscriber.stats().messages());
        }
    }

    private void publish(final MessagePublisher publisher)
    {
        publisher.awaitConnected(Duration.ofSeconds(30));
        for (int i = 0; i < COUNT; i++)
        {
            if (0 == (i & 1))
            {
                Pattern.fill(message, LENGTH, i);
                Await.until("accepted", () -> publisher.offer(message, 0, LENGTH) > 0);
            }
            else
            {
                try (Claim claim = publisher.claim(LENGTH, Duration.ofSeconds(30)))
                {
                    Pattern.fill(claim.data(), LENGTH, i);
                    assertTrue(claim.commit() > 0);
                }
            }
        }
    }
}
