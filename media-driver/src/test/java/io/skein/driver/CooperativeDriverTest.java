package io.skein.driver;

import com.sun.management.ThreadMXBean;
import io.skein.driver.CooperativeDriver.DutyCycle;
import org.agrona.concurrent.AgentTerminationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

class CooperativeDriverTest
{
    private static final long NEVER_NS = 100_000_000_000L;

    private final AtomicInteger closings = new AtomicInteger();
    private final AtomicInteger errors = new AtomicInteger();
    private final FakeWork work = new FakeWork();
    private CooperativeDriver driver;

    @AfterEach
    void close()
    {
        driver.close();
    }

    /**
     * Without its pump, unless started.
     */
    private CooperativeDriver driver(final DutyCycle cycle, final long pumpIntervalNs)
    {
        driver = new CooperativeDriver(
            cycle, work, (ex) -> errors.incrementAndGet(), closings::incrementAndGet, pumpIntervalNs);
        return driver;
    }

    @Test
    void shouldReturnWorkOfTheCycle()
    {
        assertEquals(7, driver((takesCommands) -> 7, NEVER_NS).runDutyCycle());
    }

    @Test
    void shouldNotRunOnInterruptedThreadAndKeepTheFlag()
    {
        final AtomicInteger cycles = new AtomicInteger();
        driver((takesCommands) -> cycles.incrementAndGet(), NEVER_NS);
        Thread.currentThread().interrupt();

        assertEquals(0, driver.runDutyCycle());

        assertTrue(Thread.interrupted());
        assertEquals(0, cycles.get());
        assertEquals(1, driver.runDutyCycle());
    }

    @Test
    void shouldGoOnAfterInterruptDuringTheCycle()
    {
        driver((takesCommands) ->
        {
            Thread.currentThread().interrupt();
            return 0;
        }, NEVER_NS);

        driver.runDutyCycle();
        assertTrue(Thread.interrupted());
        driver.runDutyCycle();
        assertTrue(Thread.interrupted(), "the second cycle ran");
    }

    @Test
    void shouldReturnZeroToReentrantCall()
    {
        final int[] inner = {-1};
        driver((takesCommands) ->
        {
            inner[0] = driver.runDutyCycle();
            return 1;
        }, NEVER_NS);

        assertEquals(1, driver.runDutyCycle());
        assertEquals(0, inner[0]);
    }

