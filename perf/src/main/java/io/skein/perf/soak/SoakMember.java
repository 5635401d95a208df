package io.skein.perf.soak;

import com.google.gson.Gson;
import io.skein.Connection;
import io.skein.Skein;
import io.skein.SkeinOptions;
import io.skein.idle.WaitStrategy;
import io.skein.topic.PoolOptions;
import io.skein.topic.Topic;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A process of the soak: what it says on its output is a word, and whatever belongs to it; what it is told on its input
 * is a word alone. Ends when its input ends.
 */
abstract class SoakMember
{
    static final String READY = "READY";
    static final String AT = "AT";
    static final String LENT = "LENT";
    static final String FOUND = "FOUND";
    static final String CORRUPT = "CORRUPT";
    static final String NOTE = "NOTE";

    static final String CALM = "calm";
    static final String GO = "go";
    static final String LEND = "lend";
    static final String END = "end";

    static final String BLOCKING = "soak/block";
    static final String OVERWRITING = "soak/overwrite";
    static final String ONWARD = "soak/onward";

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);
    private static final long REPORT_INTERVAL_NS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long PARK_NS = 200_000;

    private final Gson gson = new Gson();
    private final Queue<String> commands = new ConcurrentLinkedQueue<>();
    private long reportNs;

    /**
     * @param command that was sent.
     */
    abstract void on(String command);

    /**
     * @return how much was done.
     */
    abstract int work();

    abstract Findings findings();

    /**
     * @param args role, Aeron directory, slots, bytes of a frame, a number of its own, and a topic for publishers.
     */
    public static void main(final String[] args)
    {
        final SkeinOptions options = SkeinOptions.DEFAULTS.withConnectTimeout(CONNECT_TIMEOUT)
            .withCloseTimeout(CLOSE_TIMEOUT).withWaitStrategy(WaitStrategy.PARK)
            .withErrorHandler((error) -> say(NOTE, error.toString()));
        try (Skein skein = Skein.connect(Connection.to(Path.of(args[1])), options))
        {
            final int slots = Integer.parseInt(args[2]);
            final int length = Integer.parseInt(args[3]);
            final SoakMember member = switch (args[0])
            {
                case "publisher" -> new SoakPublisher(skein, topic(args[5], slots, length), Long.parseLong(args[4]));
                case "forwarder" -> new SoakForwarder(skein, length);
                default -> new SoakSubscriber(skein, length, Long.parseLong(args[4]));
            };
            member.run();
        }
    }

    private static Topic topic(final String name, final int slots, final int length)
    {
        return Topic.message(name).pool(PoolOptions.of(slots, length).threshold(0).policy(
            OVERWRITING.equals(name) ? PoolOptions.Policy.OVERWRITE : PoolOptions.Policy.BLOCK));
    }

    static void say(final String word, final String text)
    {
        final PrintStream out = System.out;
        synchronized (out)
        {
            out.println(word + ' ' + text.replace('\n', ' '));
            out.flush();
        }
    }

    /**
     * Stay here, for somebody to do something.
     */
    static void stay(final String state)
    {
        say(AT, state);
        for (;;)
        {
            LockSupport.park();
        }
    }

    private void run()
    {
        final Thread reader = new Thread(this::read, "soak-input");
        reader.setDaemon(true);
        reader.start();
        say(READY, "");
        for (String command = commands.poll(); !END.equals(command); command = commands.poll())
        {
            if (null != command)
            {
                on(command);
            }
            if (0 == work())
            {
                LockSupport.parkNanos(PARK_NS);
            }
            report(false);
        }
        report(true);
    }

    /**
     * Say what was found, now and then.
     *
     * @param isDue to say it in any case.
     */
    final void report(final boolean isDue)
    {
        final long nowNs = System.nanoTime();
        if (isDue || nowNs - reportNs > REPORT_INTERVAL_NS)
        {
            reportNs = nowNs;
            say(FOUND, gson.toJson(findings()));
        }
    }

    /**
     * @return the next command, without taking it.
     */
    final String nextCommand()
    {
        return commands.peek();
    }

    private void read()
    {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)))
        {
            for (String line = in.readLine(); null != line; line = in.readLine())
            {
                commands.add(line);
            }
        }
        catch (final IOException ex)
        {
            say(NOTE, ex.toString());
        }
        if (!commands.contains(END))
        {
            // Whoever started this process is gone.
            Runtime.getRuntime().halt(1);
        }
    }
}
