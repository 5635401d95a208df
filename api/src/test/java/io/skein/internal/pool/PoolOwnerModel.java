package io.skein.internal.pool;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import static io.skein.internal.pool.FakeSubscribers.STREAM_ID;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * A pool's owner, and beside it what is known about every slot by looking at it, with no queues.
 */
final class PoolOwnerModel implements AutoCloseable
{
    private static final int SESSION = 5;
    private static final int LENGTH = 100;
    private static final long FRAME = 64;

    private final FakeSubscribers subscribers = new FakeSubscribers();
    private final Map<Integer, Long> subscriberPositions = new HashMap<>();
    private final PoolOwner owner;
    private final MappedPool reader;
    private final int holder;
    private final boolean isOverwriting;
    private final Slot[] slots;
    private long position;
    private long overwritten;

    PoolOwnerModel(final Path directory, final int slotCount, final boolean isOverwriting)
    {
        final Path pools = directory.resolve("driver-pools");
        final PoolFiles files = PoolFiles.create(pools, "model", slotCount, LENGTH, false);
        owner = new PoolOwner(files, isOverwriting);
        reader = MappedPool.open(pools, files.poolId());
        holder = reader.acquireHolder();
        this.isOverwriting = isOverwriting;
        slots = new Slot[slotCount];
        for (int i = 0; i < slotCount; i++)
        {
            slots[i] = new Slot(new SlotGuard(reader.slot(i), reader.control(), i));
        }
    }

    private static final class Slot
    {
        private final SlotGuard guard;
        private boolean isLent;
        private boolean isHeld;
        private boolean isOdd;
        private long position;
        private long generation;

        private Slot(final SlotGuard guard)
        {
            this.guard = guard;
        }
    }

    void loan()
    {
        final int slot = owner.tryLoan(subscribers.counters(), STREAM_ID);
        final long passed = passed();
        final List<Integer> mayBeLent = new ArrayList<>();
        final List<Integer> mayBeOverwritten = new ArrayList<>();
        for (int i = 0; i < slots.length; i++)
        {
            if (!slots[i].isLent && !slots[i].isHeld)
            {
                (slots[i].position <= passed ? mayBeLent : mayBeOverwritten).add(i);
            }
        }
        if (mayBeLent.isEmpty() && isOverwriting && !mayBeOverwritten.isEmpty())
        {
            assertTrue(mayBeOverwritten.contains(slot), "overwrote " + slot);
            ++overwritten;
        }
        else if (mayBeLent.isEmpty())
        {
            assertEquals(PoolOwner.NONE, slot);
        }
        else
        {
            assertTrue(mayBeLent.contains(slot), "lent " + slot);
        }
        if (PoolOwner.NONE != slot)
        {
            slots[slot].isLent = true;
            slots[slot].isOdd = true;
        }
    }

    void publish(final int pick)
    {
        final int slot = pick(pick, true, false);
        if (PoolOwner.NONE != slot)
        {
            final long generation = owner.endWrite(slot, LENGTH);
            assertTrue(generation > slots[slot].generation);
            position += FRAME;
            owner.onPublished(slot, generation, position, SESSION, STREAM_ID);
            slots[slot].isLent = false;
            slots[slot].isOdd = false;
            slots[slot].generation = generation;
            slots[slot].position = position;
        }
    }

    void giveBack(final int pick, final boolean isLate)
    {
        final int slot = pick(pick, true, false);
        if (PoolOwner.NONE != slot)
        {
            if (isLate)
            {
                owner.returnLate(slot);
            }
            else
            {
                owner.onReturned(slot);
            }
            slots[slot].isLent = false;
            slots[slot].position = 0;
        }
    }

    void advance(final int pick)
    {
        final int subscriber = subscriber(pick);
        if (0 <= subscriber && subscriberPositions.get(subscriber) < position)
        {
            final long newPosition = subscriberPositions.get(subscriber) + FRAME;
            subscriberPositions.put(subscriber, newPosition);
            subscribers.moveTo(subscriber, newPosition);
        }
    }

    /**
     * Like the driver lets them: where the slowest is.
     */
    void join()
    {
        final long start = Math.min(position, passed());
        if (subscriberPositions.size() < 4)
        {
            subscriberPositions.put(subscribers.join(SESSION, start), start);
        }
    }

    void leave(final int pick)
    {
        final int subscriber = subscriber(pick);
        if (0 <= subscriber)
        {
            subscribers.leave(subscriber);
            subscriberPositions.remove(subscriber);
        }
    }

    void hold(final int pick)
    {
        final int slot = pick % slots.length;
        final Slot picked = slots[slot];
        if (!picked.isHeld)
        {
            assertFalse(picked.guard.tryHold(holder, picked.generation + 2));
            picked.isHeld = picked.guard.tryHold(holder, picked.generation);
            assertEquals(!picked.isOdd, picked.isHeld);
        }
    }

    void release(final int pick)
    {
        final int slot = pick(pick, false, true);
        if (PoolOwner.NONE != slot)
        {
            slots[slot].guard.release(holder);
            slots[slot].isHeld = false;
        }
    }

    void check()
    {
        assertEquals(overwritten, owner.overwritten());
        for (final Slot slot : slots)
        {
            assertEquals(slot.isHeld ? 1L << holder : 0, slot.guard.holders());
            assertEquals(!slot.isOdd, slot.guard.isStable(slot.generation));
        }
    }

    @Override
    public void close()
    {
        owner.close();
        reader.unmap();
    }

    private long passed()
    {
        return subscriberPositions.values().stream().mapToLong(Long::longValue).min().orElse(Long.MAX_VALUE);
    }

    private int pick(final int pick, final boolean isLent, final boolean isHeld)
    {
        for (int i = 0; i < slots.length; i++)
        {
            final int slot = (pick + i) % slots.length;
            if (slots[slot].isLent == isLent && slots[slot].isHeld == isHeld)
            {
                return slot;
            }
        }
        return PoolOwner.NONE;
    }

    private int subscriber(final int pick)
    {
        final List<Integer> all = new ArrayList<>(subscriberPositions.keySet());
        return all.isEmpty() ? -1 : all.get(pick % all.size());
    }
}
