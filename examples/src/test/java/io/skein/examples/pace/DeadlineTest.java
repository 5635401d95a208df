package io.skein.examples.pace;

import io.skein.InterruptedWaitException;
import io.skein.WaitTimeoutException;
import org.agrona.concurrent.NoOpIdleStrategy;
import org.junit.jupiter.api.Test;

import java.time.Duration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class DeadlineTest
{
    private boolean isStopped;
    private long nowNs = Long.MAX_VALUE - 10;
    private final Deadline deadline =
        new Deadline(NoOpIdleStrategy.INSTANCE, () -> isStopped, Duration.ofNanos(100), "do it", () -> nowNs);

    @Test
    void shouldAskForALookEverySoManyRounds()
    {
        int looks = 0;
        for (int i = 0; i < 3 * Deadline.ROUNDS_PER_LOOK; i++)
        {
            looks += deadline.idle() ? 1 : 0;
        }
        assertEquals(3, looks);
    }

    @Test
    void shouldCountFromTheFirstLookAfterProgress()
    {
        assertFalse(deadline.isOver());
        nowNs += 100;
        assertFalse(deadline.isOver());
        nowNs++;
        assertTrue(deadline.isOver());
        final String message = assertThrows(WaitTimeoutException.class, () -> deadline.check("x")).getMessage();
        assertEquals("waited 0 s for x: do it", message);

        deadline.progress();
        nowNs += 1_000;
        assertFalse(deadline.isOver());
        deadline.check("x");
    }

    @Test
    void shouldEndWhenTheProcessShallStop()
    {
        isStopped = true;
        assertThrows(InterruptedWaitException.class, () -> deadline.check("x"));
    }
}
