package io.skein.contract;

import io.skein.ClosedException;
import io.skein.InterruptedWaitException;
import io.skein.Outcome;
import io.skein.WaitTimeoutException;
import io.skein.message.Claim;
import io.skein.message.PublisherStats;
import io.skein.payload.Payload;
import io.skein.topic.BackPressure;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

import java.time.Duration;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * What happens when nobody listens, and when somebody listens too slowly.
 */
@ParameterizedClass
@MethodSource("io.skein.contract.Setup#all")
class BackPressureContractIT extends Contract
{
    private static final Duration SHORT = Duration.ofMillis(5);

    private final Payload payload = Payload.copyOf(bytes(1000));
    private final String reason = Outcome.name(setup.refusal());

    BackPressureContractIT(final Setup setup)
    {
        super(setup);
    }

    @Test
    void shouldRefuseAtOnceWhenASubscriberIsTooSlowAndGoOnWhenItIsNot()
    {
        final int accepted = fill();
        final Claim claim = pipe.newClaim();
        assertEquals(setup.refusal(), pipe.tryClaim(1000, 0, claim));
        assertFalse(claim.isOpen());
        assertEquals(setup.refusal(), pipe.offer(payload, (UnsafeBuffer)null));
        assertEquals(setup.refusal(), pipe.offer(new UnsafeBuffer(bytes(10)), 0, 10));
        final PublisherStats stats = pipe.publisher().stats();
        assertEquals(accepted, Setup.published(stats));
        assertEquals(accepted * 1000L, stats.bytes());
        assertTrue((setup.isPooled() ? stats.slotsExhausted() : stats.backPressured()) >= 3);
        assertEquals(0, stats.dropped() + stats.aborted());

        receive(accepted);
        accepted(() -> pipe.offer(payload, (UnsafeBuffer)null));
        receiveOne();
        assertEquals(0, pipe.subscriber().stats().lost());
    }

    @Test
    void shouldNameTopicReasonLimitAndSettingWhenAWaitIsOver()
    {
        final int accepted = fill();
        final String[] words = {"topic " + pipe.publisher().topic().name(), "5.0 ms", reason,
            "backPressure.timeout", setup.isPooled() ? "pool.slots" : "term-length"};
        assertTimesOut(() -> pipe.claim(1000, SHORT), words);
        assertTimesOut(() -> pipe.offer(payload, SHORT), words);
        assertTimesOut(() -> pipe.offer(payload, Duration.ofNanos(-1)), "0.0 ms");
        assertTimesOut(() -> pipe.claim(8, Duration.ofNanos(-1)), "0.0 ms");
        receive(accepted);
        assertEquals(0, pipe.subscriber().stats().lost());
    }

    @Test
    void shouldWaitAsThePolicySaysWhenItBlocks()
    {
        open(setup.topic().backPressure(BackPressure.block(SHORT)));
        final int accepted = fill();
        assertTimesOut(() -> pipe.claim(1000), "5.0 ms", reason);
        assertTimesOut(() -> pipe.publish(payload), "5.0 ms", reason);
        receive(accepted);
        assertTrue(pipe.publish(payload) > 0);
        receiveOne();
    }

    @Test
    void shouldKeepTheInterruptWhenAWaitIsInterrupted()
    {
        final int accepted = fill();
        for (final Executable wait : List.<Executable>of(
            () -> pipe.claim(1000, LONG), () -> pipe.offer(payload, LONG), () -> pipe.publish(payload)))
        {
            Thread.currentThread().interrupt();
            assertThrows(InterruptedWaitException.class, wait);
            assertTrue(Thread.interrupted());
        }
        receive(accepted);
    }

    @Test
    void shouldCountAndGoOnWhenThePolicyDrops()
    {
        open(setup.droppingTopic());
        final int accepted = fill();
        for (int i = 0; i < 3; i++)
        {
            try (Claim claim = pipe.claim(1000))
            {
                assertTrue(claim.isOpen());
                assertEquals(1000, claim.data().capacity());
                assertEquals(1000, claim.byteBuffer().remaining());
                assertEquals(0, claim.attachment().capacity());
                claim.data().setMemory(0, 1000, (byte)1);
                assertEquals(Outcome.DROPPED, claim.commit());
                assertThrows(IllegalStateException.class, claim::commit);
                assertThrows(IllegalStateException.class, claim::data);
            }
            assertEquals(Outcome.DROPPED, pipe.publish(payload));
        }
        pipe.claim(1000).abort();
        assertEquals(7, pipe.publisher().stats().dropped());
        assertEquals(accepted * 1000L, pipe.publisher().stats().bytes());
        assertEquals(0, pipe.publisher().stats().aborted());

        receive(accepted);
        await("room", () -> pipe.publish(payload) > 0);
        receiveOne();
        assertEquals(0, pipe.subscriber().stats().lost(), "what was dropped got no number");
    }

