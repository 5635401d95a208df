package io.skein.system;

import io.skein.Connection;
import io.skein.InterruptedWaitException;
import io.skein.Sharing;
import io.skein.Skein;
import io.skein.SkeinOptions;
import io.skein.State;
import io.skein.driver.EmbeddedDriver;
import io.skein.message.Claim;
import io.skein.message.MessagePublisher;
import io.skein.message.MessageSubscriber;
import io.skein.topic.Topic;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * An interrupt ends the wait of the thread that it was meant for, and nothing else.
 */
@Timeout(60)
class InterruptIT
{
    private static final Topic TOPIC = Topic.message("interrupted");
    private static final Duration LONG = Duration.ofHours(1);

    private final UnsafeBuffer message = new UnsafeBuffer(new byte[100]);
    private final Events events = new Events();
    private EmbeddedDriver driver;
    private Skein skein;
    private boolean areErrorsExpected;

    @BeforeEach
    void connect()
    {
        driver = EmbeddedDriver.launch();
        skein = Skein.connect(driver.connection(), events.options());
    }

    @AfterEach
    void close()
    {
        skein.close();
        assertEquals(0, driver.errorCount());
        driver.close();
        assertTrue(areErrorsExpected || events.errors().isEmpty(), events::toString);
    }

    @Test
    void shouldEndClaimWhenInterrupted()
    {
        final MessagePublisher publisher = skein.addMessagePublisher(TOPIC, Sharing.SHARED);
        shouldEndWhenInterrupted(() -> publisher.claim(10, LONG));
        shouldStillWork(publisher);
    }

    @Test
    void shouldEndAwaitConnectedWhenInterrupted()
    {
        final MessagePublisher publisher = skein.addMessagePublisher(TOPIC, Sharing.SHARED);
        shouldEndWhenInterrupted(() -> publisher.awaitConnected(LONG));
        shouldStillWork(publisher);
    }

    @Test
    void shouldEndConnectWhenInterrupted()
    {
        final SkeinOptions options = Events.PATIENT.withConnectTimeout(LONG);
        shouldEndWhenInterrupted(() -> Skein.connect(Connection.to(Path.of("no", "such", "directory")), options));
    }

    @Test
    void shouldEndAddPublisherWhenInterruptedBefore()
    {
        Thread.currentThread().interrupt();
        try
        {
            // Either the driver has answered before the first look, or the interrupt wins.
            skein.addMessagePublisher(TOPIC, Sharing.SHARED).close();
        }
        catch (final InterruptedWaitException ex)
        {
            assertTrue(ex.getMessage().contains("interrupted"), ex.getMessage());
        }
        assertTrue(Thread.interrupted());
        shouldStillWork(skein.addMessagePublisher(TOPIC, Sharing.SHARED));
    }

    @Test
    void shouldEndAddPublisherWhenInterruptedWhileDriverIsSilent() throws Exception
    {
        final Path directory = Directories.create("interrupt");
        try (ChildJvm child = DriverMain.start(directory, "shared");
            Skein other = Skein.connect(Connection.to(directory), Events.PATIENT.withConnectTimeout(LONG)))
        {
            child.stop();
            shouldEndWhenInterrupted(() -> other.addMessagePublisher(TOPIC, Sharing.EXCLUSIVE));
            child.resume();
            other.addMessagePublisher(TOPIC, Sharing.EXCLUSIVE);
            assertEquals(State.CONNECTED, other.state());
        }
        finally
        {
            Directories.delete(directory);
        }
    }

    @Test
    void shouldPublishAndPollAndCloseWhenInterruptFlagIsSet()
    {
        final MessagePublisher publisher = skein.addMessagePublisher(TOPIC, Sharing.EXCLUSIVE);
        final MessageSubscriber subscriber = skein.addMessageSubscriber(TOPIC, 0);
        publisher.awaitConnected(LONG);
        Thread.currentThread().interrupt();
        assertTrue(publisher.offer(message, 0, 10) > 0);
        try (Claim claim = publisher.claim(10, LONG))
        {
            claim.commit();
        }
        int fragments = 0;
        while (fragments < 2)
        {
            fragments += subscriber.poll((view) -> assertEquals(10, view.length()), 1);
        }
        subscriber.close();
        publisher.close();
        skein.close();
        assertTrue(Thread.interrupted());
    }

    @Test
    void shouldComeBackWhenItsOwnThreadsAreInterrupted()
    {
        final MessagePublisher publisher = skein.addMessagePublisher(TOPIC, Sharing.SHARED);
        for (int round = 0; round < 50; round++)
        {
            Thread.getAllStackTraces().keySet().stream()
                .filter((thread) -> thread.getName().startsWith("skein-")).forEach(Thread::interrupt);
            skein.addMessageSubscriber(TOPIC, 0).close();
        }
        // An interrupt while a log is mapped closes the file under Aeron, and costs the client.
        Await.until("connected", () -> State.CONNECTED == skein.state());
        shouldStillWork(publisher);
        areErrorsExpected = true;
    }

    private void shouldStillWork(final MessagePublisher publisher)
    {
        final MessageSubscriber subscriber = skein.addMessageSubscriber(TOPIC, 0);
        publisher.awaitConnected(LONG);
        try (Claim claim = publisher.claim(10, LONG))
        {
            claim.commit();
        }
        Await.until("a message comes", () -> subscriber.poll((view) -> assertEquals(10, view.length()), 1) > 0);
        assertEquals(State.CONNECTED, skein.state());
    }

    private static void shouldEndWhenInterrupted(final Runnable wait)
    {
        final AtomicReference<Throwable> thrown = new AtomicReference<>();
        final AtomicReference<Boolean> flag = new AtomicReference<>();
        final Thread waiter = new Thread(() ->
        {
            try
            {
                wait.run();
            }
            catch (final Throwable ex)
            {
                thrown.set(ex);
            }
            flag.set(Thread.currentThread().isInterrupted());
        });
        waiter.start();
        Await.until("it waits", () -> !waiter.isAlive() || Arrays.stream(waiter.getStackTrace())
            .anyMatch((frame) -> frame.getClassName().startsWith("io.skein.internal.")));
        waiter.interrupt();
        Await.ended(waiter);
        assertInstanceOf(InterruptedWaitException.class, thrown.get());
        assertTrue(flag.get());
    }
}
