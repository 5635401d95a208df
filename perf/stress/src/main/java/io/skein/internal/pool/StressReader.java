package io.skein.internal.pool;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A pool in real files, as its owner and as this process read it. The slots are given out one after the other: who uses
 * one must leave it as it was found, as it comes again later.
 */
public final class StressReader
{
    /**
     * As this process reads the pool.
     */
    public static final PoolReader READER;

    private static final PoolFiles FILES;
    private static final int SLOTS = PoolDescriptor.MAX_SLOTS;
    private static final AtomicInteger NEXT = new AtomicInteger();

    static
    {
        try
        {
            final Path parent = Files.createTempDirectory("skein-stress");
            FILES = PoolFiles.create(parent.resolve("pools"), "stress", SLOTS, 128, true);
            READER = PoolReader.acquire(parent.resolve("pools"), FILES.poolId(), false);
            // What is mapped stays, and so does the holder number.
            READER.tryHold(0, 0);
            READER.unhold(0);
            FILES.close();
            Files.delete(parent);
        }
        catch (final IOException ex)
        {
            throw new UncheckedIOException(ex);
        }
    }

    private StressReader()
    {
    }

    /**
     * @return a slot that nobody else uses now.
     */
    public static int nextSlot()
    {
        return NEXT.getAndIncrement() & SLOTS - 1;
    }

    /**
     * @param slot index.
     * @return its writer's guard.
     */
    static SlotGuard writer(final int slot)
    {
        return new SlotGuard(FILES.slot(slot), FILES.control(), slot);
    }

    static void write(final int slot, final long word)
    {
        FILES.slot(slot).putLong(SlotDescriptor.MESSAGE_OFFSET, word);
        FILES.slot(slot).putLong(SlotDescriptor.MESSAGE_OFFSET + 64, word);
    }

    static boolean isTorn(final int slot)
    {
        final long first = READER.slot(slot).getLong(SlotDescriptor.MESSAGE_OFFSET);
        return first != READER.slot(slot).getLong(SlotDescriptor.MESSAGE_OFFSET + 64);
    }
}