    @Test
    void shouldRefuseWhenNobodySubscribes()
    {
        for (final BackPressure policy : new BackPressure[] {BackPressure.block(SHORT), BackPressure.drop()})
        {
            open(setup.topic().backPressure(policy));
            pipe.subscriber().close();
            await("nobody", () -> Outcome.NOT_CONNECTED == pipe.offer(payload, (UnsafeBuffer)null));
            await("nobody seen", () -> !pipe.publisher().isConnected());
            assertEquals(Outcome.NOT_CONNECTED, pipe.tryClaim(8, 0, pipe.newClaim()));
            assertEquals(Outcome.NOT_CONNECTED, pipe.offer(new UnsafeBuffer(bytes(8)), 0, 8));
            assertTrue(pipe.publisher().stats().notConnected() >= 3);
            assertTimesOut(() -> pipe.claim(8, SHORT), "NOT_CONNECTED", "5.0 ms", "backPressure.policy", "topic ");
            assertTimesOut(() -> pipe.offer(payload, SHORT), "NOT_CONNECTED", "5.0 ms", "awaitConnected");
            assertThrows(WaitTimeoutException.class, () -> pipe.publisher().awaitConnected(SHORT));
            if (BackPressure.Policy.DROP == policy.policy())
            {
                assertEquals(Outcome.DROPPED, pipe.publish(payload));
                assertEquals(Outcome.DROPPED, pipe.claim(8).commit());
            }
            else
            {
                assertTimesOut(() -> pipe.publish(payload), "NOT_CONNECTED");
                assertTimesOut(() -> pipe.claim(8), "NOT_CONNECTED");
            }
        }
    }

    @Test
    void shouldRefuseWhenThePublisherIsClosed()
    {
        pipe.publisher().close();
        pipe.publisher().close();
        assertTrue(pipe.publisher().isClosed());
        assertEquals(Outcome.CLOSED, pipe.tryClaim(8, 0, pipe.newClaim()));
        assertEquals(Outcome.CLOSED, pipe.offer(payload, (UnsafeBuffer)null));
        assertThrows(ClosedException.class, () -> pipe.claim(8));
        assertThrows(ClosedException.class, () -> pipe.claim(8, LONG));
        assertThrows(ClosedException.class, () -> pipe.offer(payload, LONG));
        assertThrows(ClosedException.class, () -> pipe.publish(payload));
        assertThrows(ClosedException.class, () -> pipe.publisher().awaitConnected(LONG));
    }

    /**
     * Fill the window of half a term, which on UDP the sender has once more, to the last frame; or every slot.
     */
    private int fill()
    {
        if (setup.isPooled())
        {
            for (int i = 0; i < Setup.SLOTS; i++)
            {
                accepted(() -> pipe.offer(payload, (UnsafeBuffer)null));
            }
            return Setup.SLOTS;
        }
        final long window = (setup.isUdp() ? 2 : 1) * Setup.TERM / 2;
        final long[] position = new long[1];
        final int[] accepted = new int[1];
        final int[] refused = new int[1];
        await("back pressure", () ->
        {
            final long outcome = pipe.offer(payload, (UnsafeBuffer)null);
            assertTrue(outcome > 0 || Outcome.BACK_PRESSURED == outcome, () -> Outcome.name(outcome));
            if (outcome > 0)
            {
                position[0] = outcome;
                ++accepted[0];
                refused[0] = 0;
            }
            return position[0] > window - Setup.MTU && ++refused[0] > 300;
        });
        return accepted[0];
    }

    private static void assertTimesOut(final Executable wait, final String... words)
    {
        final String message = assertThrows(WaitTimeoutException.class, wait).getMessage();
        for (final String word : words)
        {
            assertTrue(message.contains(word), () -> "no '" + word + "' in: " + message);
        }
    }
}
