package io.skein.internal.lane;

import io.skein.internal.pool.FakeSubscribers;
import io.skein.internal.pool.PoolFiles;
import io.skein.internal.pool.PoolReader;
import io.skein.internal.pool.SlotGuard;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ForwardHoldsTest
{
    private static final int SLOTS = 40;
    private static final long FRAME = 64;

    @TempDir
    private Path directory;
    private PoolFiles files;
    private PoolReader pool;
    private final FakeSubscribers subscribers = new FakeSubscribers();
    private final ForwardHolds holds = new ForwardHolds(FakeSubscribers.STREAM_ID);

    @BeforeEach
    void make()
    {
        files = PoolFiles.create(directory.resolve("driver-pools"), "camera", SLOTS, 100, false);
        pool = PoolReader.acquire(directory.resolve("driver-pools"), files.poolId(), false);
    }

    @AfterEach
    void close()
    {
        holds.releaseAll();
        assertEquals(0, held());
        pool.release();
        files.unmap();
    }

    @Test
    void shouldHoldUntilTheSlowestHasPassed()
    {
        final int fast = subscribers.join(7, 0);
        final int slow = subscribers.join(7, 0);
        for (int i = 0; i < SLOTS; i++)
        {
            add(i, i + 1, 7);
        }
        subscribers.moveTo(fast, SLOTS * FRAME);
        release();
        assertEquals(SLOTS, held());
        subscribers.moveTo(slow, 3 * FRAME);
        release();
        assertEquals(SLOTS - 3, held());
        subscribers.leave(slow);
        release();
        assertEquals(0, held());
    }

    @Test
    void shouldHoldWhatTheSessionBeforeHasYetToRead()
    {
        final int old = subscribers.join(7, 0);
        final int subscriber = subscribers.join(8, 0);
        add(0, 1, 7);
        add(1, 1, 8);
        subscribers.moveTo(subscriber, FRAME);
        release();
        assertEquals(2, held());
        subscribers.moveTo(old, FRAME);
        release();
        assertEquals(0, held());
    }

    @Test
    void shouldHoldWhenTheSessionIsNumberZero()
    {
        subscribers.join(0, 0);
        add(0, 1, 0);
        release();
        assertEquals(1, held());
    }

    private void add(final int slot, final int frames, final int sessionId)
    {
        final SlotGuard writer = new SlotGuard(files.slot(slot), files.control(), slot);
        assertTrue(writer.tryBeginWrite());
        assertTrue(pool.tryHold(slot, writer.endWrite(100)));
        holds.add(pool, slot, frames * FRAME, sessionId);
    }

    private void release()
    {
        holds.releasePassed(subscribers.counters());
    }

    private int held()
    {
        int count = 0;
        for (int i = 0; i < SLOTS; i++)
        {
            count += 0 == pool.guard(i).holders() ? 0 : 1;
        }
        return count;
    }
}
