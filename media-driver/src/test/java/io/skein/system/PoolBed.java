package io.skein.system;

import io.aeron.Aeron;
import io.aeron.status.HeartbeatTimestamp;
import io.skein.Connection;
import io.skein.Skein;
import io.skein.driver.DriverProfile;
import io.skein.driver.EmbeddedDriver;
import io.skein.internal.pool.PoolPaths;
import io.skein.message.Claim;
import io.skein.message.MessageHandler;
import io.skein.message.MessagePublisher;
import io.skein.message.MessageSubscriber;
import io.skein.topic.PoolOptions;
import io.skein.topic.Topic;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A driver that gives dead clients up after two seconds, the directory of its pools, and a Skein of this process.
 */
final class PoolBed implements AutoCloseable
{
    static final DriverProfile IMPATIENT = DriverProfile.named("shared")
        .with("aeron.timer.interval", "50ms")
        .with("aeron.client.liveness.timeout", "2s")
        .with("aeron.publication.unblock.timeout", "3s");

    private final Events events = new Events();
    private final Path directory;
    private final EmbeddedDriver driver;
    private final Skein skein;

    PoolBed() throws IOException
    {
        directory = Directories.create("pool");
        driver = EmbeddedDriver.launch(IMPATIENT, directory);
        skein = Skein.connect(Connection.to(directory), events.options());
    }

    /**
     * @return a topic whose messages all take a slot.
     */
    static Topic topic(final String name, final int slots, final int slotSize)
    {
        return Topic.message(name).pool(PoolOptions.of(slots, slotSize).threshold(0));
    }

    Skein skein()
    {
        return skein;
    }

    /**
     * Until the driver has given up whoever is dead, by the heartbeats that it keeps of its clients, and nobody is left
     * but this process.
     */
    void awaitBeingAlone()
    {
        try (Aeron aeron = Aeron.connect(new Aeron.Context().aeronDirectoryName(directory.toString())))
        {
            Await.until("the driver has given up the dead", () ->
            {
                final int[] count = new int[1];
                aeron.countersReader().forEach((id, type, key, label) ->
                    count[0] += HeartbeatTimestamp.HEARTBEAT_TYPE_ID == type &&
                        aeron.clientId() != key.getLong(HeartbeatTimestamp.REGISTRATION_ID_OFFSET) ? 1 : 0);
                return 1 == count[0];
            });
        }
    }

    Events events()
    {
        return events;
    }

    Path directory()
    {
        return directory;
    }

    /**
     * @return whoever made a file of this name after who starts it is continued.
     */
    Path signal(final String name)
    {
        return directory.resolveSibling(name);
    }

    List<Path> pools()
    {
        final Path pools = PoolPaths.poolsDirectory(directory);
        if (!Files.exists(pools))
        {
            return List.of();
        }
        try (Stream<Path> children = Files.list(pools))
        {
            return children.sorted().toList();
        }
        catch (final IOException ex)
        {
            throw new UncheckedIOException(ex);
        }
    }

    Path onlyPool()
    {
        final List<Path> pools = pools();
        if (1 != pools.size())
        {
            throw new AssertionError("one pool was expected: " + pools);
        }
        return pools.get(0);
    }

    ChildJvm child(final String role, final Topic topic, final Object... more) throws IOException
    {
        final List<String> arguments = new ArrayList<>(List.of(role, directory.toString(), topic.name(),
            topic.channels().get(0).publish(),
            null == topic.pool() ? "0" : Integer.toString(topic.pool().slotCount()),
            null == topic.pool() ? "0" : Long.toString(topic.pool().slotSize())));
        for (final Object argument : more)
        {
            arguments.add(argument.toString());
        }
        return ChildJvm.start(PoolMain.class, arguments.toArray(new String[0]));
    }

    /**
     * Every slot can be lent at the same time: none has leaked.
     */
    static void awaitAllSlotsFree(final MessagePublisher publisher)
    {
        final int slots = publisher.topic().pool().slotCount();
        final int[] most = {0};
        Await.until(() -> "all " + slots + " slots can be lent, " + most[0] + " could, " + publisher.stats(), () ->
        {
            most[0] = Math.max(most[0], lendable(publisher, slots));
            return slots == most[0];
        });
    }

    /**
     * @return how many slots can be lent at the same time.
     */
    static int lendable(final MessagePublisher publisher, final int limit)
    {
        final List<Claim> claims = new ArrayList<>();
        for (int i = 0; i < limit; i++)
        {
            final Claim claim = publisher.newClaim();
            if (publisher.tryClaim(Pattern.MIN_LENGTH, claim) <= 0)
            {
                break;
            }
            claims.add(claim);
        }
        claims.forEach(Claim::abort);
        return claims.size();
    }

    /**
     * Await one message; what the check throws is thrown here.
     */
    void pollOne(final MessageSubscriber subscriber, final MessageHandler check)
    {
        final Throwable[] failure = new Throwable[1];
        final long before = subscriber.stats().messages();
        Await.until(() -> "a message comes: " + subscriber.stats() + " " + events, () ->
        {
            subscriber.poll((view) ->
            {
                try
                {
                    check.onMessage(view);
                }
                catch (final Throwable ex)
                {
                    failure[0] = ex;
                }
            }, 1);
            return subscriber.stats().messages() > before;
        });
        if (null != failure[0])
        {
            throw new AssertionError(subscriber.stats() + " " + events, failure[0]);
        }
    }

    @Override
    public void close()
    {
        skein.close();
        driver.close();
        Directories.delete(directory);
    }
}