    @Test
    void shouldReportAndNeverThrow()
    {
        final Throwable[] next = {new IllegalStateException("a"), new InternalError("b")};
        final int[] index = new int[1];
        driver((takesCommands) ->
        {
            throw CooperativeDriverTest.<RuntimeException>sneaky(next[index[0]++]);
        }, NEVER_NS);

        assertEquals(0, driver.runDutyCycle());
        assertEquals(0, driver.runDutyCycle());
        assertEquals(2, errors.get());
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> RuntimeException sneaky(final Throwable throwable) throws T
    {
        throw (T)throwable;
    }

    @Test
    void shouldSurviveErrorHandlerThatThrows()
    {
        driver = new CooperativeDriver((takesCommands) ->
        {
            throw new IllegalStateException();
        }, work, (ex) ->
        {
            throw new IllegalArgumentException();
        }, closings::incrementAndGet, NEVER_NS);

        assertEquals(0, driver.runDutyCycle());
        assertEquals(0, driver.runDutyCycle());
    }

    @Test
    void shouldStopWhenAgentTerminatesAndStillClose()
    {
        final AtomicInteger cycles = new AtomicInteger();
        driver((takesCommands) ->
        {
            cycles.incrementAndGet();
            throw new AgentTerminationException("over");
        }, NEVER_NS);

        driver.runDutyCycle();
        driver.runDutyCycle();
        driver.close();

        assertEquals(1, cycles.get());
        assertEquals(1, closings.get());
    }

    @Test
    void shouldLeaveHeavyWorkToThePump() throws Exception
    {
        final AtomicReference<Thread> last = new AtomicReference<>();
        driver((takesCommands) ->
        {
            assertEquals(takesCommands, Thread.currentThread() == driver.pumpThread());
            last.set(Thread.currentThread());
            return 0;
        }, NEVER_NS);
        work.isWaiting.set(true);

        assertEquals(0, driver.runDutyCycle());
        assertEquals(null, last.get(), "not here");

        driver.start();
        Await.until("pump", () -> driver.pumpThread() == last.get() && !work.isWaiting.get());
        Await.until("own turn again", () -> driver.runDutyCycle() == 0 && Thread.currentThread() == last.get());
        assertSame(driver.pumpThread(), work.doneBy.get());
        assertNotSame(Thread.currentThread(), work.doneBy.get());
    }

    @Test
    void shouldPumpWhenNobodyElseDoesEvenIfInterrupted()
    {
        final AtomicInteger cycles = new AtomicInteger();
        final AtomicInteger interrupted = new AtomicInteger();
        driver((takesCommands) ->
        {
            interrupted.addAndGet(Thread.currentThread().isInterrupted() ? 1 : 0);
            cycles.incrementAndGet();
            return 0;
        }, 100_000).start();
        for (int i = 1; i < 10; i++)
        {
            final int target = cycles.get() + 5;
            driver.pumpThread().interrupt();
            Await.until("pump goes on", () -> cycles.get() >= target);
        }
        assertTrue(interrupted.get() < 10, "one that comes during a cycle is forgotten before the next");
        assertTrue(driver.pumpThread().isDaemon());
        assertEquals(0, errors.get());
    }

    @Test
    void shouldBeQuietForThePumpWhenAnIdleClientOnlySaysThatItIsAlive()
    {
        final AtomicInteger next = new AtomicInteger();
        driver((takesCommands) -> next.getAndSet(0), NEVER_NS);

        assertTrue(driver.isQuiet());
        next.set(1);
        assertFalse(driver.isQuiet(), "a message");
        work.isLight = true;
        next.set(1);
        assertTrue(driver.isQuiet(), "a keep-alive");
        next.set(2);
        assertFalse(driver.isQuiet(), "a keep-alive and a message");
        work.isWaiting.set(true);
        next.set(1);
        assertFalse(driver.isQuiet(), "a keep-alive, and something that was put aside");
    }

    @Test
    void shouldLetThePumpSleepWhileIdleThreadsRun()
    {
        final AtomicInteger ofPump = new AtomicInteger();
        final AtomicInteger ofOthers = new AtomicInteger();
        driver((takesCommands) ->
        {
            (takesCommands ? ofPump : ofOthers).incrementAndGet();
            for (int i = 0; i < 200; i++)
            {
                Thread.onSpinWait();
            }
            return 0;
        }, 1_000_000).start();
        while (ofOthers.get() < 100_000 && !Thread.currentThread().isInterrupted())
        {
            driver.runDutyCycle();
        }
        assertTrue(ofOthers.get() > 10 * ofPump.get(), ofOthers + " of others, " + ofPump + " of the pump");
    }

    @Test
    void shouldRunOneThreadAtATimeAndNoneAfterClose() throws Exception
    {
        final AtomicInteger inside = new AtomicInteger();
        final AtomicInteger overlaps = new AtomicInteger();
        final AtomicInteger late = new AtomicInteger();
        final AtomicInteger cycles = new AtomicInteger();
        driver((takesCommands) ->
        {
            if (1 != inside.incrementAndGet())
            {
                overlaps.incrementAndGet();
            }
            late.addAndGet(closings.get());
            cycles.incrementAndGet();
            inside.decrementAndGet();
            return 1;
        }, 100_000).start();
        final AtomicBoolean isRunning = new AtomicBoolean(true);
        final List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 3; i++)
        {
            threads.add(new Thread(() ->
            {
                while (isRunning.get())
                {
                    driver.runDutyCycle();
                }
            }));
        }
        threads.forEach(Thread::start);
        Await.until("cycles", () -> cycles.get() > 20_000);
        final CountDownLatch closed = new CountDownLatch(2);
        for (int i = 0; i < 2; i++)
        {
            new Thread(() ->
            {
                driver.close();
                closed.countDown();
            }).start();
        }
        closed.await();
        Await.until("closed", () -> 1 == closings.get());
        final int cyclesAtClose = cycles.get();
        for (int i = 0; i < 1_000; i++)
        {
            assertEquals(0, driver.runDutyCycle());
        }
        isRunning.set(false);
        for (final Thread thread : threads)
        {
            thread.join();
        }
        assertEquals(cyclesAtClose, cycles.get());
        assertEquals(0, overlaps.get());
        assertEquals(0, late.get());
        assertEquals(1, closings.get());
    }

    @Test
    void shouldCloseRightAfterTheCycleWhenAskedWithinIt()
    {
        final int[] during = {-1};
        driver((takesCommands) ->
        {
            driver.close();
            during[0] = closings.get();
            return 0;
        }, NEVER_NS);

        driver.runDutyCycle();

        assertEquals(0, during[0]);
        assertEquals(1, closings.get());
        assertEquals(0, driver.runDutyCycle());
    }

    @Test
    void shouldNotAllocatePerCall()
    {
        driver((takesCommands) -> 0, NEVER_NS);
        final ThreadMXBean threads = (ThreadMXBean)ManagementFactory.getThreadMXBean();
        final long id = Thread.currentThread().getId();
        long bytes = Long.MAX_VALUE;
        for (int round = 0; round < 5; round++)
        {
            final long before = threads.getThreadAllocatedBytes(id);
            for (int i = 0; i < 50_000; i++)
            {
                driver.runDutyCycle();
            }
            bytes = Math.min(bytes, threads.getThreadAllocatedBytes(id) - before);
        }
        assertTrue(bytes < 1_000, bytes + " bytes in 50,000 calls");
    }

    private static final class FakeWork implements CooperativeDriver.DriverWork
    {
        private final AtomicBoolean isWaiting = new AtomicBoolean();
        private final AtomicReference<Thread> doneBy = new AtomicReference<>();
        private volatile boolean isLight;

        @Override
        public boolean isWaiting()
        {
            return isWaiting.get();
        }

        @Override
        public boolean isLightNext()
        {
            return isLight;
        }

        @Override
        public int runDeferred()
        {
            if (isWaiting.getAndSet(false))
            {
                doneBy.set(Thread.currentThread());
                return 1;
            }
            return 0;
        }
    }
}
