package io.skein.system;

import io.skein.Sharing;
import io.skein.Skein;
import io.skein.SkeinOptions;
import io.skein.driver.EmbeddedDriver;
import io.skein.idle.WaitSet;
import io.skein.idle.WaitStrategy;
import io.skein.message.AsyncOptions;
import io.skein.message.MessagePublisher;
import io.skein.message.RawPublisher;
import io.skein.message.RawSubscriber;
import io.skein.payload.Payload;
import io.skein.stream.ByteStreamReader;
import io.skein.stream.ByteStreamWriter;
import io.skein.stream.StreamOptions;
import io.skein.topic.BackPressure;
import io.skein.topic.Topic;
import org.agrona.concurrent.IdleStrategy;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Waits in every way on virtual threads that have one carrier between them: a wait that pins it lets no other run.
 * Argument: the wait strategy.
 */
final class VirtualThreadMain
{
    private static final Duration LONG = Duration.ofMinutes(5);

    private VirtualThreadMain()
    {
    }

    public static void main(final String[] args) throws Exception
    {
        final AsyncOptions async = AsyncOptions.DEFAULTS.withMaxPending(1).withTimeout(LONG);
        try (EmbeddedDriver driver = EmbeddedDriver.launch();
            Skein skein = Skein.connect(driver.connection(), SkeinOptions.DEFAULTS.withAsync(async)
                .withWaitStrategy(WaitStrategy.of(args[0])).withErrorHandler((ignore) -> {})))
        {
            final Topic nobody = Topic.message("virtual/nobody").backPressure(BackPressure.block(LONG));
            final RawSubscriber subscriber = skein.addRawSubscriber(Topic.raw("virtual/polled").stream(6_002), 0);
            final RawSubscriber member = skein.addRawSubscriber(Topic.raw("virtual/member").stream(6_003), 0);
            final ByteStreamReader reader = skein.addByteStreamReader(Topic.byteStream("virtual/stream").stream(6_004));
            final ByteStreamWriter writer = skein.addByteStreamWriter(
                Topic.byteStream("virtual/writer").stream(6_005), Sharing.EXCLUSIVE, StreamOptions.DEFAULTS);
            final MessagePublisher publisher = skein.addMessagePublisher(nobody, Sharing.EXCLUSIVE);
            final MessagePublisher shared = skein.addMessagePublisher(nobody, Sharing.SHARED);
            final RawPublisher lonely = skein.addRawPublisher(
                Topic.raw("virtual/lonely").stream(6_006).backPressure(BackPressure.block(LONG)), Sharing.SHARED);
            shared.publishAsync(Payload.copyOf(new byte[1]));

            check("poll", () -> poll(skein, subscriber));
            check("set", () -> await(skein, member));
            check("receive", reader::receive);
            check("send", () -> writer.send(ByteBuffer.allocate(8), LONG));
            check("claim", () -> publisher.claim(8, LONG));
            check("shared claim", () -> lonely.claim(8, LONG));
            check("publishAsync", () -> shared.publishAsync(Payload.copyOf(new byte[1])));
            check("awaitConnected", () -> publisher.awaitConnected(LONG));
            System.out.println("DONE");
        }
    }

    private static void poll(final Skein skein, final RawSubscriber subscriber)
    {
        final IdleStrategy idle = skein.newIdleStrategy();
        while (!subscriber.isClosed())
        {
            idle.idle(subscriber.poll((view) -> {}, 10));
        }
    }

    private static void await(final Skein skein, final RawSubscriber subscriber)
    {
        final WaitSet set = skein.newWaitSet();
        set.add(subscriber);
        set.await(LONG, (ready) -> {});
    }

    /**
     * Start a wait, see that it waits, and that another virtual thread runs meanwhile, again and again.
     */
    private static void check(final String name, final Runnable wait) throws ReflectiveOperationException
    {
        final AtomicBoolean isEnded = new AtomicBoolean();
        final Thread waiter = start(() ->
        {
            try
            {
                wait.run();
            }
            catch (final RuntimeException closed)
            {
                // At the end everything is closed.
            }
            isEnded.set(true);
        });
        Await.until(name + " waits", () -> Thread.State.TIMED_WAITING == waiter.getState());
        for (int i = 0; i < 20; i++)
        {
            final AtomicBoolean hasRun = new AtomicBoolean();
            start(() -> hasRun.set(true));
            Await.until(() -> name + " lets others run", hasRun::get);
        }
        System.out.println(isEnded.get() ? "ENDED " + name : "OK " + name);
    }

    private static Thread start(final Runnable task) throws ReflectiveOperationException
    {
        // Not in JDK 17, for which this is compiled.
        return (Thread)Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, task);
    }
}
