package io.skein.system;

import io.skein.Connection;
import io.skein.DriverException;
import io.skein.Outcome;
import io.skein.Sharing;
import io.skein.Skein;
import io.skein.SkeinOptions;
import io.skein.State;
import io.skein.driver.DriverProfile;
import io.skein.driver.EmbeddedDriver;
import io.skein.topic.Topic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

@Timeout(120)
class DriverRestartIT
{
    private static final Topic TOPIC = Topic.message("orders/new");
    private static final int LENGTH = 256;

    private Path directory;
    private ChildJvm driver;

    @BeforeEach
    void createDirectory() throws IOException
    {
        directory = Directories.create("restart");
    }

    @AfterEach
    void endDriver()
    {
        if (null != driver)
        {
            driver.close();
        }
        Directories.delete(directory);
    }

    @Test
    void shouldContinueWhenDriverIsKilledAndStartedAgain() throws IOException
    {
        shouldContinueAfter(() -> driver.kill());
    }

    @Test
    void shouldContinueWhenDriverIsStoppedAndStartedAgain() throws IOException
    {
        shouldContinueAfter(() ->
        {
            driver.terminate();
            assertEquals(0, driver.awaitExit(), driver.output());
        });
    }

    @Test
    void shouldBeDisconnectedWhenDriverHasStopped() throws IOException
    {
        driver = DriverMain.start(directory, "shared");
        final Events events = new Events();
        try (Skein skein = Skein.connect(Connection.to(directory), events.options());
            Source source = new Source(skein.addMessagePublisher(TOPIC, Sharing.EXCLUSIVE), LENGTH))
        {
            driver.terminate();
            Await.until("disconnected: " + events, () -> State.DISCONNECTED == skein.state());
            Await.until("refused", () -> Outcome.DISCONNECTED == source.outcome());

            assertThrows(DriverException.class, () -> Skein.connect(
                Connection.to(directory), Events.PATIENT.withConnectTimeout(Duration.ofMillis(100))));
        }
        assertEquals(List.of(State.CONNECTED, State.DISCONNECTED, State.CLOSED), events.states());
    }

    @Test
    void shouldNotTakeABusyDriverForANewOneWhenItsFilesAreOnADisk() throws IOException
    {
        final Events events = new Events();
        final Path onDisk = Directories.createIn(Directories.onDisk(), "disk");
        try (EmbeddedDriver embedded = EmbeddedDriver.launch(DriverProfile.cooperative(), onDisk);
            Skein skein = Skein.connect(embedded.connection(), events.options());
            Sink sink = new Sink(skein.addMessageSubscriber(TOPIC, 0));
            Source source = new Source(skein.addMessagePublisher(TOPIC, Sharing.EXCLUSIVE), LENGTH))
        {
            // A disk's file system sets the time when the driver writes; here it is set for sure.
            final Path cncFile = onDisk.resolve("cnc.dat");
            for (int i = 1; i <= 10; i++)
            {
                Files.setLastModifiedTime(cncFile, FileTime.fromMillis(System.currentTimeMillis() + i));
                final long received = sink.received();
                Await.until("messages come", () -> sink.received() > received + 200);
            }
            assertTrue(source.accepted() >= 2_000);
            assertEquals(List.of(State.CONNECTED), events.states());
        }
        finally
        {
            Directories.delete(onDisk);
        }
    }

    @Test
    void shouldSayInOneLineWhatIsMissingWhenThereIsNoDriver()
    {
        final DriverException ex = assertThrows(DriverException.class, () -> Skein.connect(
            Connection.to(directory), Events.PATIENT.withConnectTimeout(Duration.ofMillis(100))));

        assertTrue(ex.getMessage().contains(directory.toString()), ex.getMessage());
        assertTrue(ex.getMessage().contains("connectTimeout=100 ms"), ex.getMessage());
        assertFalse(ex.getMessage().contains("\n"), ex.getMessage());
    }

    @Test
    void shouldSayInOneLineWhatIsMissingWhenDriverIsKilledBeforeTheFirstPublisher() throws IOException
    {
        driver = DriverMain.start(directory, "shared");
        final SkeinOptions options = Events.PATIENT.withConnectTimeout(Duration.ofSeconds(1));
        try (Skein skein = Skein.connect(Connection.to(directory), options))
        {
            driver.kill();

            final DriverException ex =
                assertThrows(DriverException.class, () -> skein.addMessagePublisher(TOPIC, Sharing.EXCLUSIVE));
            assertTrue(ex.getMessage().contains("connectTimeout=1000 ms"), ex.getMessage());
            assertFalse(ex.getMessage().contains("\n"), ex.getMessage());
        }
    }

    @Test
    void shouldConnectWhenDriverComesWithinConnectTimeout() throws Exception
    {
        final Events events = new Events();
        final SkeinOptions options = events.options().withConnectTimeout(Duration.ofSeconds(30));
        final Thread starter = new Thread(() ->
        {
            try
            {
                driver = DriverMain.start(directory, "shared");
            }
            catch (final IOException ex)
            {
                throw new AssertionError(ex);
            }
        });
        starter.start();
        try (Skein skein = Skein.connect(Connection.to(directory), options))
        {
            assertEquals(State.CONNECTED, skein.state());
        }
        Await.ended(starter);
        assertEquals(List.of(State.CONNECTED, State.CLOSED), events.states());
    }

    private void shouldContinueAfter(final Runnable end) throws IOException
    {
        driver = DriverMain.start(directory, "shared");
        final Events events = new Events();
        try (Skein skein = Skein.connect(Connection.to(directory), events.options());
            Sink sink = new Sink(skein.addMessageSubscriber(TOPIC, 0));
            Source source = new Source(skein.addMessagePublisher(TOPIC, Sharing.EXCLUSIVE), LENGTH))
        {
            Await.until("messages arrive", () -> sink.received() > 100);

            end.run();
            driver = DriverMain.start(directory, "shared");
            Await.until(() -> "connected again: " + events, () -> 2 == count(events, State.CONNECTED));
            final long accepted = source.accepted();
            final long received = sink.received();
            Await.until(() -> "messages are accepted again: " + Outcome.name(source.outcome()) + " " + events,
                () -> source.accepted() > accepted + 100);
            Await.until(() -> "messages arrive again: " + events, () -> sink.received() > received + 100);
            assertEquals(0, sink.corrupt());
            assertTrue(sink.last() >= accepted, "messages are new");
        }
        assertEquals(List.of(
            State.CONNECTED, State.DISCONNECTED, State.RECONNECTING, State.CONNECTED, State.CLOSED), events.states());
    }

    private static long count(final Events events, final State state)
    {
        return events.states().stream().filter((each) -> state == each).count();
    }
}
