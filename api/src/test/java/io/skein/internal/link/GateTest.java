package io.skein.internal.link;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Who is let in when a gate is lent; what races see is in {@code perf/stress}.
 */
@Timeout(20)
class GateTest
{
    private final Gate gate = new Gate("test", false);

    @BeforeEach
    void open()
    {
        gate.resume();
    }

    @Test
    void shouldBeBorrowedWhenLentAndNoOperationIsInFlight()
    {
        assertFalse(gate.tryBorrow(), "not lent");
        assertTrue(gate.tryEnter());
        assertTrue(gate.tryEnter());
        gate.lend();
        gate.lend();
        assertFalse(gate.tryBorrow(), "in use");
        gate.leave();
        assertFalse(gate.tryBorrow(), "in use by a claim");
        gate.leave();
        assertTrue(gate.tryBorrow());
        assertFalse(gate.tryBorrow(), "borrowed");
    }

    @Test
    void shouldBeLentAgainWhenAnOperationHasTakenItBack()
    {
        lend();
        assertTrue(gate.tryEnter());
        assertFalse(gate.tryBorrow(), "in use");
        gate.leave();
        assertTrue(gate.tryBorrow());
        gate.giveBack(true);
        assertTrue(gate.tryBorrow());
    }

    @Test
    void shouldBeLentNoMoreWhenGivenBackForGood()
    {
        lend();
        assertTrue(gate.tryBorrow());
        gate.giveBack(false);
        assertFalse(gate.tryBorrow());
        assertTrue(gate.tryEnter());
        gate.leave();
        assertFalse(gate.tryBorrow());
    }

    @Test
    void shouldLetAnOperationWaitWhenItIsBorrowed() throws Exception
    {
        lend();
        assertTrue(gate.tryBorrow());
        final FutureTask<Boolean> operation = new FutureTask<>(gate::tryEnter);
        new Thread(operation, "operation").start();
        while (!gate.isBusy())
        {
            Thread.onSpinWait();
        }
        assertFalse(operation.isDone());
        gate.giveBack(false);
        assertTrue(operation.get(10, TimeUnit.SECONDS));
    }

    @Test
    void shouldLetNobodyInWhenItIsSuspendedOrClosedWhileLent()
    {
        lend();
        gate.suspend();
        assertFalse(gate.tryEnter());
        assertFalse(gate.tryBorrow());
        gate.resume();
        assertFalse(gate.tryBorrow(), "what was to be done is void");
        lend();
        assertTrue(gate.tryEnter());
        gate.suspend();
        gate.leave();
        assertFalse(gate.tryEnter());
        gate.resume();
        lend();
        assertTrue(gate.tryBorrow());
        gate.close();
        gate.giveBack(true);
        assertFalse(gate.tryEnter());
        assertFalse(gate.tryBorrow());
        assertTrue(gate.isClosed());
        gate.suspend();
        assertTrue(gate.isClosed());
    }

    @Test
    void shouldNeverBeLentWhenShared()
    {
        final Gate shared = new Gate("test", true);
        shared.resume();
        assertTrue(shared.tryEnter());
        shared.lend();
        shared.leave();
        assertFalse(shared.tryBorrow());
        assertTrue(shared.tryEnter());
    }

    private void lend()
    {
        assertTrue(gate.tryEnter());
        gate.lend();
        gate.leave();
    }
}
