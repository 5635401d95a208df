package io.skein.internal.view;

import io.skein.LeakException;
import io.skein.internal.pool.PoolFiles;
import io.skein.internal.pool.PoolReader;
import io.skein.internal.pool.SlotGuard;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

@Timeout(30)
class HoldTest
{
    private static final int LENGTH = 100;

    @TempDir
    private Path directory;
    private final BlockingQueue<Throwable> errors = new LinkedBlockingQueue<>();
    private final Object view = new Object();
    private final Hold hold = Hold.of(view, "camera", errors::add);
    private PoolFiles files;
    private PoolReader pool;
    private SlotGuard writer;
    private long generation;

    @BeforeEach
    void make()
    {
        files = PoolFiles.create(directory.resolve("driver-pools"), "camera", 1, LENGTH, false);
        pool = PoolReader.acquire(directory.resolve("driver-pools"), files.poolId(), false);
        writer = new SlotGuard(files.slot(0), files.control(), 0);
        assertTrue(writer.tryBeginWrite());
        generation = writer.endWrite(LENGTH);
    }

    @AfterEach
    void unmap()
    {
        assertEquals(0, writer.holders());
        assertTrue(errors.isEmpty(), errors::toString);
        pool.release();
        assertEquals(0, pool.slot(0).capacity());
        files.unmap();
    }

    @Test
    void shouldHoldTheSlotUntilItEnds()
    {
        assertTrue(hold.tryBegin(pool, 0, generation));
        assertTrue(hold.isHeld());
        assertFalse(writer.tryBeginWrite());
        hold.requireHeld();
        hold.end();
        assertFalse(hold.isHeld());
        assertTrue(writer.tryBeginWrite());
    }

    @Test
    void shouldHoldNothingWhenTheSlotHasAnotherGeneration()
    {
        assertFalse(hold.tryBegin(pool, 0, generation + 2));
        assertFalse(hold.isHeld());
        hold.run();
    }

    @Test
    void shouldHoldAgainAfterItHasEnded()
    {
        for (int i = 0; i < 3; i++)
        {
            assertTrue(hold.tryBegin(pool, 0, generation));
            hold.end();
        }
    }

    @Test
    void shouldThrowWhenItEndsTwice()
    {
        assertThrows(IllegalStateException.class, hold::requireHeld);
        assertTrue(hold.tryBegin(pool, 0, generation));
        hold.end();
        assertThrows(IllegalStateException.class, hold::end);
        assertThrows(IllegalStateException.class, hold::requireHeld);
    }

    @Test
    void shouldLeaveTheSlotToWhomItIsHandedOver()
    {
        assertTrue(hold.tryBegin(pool, 0, generation));
        hold.handOver();
        assertFalse(hold.isHeld());
        hold.run();
        assertFalse(writer.tryBeginWrite());
        pool.unhold(0);
    }

    @Test
    void shouldGiveTheSlotBackAndSaySoWhenTheViewIsLost()
    {
        assertTrue(hold.tryBegin(pool, 0, generation));
        hold.run();
        assertLeak(errors.poll());
        hold.run();
    }

    @Test
    void shouldLoseACopyInSilence()
    {
        assertTrue(hold.tryBegin(null, 0, 0));
        assertTrue(hold.isHeld());
        hold.run();
    }

    @Test
    void shouldNoticeWhenTheCollectorTakesTheView() throws InterruptedException
    {
        assertTrue(Hold.of(new Object(), "camera", errors::add).tryBegin(pool, 0, generation));
        Throwable error = null;
        while (null == error)
        {
            System.gc();
            error = errors.poll(10, TimeUnit.MILLISECONDS);
        }
        assertLeak(error);
    }

    private static void assertLeak(final Throwable error)
    {
        assertInstanceOf(LeakException.class, error);
        assertTrue(error.getMessage().contains("topic camera"), error.getMessage());
        assertTrue(error.getMessage().contains("skein.retain.trace"), error.getMessage());
    }
}
