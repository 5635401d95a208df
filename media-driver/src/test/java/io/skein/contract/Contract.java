package io.skein.contract;

import io.skein.Outcome;
import io.skein.Skein;
import io.skein.SkeinOptions;
import io.skein.driver.EmbeddedDriver;
import io.skein.message.View;
import io.skein.topic.Topic;
import org.agrona.concurrent.IdleStrategy;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

/**
 * A driver and a connection for a class of tests, and a pipe for each of them. A test fails when the driver or Skein
 * had an error that it did not take from {@link #ERRORS}.
 */
abstract class Contract
{
    static final Duration LONG = Duration.ofSeconds(20);
    static final Consumer<View> NOTHING = (view) ->
    {
    };

    static final Queue<Throwable> ERRORS = new ConcurrentLinkedQueue<>();
    static EmbeddedDriver driver;
    static Skein skein;

    final Setup setup;
    final List<Received> received = new ArrayList<>();
    final List<AutoCloseable> toClose = new ArrayList<>();
    final IdleStrategy idle;
    Pipe pipe;

    Contract(final Setup setup)
    {
        this.setup = setup;
        idle = skein.newIdleStrategy();
    }

    @BeforeAll
    static void launch()
    {
        driver = EmbeddedDriver.launch();
        skein = Skein.connect(driver.connection(), SkeinOptions.DEFAULTS.withErrorHandler(ERRORS::add));
    }

    @AfterAll
    static void close()
    {
        skein.close();
        assertEquals(0, driver.errorCount());
        driver.close();
    }

    @BeforeEach
    void open()
    {
        ERRORS.clear();
        open(setup.topic());
    }

    @AfterEach
    void end() throws Exception
    {
        pipe.close();
        for (final AutoCloseable closeable : toClose)
        {
            closeable.close();
        }
        assertEquals(List.of(), List.copyOf(ERRORS));
    }

    final void open(final Topic topic)
    {
        if (null != pipe)
        {
            pipe.close();
        }
        received.clear();
        pipe = Pipe.open(skein, topic, setup.sharing());
        pipe.publisher().awaitConnected(LONG);
        pipe.subscriber().awaitConnected(LONG);
    }

    final void await(final String what, final BooleanSupplier condition)
    {
        final long deadlineNs = System.nanoTime() + LONG.toNanos();
        while (!condition.getAsBoolean())
        {
            if (deadlineNs - System.nanoTime() < 0)
            {
                fail(what + ": not within " + LONG + ", errors " + ERRORS + ", " + pipe.publisher().stats() + ", " +
                    pipe.subscriber().stats());
            }
            idle.idle();
        }
    }

    final long accepted(final LongSupplier operation)
    {
        final long[] outcome = new long[1];
        await("acceptance", () ->
        {
            outcome[0] = operation.getAsLong();
            // A machine that stands still for five seconds loses a connection over UDP for a while.
            assertTrue(outcome[0] > 0 || Outcome.BACK_PRESSURED == outcome[0] || setup.refusal() == outcome[0] ||
                setup.isUdp() && Outcome.NOT_CONNECTED == outcome[0], () -> Outcome.name(outcome[0]));
            return outcome[0] > 0;
        });
        return outcome[0];
    }

    final List<Received> receive(final int count)
    {
        await(count + " messages", () ->
        {
            pipe.poll(NOTHING, received::add);
            return received.size() >= count;
        });
        assertEquals(count, received.size());
        return received;
    }

    final Received receiveOne()
    {
        received.clear();
        return receive(1).get(0);
    }

    final void see(final Consumer<View> onView)
    {
        received.clear();
        await("a message", () ->
        {
            pipe.poll(onView, received::add);
            return !received.isEmpty();
        });
    }

    static byte[] bytes(final int length)
    {
        final byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    final Throwable error(final Class<? extends Throwable> type)
    {
        final long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        Throwable error = ERRORS.poll();
        while (null == error && deadlineNs - System.nanoTime() > 0)
        {
            pipe.poll(NOTHING, received::add);
            idle.idle();
            error = ERRORS.poll();
        }
        assertTrue(type.isInstance(error), () -> "expected " + type);
        return error;
    }
}
