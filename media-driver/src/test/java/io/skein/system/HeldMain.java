package io.skein.system;

import io.skein.Connection;
import io.skein.Outcome;
import io.skein.Sharing;
import io.skein.Skein;
import io.skein.SkeinOptions;
import io.skein.State;
import io.skein.message.Claim;
import io.skein.message.MessagePublisher;
import io.skein.message.MessageSubscriber;
import io.skein.message.MessageView;
import io.skein.topic.Topic;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/**
 * Child process, bounds checks off: holds a view or a claim for longer than is good, and touches each byte of it.
 */
final class HeldMain
{
    static final Topic TOPIC = Topic.message("held");
    static final int LENGTH = 4_000;
    private static final String SLOW =
        "aeron:ipc?term-length=64k|mtu=8192|tether=false|untethered-window-limit-timeout=100ms";
    private static final AtomicInteger CONNECTIONS = new AtomicInteger();
    private static final long HOLD_NS = TimeUnit.SECONDS.toNanos(1);

    private final Skein skein;
    private volatile boolean isHeld;
    private long checksum;
    private long received;

    private HeldMain(final Skein skein)
    {
        this.skein = skein;
    }

    static Topic droppedTopic()
    {
        return TOPIC.channel("aeron:ipc?term-length=64k|mtu=8192", SLOW);
    }

    public static void main(final String[] arguments)
    {
        final SkeinOptions options = Events.PATIENT.withCloseTimeout(Duration.ofMillis(200))
            .withStateListener((from, to, reason) -> CONNECTIONS.addAndGet(State.CONNECTED == to ? 1 : 0));
        try (Skein skein = Skein.connect(Connection.to(arguments[1]), options))
        {
            final HeldMain held = new HeldMain(skein);
            switch (arguments[0])
            {
                case "dropped" -> held.whileDropped();
                case "restarted" -> held.whileRestarted();
                case "closed" -> held.whileClosed();
                case "claim" -> held.claimWhileClosed();
                default -> throw new IllegalArgumentException(arguments[0]);
            }
        }
        System.out.println("DONE");
    }

    /**
     * The driver takes the image away from a subscriber that is too slow, while it reads.
     */
    private void whileDropped()
    {
        final MessageSubscriber subscriber = skein.addMessageSubscriber(droppedTopic(), 0);
        System.out.println("READY");
        Await.until("a message was held", () ->
        {
            subscriber.poll((view) ->
            {
                if (0 == received++)
                {
                    // A poll that is refused must not look like the end of this one.
                    touchUntil(view, "the image is gone",
                        () -> isRefused(subscriber) && 0 == subscriber.publisherCount());
                    final long startNs = System.nanoTime();
                    touchUntil(view, "it was held",
                        () -> isRefused(subscriber) && System.nanoTime() - startNs > HOLD_NS);
                    System.out.println("MAPPED " + logs());
                }
            }, 1);
            return received > 0;
        });
        Await.until(() -> "the log is unmapped: " + logs(), () -> 0 == logs());
        System.out.println("UNMAPPED");
    }

    private static boolean isRefused(final MessageSubscriber subscriber)
    {
        try
        {
            subscriber.poll((view) -> System.out.println("NESTED"), 1);
            return false;
        }
        catch (final IllegalStateException ex)
        {
            return true;
        }
    }

    private void whileRestarted()
    {
        final MessageSubscriber subscriber = skein.addMessageSubscriber(TOPIC, 0);
        System.out.println("READY");
        Await.until("a message was held", () ->
        {
            subscriber.poll((view) ->
            {
                ++received;
                System.out.println("HELD");
                touchUntil(view, "connected again", () -> 2 == CONNECTIONS.get());
                touchFor(view, HOLD_NS);
            }, 1);
            return received > 0;
        });
        System.out.println("AGAIN");
        Await.until("a message of the second driver came", () ->
            0 != subscriber.poll((view) -> checksum += view.buffer().getByte(0), 1));
    }

    private void whileClosed()
    {
        final MessageSubscriber subscriber = skein.addMessageSubscriber(TOPIC, 0);
        System.out.println("READY");
        final Thread closer = closer();
        Await.until("a message was held", () ->
        {
            subscriber.poll((view) ->
            {
                ++received;
                isHeld = true;
                touchUntil(view, "Skein is closed", () -> State.CLOSED == skein.state());
                touchFor(view, HOLD_NS);
                System.gc();
                touchFor(view, HOLD_NS);
            }, 1);
            return received > 0;
        });
        Await.ended(closer);
        require(0 == subscriber.poll((view) -> ++received, 1));
    }

    private void claimWhileClosed()
    {
        final MessagePublisher publisher = skein.addMessagePublisher(TOPIC, Sharing.EXCLUSIVE);
        System.out.println("READY");
        publisher.awaitConnected(Duration.ofSeconds(60));
        final Claim claim = publisher.claim(LENGTH, Duration.ofSeconds(60));
        isHeld = true;
        final Thread closer = closer();
        Await.until("Skein is closed", () -> State.CLOSED == skein.state());
        System.gc();
        claim.data().setMemory(0, LENGTH, (byte)1);
        require(claim.commit() > 0);
        Await.ended(closer);
        require(Outcome.CLOSED == publisher.tryClaim(LENGTH, publisher.newClaim()));
    }

    private Thread closer()
    {
        final Thread closer = new Thread(() ->
        {
            Await.until("held", () -> isHeld);
            skein.close();
        });
        closer.start();
        return closer;
    }

    private void touchUntil(final MessageView view, final String what, final BooleanSupplier end)
    {
        Await.until(what, () ->
        {
            touch(view);
            return end.getAsBoolean();
        });
    }

    private void touchFor(final MessageView view, final long durationNs)
    {
        final long startNs = System.nanoTime();
        do
        {
            touch(view);
        }
        while (System.nanoTime() - startNs < durationNs);
    }

    private void touch(final MessageView view)
    {
        for (int i = 0; i < view.length(); i++)
        {
            checksum += view.buffer().getByte(i);
        }
        checksum += view.sequence() + view.position();
    }

    private static long logs()
    {
        try
        {
            return Files.readAllLines(Path.of("/proc/self/maps")).stream()
                .filter((line) -> line.contains(".logbuffer")).count();
        }
        catch (final IOException ex)
        {
            throw new UncheckedIOException(ex);
        }
    }

    private static void require(final boolean condition)
    {
        if (!condition)
        {
            throw new AssertionError();
        }
    }
}
