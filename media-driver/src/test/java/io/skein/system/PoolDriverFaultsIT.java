package io.skein.system;

import io.skein.Connection;
import io.skein.Sharing;
import io.skein.Skein;
import io.skein.SkeinOptions;
import io.skein.State;
import io.skein.message.MessagePublisher;
import io.skein.message.MessageSubscriber;
import io.skein.topic.Topic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * The driver is killed and started again while slots are in use: pools do not belong to it.
 */
@Timeout(180)
class PoolDriverFaultsIT
{
    private static final int SLOTS = 4;
    private static final int LENGTH = 20_000;
    private static final Topic TOPIC = PoolBed.topic("faults", SLOTS, LENGTH);

    private final Events events = new Events();
    private final SkeinOptions options = events.options().withCloseTimeout(Duration.ofMillis(500));
    private Path directory;
    private ChildJvm driver;

    @BeforeEach
    void startDriver() throws IOException
    {
        directory = Directories.create("pool-driver");
        driver = DriverMain.start(directory, "shared");
    }

    @AfterEach
    void endDriver()
    {
        driver.close();
        Directories.delete(directory);
    }

    @Test
    void shouldGoOnWithNewMessagesWhenDriverIsKilledAndStartedAgain() throws IOException
    {
        try (Skein skein = Skein.connect(Connection.to(directory), options);
            MessagePublisher publisher = skein.addMessagePublisher(TOPIC, Sharing.EXCLUSIVE);
            PooledSink sink = new PooledSink(skein.addMessageSubscriber(TOPIC, 0));
            PooledSource source = new PooledSource(publisher, LENGTH, 0))
        {
            Await.until("messages arrive", () -> sink.received() > 100);
            for (int i = 2; i <= 3; i++)
            {
                restartDriver(i);
                final long accepted = source.accepted();
                Await.until(() -> "new messages arrive: " + events + publisher.stats(),
                    () -> sink.last() > accepted + 100);
            }
            source.finish();
            PoolBed.awaitAllSlotsFree(publisher);
        }
    }

    @Test
    void shouldTellWhoIsInItsHandlerWhenTheSlotIsUsedAgainUnderTheNextDriver() throws IOException
    {
        final Map<Integer, Long> bases = new HashMap<>();
        try (Skein skein = Skein.connect(Connection.to(directory), options);
            MessagePublisher publisher = skein.addMessagePublisher(TOPIC, Sharing.EXCLUSIVE);
            MessageSubscriber subscriber = skein.addMessageSubscriber(TOPIC, 0);
            PooledSource source = new PooledSource(publisher, LENGTH, 0))
        {
            final long[] lastSequence = {-1};
            Await.until("a message comes", () -> 0 != subscriber.poll((view) ->
            {
                restart(2);
                Await.until(() -> "the slot is used again: " + publisher.stats(), () ->
                {
                    final String found = PooledSink.problem(view, bases);
                    final boolean isValid = view.isValid();
                    assertTrue(!isValid || null == found, found);
                    return !isValid;
                });
                lastSequence[0] = view.sequence();
            }, 1));
            assertEquals(1, subscriber.stats().lapped(), subscriber.stats()::toString);
            final long[] count = {0};
            Await.until(() -> "newer messages come: " + subscriber.stats() + events, () ->
            {
                subscriber.poll((view) ->
                {
                    final String found = PooledSink.problem(view, bases);
                    assertTrue(!view.isValid() || null == found && view.sequence() > lastSequence[0], found);
                    lastSequence[0] = view.sequence();
                    ++count[0];
                }, 1);
                return count[0] > 50;
            });
            assertEquals(0, subscriber.stats().failed(), events::toString);
            source.finish();
        }
    }

    private void restart(final int connections)
    {
        try
        {
            restartDriver(connections);
        }
        catch (final IOException ex)
        {
            throw new AssertionError(ex);
        }
    }

    private void restartDriver(final int connections) throws IOException
    {
        driver.kill();
        assertEquals(137, driver.awaitExit());
        driver = DriverMain.start(directory, "shared");
        Await.until(() -> "connected again: " + events, () -> connections <= events.states().stream().filter(
            (state) -> State.CONNECTED == state).count());
    }
}
