package io.skein.internal.lane;

import io.skein.internal.pool.PoolFiles;
import io.skein.internal.pool.PoolPaths;
import io.skein.internal.pool.PoolReader;
import io.skein.internal.pool.StreamCounters;
import org.agrona.concurrent.status.AtomicCounter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * What was forwarded is held until the slowest subscriber has passed it.
 */
class ForwardHoldsTest
{
    private static final int SLOTS = 64;
    private static final int SESSION = 5;
    private static final int STREAM = 7;

    @TempDir
    private Path folder;

    private final StreamCounters counters = new StreamCounters();
    private final ForwardHolds holds = new ForwardHolds();
    private PoolFiles pool;
    private PoolReader reader;

    @BeforeEach
    void makePool()
    {
        final Path pools = PoolPaths.poolsDirectory(folder.resolve("driver"));
        pool = PoolFiles.create(pools, "topic", SLOTS, 64, false);
        reader = PoolReader.acquire(pools, pool.poolId());
    }

    @AfterEach
    void closePool()
    {
        holds.releaseAll();
        assertEquals(0, held());
        reader.release();
        pool.unmap();
    }

    @Test
    void shouldReleaseInOrderWhenTheSlowestPasses()
    {
        final AtomicCounter slow = counters.subscriber(SESSION, STREAM, 0);
        counters.subscriber(SESSION, STREAM, 1_000);
        counters.subscriber(SESSION + 1, STREAM, 0);
        for (int i = 0; i < 3; i++)
        {
            forward(i, 100 * (i + 1), SESSION);
        }
        assertHeldAfter(3, slow, 0);
        assertHeldAfter(3, slow, 99);
        assertHeldAfter(2, slow, 100);
        assertHeldAfter(2, slow, 199);
        assertHeldAfter(0, slow, 300);
    }

    @Test
    void shouldReleaseAllWhenNobodyIsThereOrItIsTold()
    {
        final AtomicCounter slow = counters.subscriber(SESSION, STREAM, 0);
        forward(0, 100, SESSION);
        assertHeldAfter(1, slow, 0);
        slow.close();
        holds.releasePassed(counters.reader());
        assertEquals(0, held());
        counters.subscriber(SESSION, STREAM, 0);
        forward(1, 200, SESSION);
        holds.releaseAll();
        assertEquals(0, held());
        holds.releaseAll();
        holds.releasePassed(counters.reader());
    }

    @Test
    void shouldHoldOncePerForwardWhenASlotIsForwardedAgain()
    {
        final AtomicCounter slow = counters.subscriber(SESSION, STREAM, 0);
        forward(4, 100, SESSION);
        forward(4, 200, SESSION);
        assertHeldAfter(1, slow, 100);
        assertHeldAfter(0, slow, 200);
    }

    @Test
    void shouldReleaseWhatWentBeforeWhenTheLogIsAnother()
    {
        counters.subscriber(SESSION, STREAM, 0);
        counters.subscriber(SESSION + 1, STREAM, 0);
        forward(0, 100, SESSION);
        forward(1, 200, SESSION);
        forward(2, 100, SESSION + 1);
        assertEquals(1, held());
    }

    @Test
    void shouldKeepTheOrderWhenItGrowsAndGoesRound()
    {
        final AtomicCounter slow = counters.subscriber(SESSION, STREAM, 0);
        int forwarded = 0;
        int released = 0;
        for (final int count : new int[] {10, 3, 16, 1, 17, 33, 60})
        {
            for (int i = 0; i < count; i++)
            {
                forward(forwarded % SLOTS, 10L * ++forwarded, SESSION);
            }
            while (forwarded - released > 3)
            {
                released++;
                assertHeldAfter(forwarded - released, slow, 10L * released);
            }
        }
    }

    private void forward(final int slot, final long position, final int session)
    {
        assertTrue(reader.tryHold(slot, 0));
        holds.add(reader, slot, position, session, STREAM);
    }

    private void assertHeldAfter(final int expected, final AtomicCounter slow, final long position)
    {
        slow.set(position);
        holds.releasePassed(counters.reader());
        assertEquals(expected, held(), "held when the slowest is at " + position);
    }

    private int held()
    {
        int count = 0;
        for (int i = 0; i < SLOTS; i++)
        {
            count += Long.bitCount(reader.guard(i).holders());
        }
        return count;
    }
}
