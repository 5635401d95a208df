package io.skein.system;

import io.skein.HandlerException;
import io.skein.Outcome;
import io.skein.Sharing;
import io.skein.Skein;
import io.skein.SkeinOptions;
import io.skein.State;
import io.skein.driver.DriverProfile;
import io.skein.driver.EmbeddedDriver;
import io.skein.message.Claim;
import io.skein.message.MessageHandler;
import io.skein.message.MessagePublisher;
import io.skein.message.MessageSubscriber;
import io.skein.topic.Topic;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Closing from odd places. The close timeout is an hour: whoever waits for himself fails by the deadline.
 */
@Timeout(60)
class ClosingIT
{
    private static final Topic TOPIC = Topic.message("closing");
    private static final SkeinOptions OPTIONS = Events.PATIENT.withCloseTimeout(Duration.ofHours(1));

    private final UnsafeBuffer message = new UnsafeBuffer(new byte[100]);
    private EmbeddedDriver driver;

    @BeforeEach
    void launchDriver()
    {
        driver = EmbeddedDriver.launch(DriverProfile.cooperative());
    }

    @AfterEach
    void closeDriver()
    {
        assertEquals(0, driver.errorCount());
        driver.close();
    }

    @Test
    void shouldCloseSubscriberWhenItsHandlerAsksForIt()
    {
        shouldCloseFromHandler((all) -> all.subscriber.close());
    }

    @Test
    void shouldClosePublisherWhenHandlerAsksForIt()
    {
        shouldCloseFromHandler((all) -> all.publisher.close());
    }

    @Test
    void shouldCloseSkeinWhenHandlerAsksForIt()
    {
        shouldCloseFromHandler((all) -> all.skein.close());
    }

    @Test
    void shouldCloseSkeinWhenHandlerClosesEverythingTwice()
    {
        shouldCloseFromHandler((all) ->
        {
            all.subscriber.close();
            all.skein.close();
            all.publisher.close();
            all.subscriber.close();
            all.skein.close();
        });
    }

    @Test
    void shouldCloseSkeinWhenErrorHandlerAsksForItDuringPoll()
    {
        final AtomicReference<Skein> closed = new AtomicReference<>();
        final AtomicReference<Throwable> error = new AtomicReference<>();
        final Skein skein = Skein.connect(driver.connection(), OPTIONS.withErrorHandler((ex) ->
        {
            error.set(ex);
            closed.get().close();
        }));
        closed.set(skein);
        final All all = new All(skein);
        all.publishAndPoll((view) ->
        {
            throw new IllegalStateException("on purpose");
        });
        skein.close();
        assertEquals(State.CLOSED, skein.state());
        assertTrue(error.get() instanceof HandlerException, () -> String.valueOf(error.get()));
    }

    @Test
    void shouldCloseSkeinWhenStateListenerAsksForIt()
    {
        final AtomicReference<Skein> closed = new AtomicReference<>();
        final Skein skein = Skein.connect(driver.connection(), OPTIONS.withStateListener((from, to, reason) ->
        {
            if (State.DISCONNECTED == to)
            {
                closed.get().close();
            }
        }).withErrorHandler((ex) ->
        {
        }));
        closed.set(skein);
        final All all = new All(skein);
        driver.close();
        Await.until("closed", () -> State.CLOSED == skein.state());
        skein.close();
        assertEquals(Outcome.CLOSED, all.publisher.offer(message, 0, message.capacity()));
    }

    @Test
    void shouldRefuseToWaitWhenOnTheThreadThatIsWaitedFor()
    {
        final AtomicReference<Skein> used = new AtomicReference<>();
        final AtomicReference<Throwable> refusal = new AtomicReference<>();
        try (Skein skein = Skein.connect(driver.connection(), OPTIONS.withErrorHandler(refusal::set)
            .withStateListener((from, to, reason) ->
            {
                if (State.DISCONNECTED == to)
                {
                    used.get().addMessagePublisher(TOPIC, Sharing.EXCLUSIVE);
                }
            })))
        {
            used.set(skein);
            driver.close();
            Await.until("refused: " + refusal, () -> refusal.get() instanceof IllegalStateException);
        }
    }

