package io.skein.examples.pingpong;

import io.skein.InterruptedWaitException;
import io.skein.WaitTimeoutException;
import io.skein.tool.StopSignal;
import org.agrona.concurrent.NoOpIdleStrategy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class DeadlineTest
{
    private final StopSignal stop = StopSignal.install();
    private long nowNs = Long.MAX_VALUE - 10;
    private final Deadline deadline =
        new Deadline(NoOpIdleStrategy.INSTANCE, stop, Duration.ofNanos(100), () -> nowNs);

    @AfterEach
    void closeStop()
    {
        stop.close();
        Thread.interrupted();
    }

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
        assertThrows(WaitTimeoutException.class, () -> deadline.check("x"));

        deadline.progress();
        nowNs += 1_000;
        assertFalse(deadline.isOver());
        deadline.check("x");
    }

    @Test
    void shouldEndWhenTheProcessShallStop()
    {
        stop.raise();
        assertThrows(InterruptedWaitException.class, () -> deadline.check("x"));
    }
}
