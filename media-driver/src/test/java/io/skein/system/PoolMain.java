package io.skein.system;

import io.skein.Connection;
import io.skein.Sharing;
import io.skein.Skein;
import io.skein.SkeinOptions;
import io.skein.message.Claim;
import io.skein.message.MessagePublisher;
import io.skein.message.MessageSubscriber;
import io.skein.message.MessageView;
import io.skein.message.RetainedMessage;
import io.skein.topic.PoolOptions;
import io.skein.topic.Topic;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Child process: one end of a pooled topic, which goes to a certain point, says so with a line {@code AT}, and stays
 * there, to be killed or stopped.
 */
final class PoolMain
{
    static final int MESSAGES = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final SkeinOptions OPTIONS = Events.PATIENT.withErrorHandler(
        (error) -> System.out.println("ERROR " + error));

    private final Skein skein;
    private final Topic topic;
    private final String[] more;
    private final Map<Integer, Long> bases = new HashMap<>();
    private long received;

    private PoolMain(final Skein skein, final Topic topic, final String[] more)
    {
        this.skein = skein;
        this.topic = topic;
        this.more = more;
    }

    public static void main(final String[] arguments) throws IOException
    {
        if ("locks".equals(arguments[0]))
        {
            takeAllHolderNumbers(Path.of(arguments[6]));
        }
        final int slots = Integer.parseInt(arguments[4]);
        final Topic plain = Topic.message(arguments[2]).channel(arguments[3]);
        final Topic topic = 0 == slots ? plain :
            plain.pool(PoolOptions.of(slots, Integer.parseInt(arguments[5])).threshold(0));
        final String[] more = List.of(arguments).subList(6, arguments.length).toArray(new String[0]);
        try (Skein skein = Skein.connect(Connection.to(Path.of(arguments[1])), OPTIONS))
        {
            final PoolMain main = new PoolMain(skein, topic, more);
            switch (arguments[0])
            {
                case "publish" -> main.publish(Long.parseLong(more[0]));
                case "held" -> main.hold();
                case "retained" -> main.retain();
                case "idle" -> main.idle();
                case "forward" -> main.forward();
                default -> throw new IllegalArgumentException(arguments[0]);
            }
        }
        System.out.println("DONE");
    }

    private void publish(final long base)
    {
        final int length = (int)topic.pool().slotSize();
        final MessagePublisher publisher = skein.addMessagePublisher(topic, Sharing.EXCLUSIVE);
        System.out.println("READY");
        publisher.awaitConnected(PATIENCE);
        for (int i = 0; i < MESSAGES; i++)
        {
            require(PooledSource.publish(publisher, length, base + i));
        }
        switch (more[1])
        {
            case "loaned" -> at(publisher, 0, base);
            case "writing" -> at(publisher, length / 2, base);
            case "written" -> at(publisher, length, base);
            case "published" -> at(MESSAGES);
            case "committing" -> fillLog(publisher, length, base);
            case "run" -> run(publisher, length, base);
            case "end" -> System.out.println("ENDING");
            default -> throw new IllegalArgumentException(more[1]);
        }
    }

    private void at(final MessagePublisher publisher, final int written, final long base)
    {
        final Claim claim = publisher.claim((int)topic.pool().slotSize(), PATIENCE);
        claim.data().putLong(0, base + MESSAGES);
        claim.data().setMemory(0, written, (byte)-1);
        at(MESSAGES);
    }

    /**
     * More slots than the log has room for: the commit waits behind the complete slot.
     */
    private void fillLog(final MessagePublisher publisher, final int length, final long base)
    {
        final long[] accepted = {MESSAGES};
        final Thread watcher = new Thread(() ->
        {
            Await.until("back pressure", () -> publisher.stats().backPressured() > 10);
            at(publisher.stats().pooled());
        });
        watcher.start();
        for (;;)
        {
            require(PooledSource.publish(publisher, length, base + accepted[0]++));
        }
    }

    private static void run(final MessagePublisher publisher, final int length, final long base)
    {
        for (long i = MESSAGES;; i++)
        {
            require(PooledSource.publish(publisher, length, base + i));
            LockSupport.parkNanos(500_000);
        }
    }

    /**
     * Stays in the handler and reads, until it is told that the message is lost, or to go on.
     */
    private void hold()
    {
        final MessageSubscriber subscriber = skein.addMessageSubscriber(topic, 0);
        final boolean[] isHeld = {false};
        poll(subscriber, (view) ->
        {
            if (MESSAGES == received && !isHeld[0])
            {
                isHeld[0] = true;
                check(view);
                System.out.println("AT " + received);
                while (check(view) && !isSignalled())
                {
                    Thread.onSpinWait();
                }
                System.out.println(check(view) ? "INTACT" : "TOLD");
            }
        }, () -> isHeld[0]);
        more(subscriber);
    }

    private void retain()
    {
        final MessageSubscriber subscriber = skein.addMessageSubscriber(topic, 0);
        final List<RetainedMessage> retained = new ArrayList<>();
        poll(subscriber, (view) ->
        {
            if (retained.size() < 2)
            {
                retained.add(view.retain());
            }
        }, () -> 2 == retained.size());
        System.out.println("AT " + received);
        poll(subscriber, (view) -> retained.forEach(this::check), this::isSignalled);
        System.out.println(retained.stream().allMatch(this::check) ? "INTACT" : "TOLD");
        retained.forEach(RetainedMessage::release);
        more(subscriber);
    }

    private void idle()
    {
        final MessageSubscriber subscriber = skein.addMessageSubscriber(topic, 0);
        poll(subscriber, (view) -> {}, () -> received >= MESSAGES);
        at(received);
    }

    private void forward()
    {
        final MessageSubscriber subscriber = skein.addMessageSubscriber(topic, 0);
        final MessagePublisher publisher = skein.addMessagePublisher(Topic.message(more[0]), Sharing.EXCLUSIVE);
        publisher.awaitConnected(PATIENCE);
        poll(subscriber, (view) ->
        {
            if (publisher.forward(view) > 0 && MESSAGES == received)
            {
                System.out.println("AT " + received);
            }
        }, () -> false);
    }

    private void more(final MessageSubscriber subscriber)
    {
        final long before = received;
        poll(subscriber, (view) -> {}, () -> received > before + 20);
        System.out.println("MORE " + received);
        poll(subscriber, (view) -> {}, () -> false);
    }

    private void poll(final MessageSubscriber subscriber, final Consumer<MessageView> then,
        final BooleanSupplier end)
    {
        while (!end.getAsBoolean())
        {
            final int count = subscriber.poll((view) ->
            {
                ++received;
                check(view);
                then.accept(view);
            }, 1);
            if (0 == count)
            {
                LockSupport.parkNanos(50_000);
            }
        }
    }

    /**
     * @return whether the message is valid: then its bytes are right, or this process says so and ends.
     */
    private boolean check(final MessageView view)
    {
        final String problem = PooledSink.problem(view, bases);
        final boolean isValid = view.isValid();
        if (null != problem && isValid)
        {
            System.out.println("CORRUPT " + problem);
            System.exit(3);
        }
        return isValid;
    }

    private boolean isSignalled()
    {
        return more.length > 0 && Files.exists(Path.of(more[0]));
    }

    private static void takeAllHolderNumbers(final Path pool) throws IOException
    {
        for (int i = 0; i < 64; i++)
        {
            final FileChannel channel = FileChannel.open(
                pool.resolve("holder-" + i + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            require(null != channel.tryLock());
        }
        at(64);
    }

    private static void at(final long count)
    {
        System.out.println("AT " + count);
        for (;;)
        {
            LockSupport.park();
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