    @Test
    void shouldCloseOnceWhenTwoThreadsClose() throws Exception
    {
        for (int round = 0; round < 20; round++)
        {
            final Skein skein = Skein.connect(driver.connection(), OPTIONS);
            final All all = new All(skein);
            final CyclicBarrier barrier = new CyclicBarrier(3);
            final AtomicReference<Throwable> failure = new AtomicReference<>();
            final Thread[] threads = new Thread[2];
            for (int i = 0; i < threads.length; i++)
            {
                threads[i] = new Thread(() ->
                {
                    try
                    {
                        barrier.await();
                        all.subscriber.close();
                        skein.close();
                        assertEquals(State.CLOSED, skein.state());
                    }
                    catch (final Throwable ex)
                    {
                        failure.set(ex);
                    }
                });
                threads[i].start();
            }
            barrier.await();
            for (final Thread thread : threads)
            {
                Await.ended(thread);
            }
            assertEquals(null, failure.get());
        }
    }

    @Test
    void shouldWaitForHandlerWhenAnotherThreadCloses()
    {
        final AtomicBoolean isHandled = new AtomicBoolean();
        try (Skein skein = Skein.connect(driver.connection(), OPTIONS))
        {
            final All all = new All(skein);
            final AtomicBoolean isOver = new AtomicBoolean();
            final AtomicReference<Boolean> wasOver = new AtomicReference<>();
            final Thread closer = new Thread(() ->
            {
                Await.until("the handler runs", isHandled::get);
                all.subscriber.close();
                wasOver.set(isOver.get());
            });
            closer.start();
            all.publishAndPoll((view) ->
            {
                isHandled.set(true);
                Await.until("closing", all.subscriber::isClosed);
                Await.until("the closer waits", () -> Thread.State.TIMED_WAITING == closer.getState());
                isOver.set(true);
            });
            Await.ended(closer);
            assertEquals(Boolean.TRUE, wasOver.get());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 1_000})
    void shouldEndCloseWhenClaimStaysOpenForEver(final int length)
    {
        final Skein skein = Skein.connect(driver.connection(), OPTIONS.withCloseTimeout(Duration.ofMillis(100)));
        final All all = new All(skein);
        final Claim claim = all.publisher.claim(length);
        final Thread closer = new Thread(skein::close);
        closer.start();
        Await.ended(closer);
        assertEquals(State.CLOSED, skein.state());

        claim.data().setMemory(0, length, (byte)1);
        claim.commit();
        assertFalse(claim.isOpen());
        assertEquals(Outcome.CLOSED, all.publisher.offer(message, 0, 1));
    }

    private void shouldCloseFromHandler(final Consumer<All> close)
    {
        try (Skein skein = Skein.connect(driver.connection(), OPTIONS))
        {
            final All all = new All(skein);
            final AtomicBoolean isHandled = new AtomicBoolean();
            all.publishAndPoll((view) ->
            {
                close.accept(all);
                assertEquals(message.capacity(), view.length());
                assertEquals(0, view.buffer().getByte(0));
                isHandled.set(true);
            });
            assertTrue(isHandled.get());
        }
    }

    private final class All
    {
        private final Skein skein;
        private final MessageSubscriber subscriber;
        private final MessagePublisher publisher;

        private All(final Skein skein)
        {
            this.skein = skein;
            subscriber = skein.addMessageSubscriber(TOPIC, 0);
            publisher = skein.addMessagePublisher(TOPIC, Sharing.EXCLUSIVE);
            publisher.awaitConnected(Duration.ofSeconds(30));
            subscriber.awaitConnected(Duration.ofSeconds(30));
        }

        private void publishAndPoll(final MessageHandler handler)
        {
            assertTrue(publisher.offer(message, 0, message.capacity()) > 0);
            Await.until("a message comes", () -> 0 != subscriber.poll(handler, 1));
        }
    }
}
