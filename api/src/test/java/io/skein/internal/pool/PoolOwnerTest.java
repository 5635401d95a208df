package io.skein.internal.pool;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;

import static io.skein.internal.pool.FakeSubscribers.STREAM_ID;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Real files, fake subscribers.
 */
class PoolOwnerTest
{
    private static final int SLOTS = 3;
    private static final int LENGTH = 100;
    private static final int SESSION = 5;
    private static final long FRAME = 64;

    @TempDir
    private Path directory;

    private final FakeSubscribers subscribers = new FakeSubscribers();
    private PoolFiles files;
    private PoolOwner owner;
    private MappedPool reader;
    private long position;

    private void make(final boolean isOverwriting)
    {
        files = PoolFiles.create(directory.resolve("driver-pools"), "camera", SLOTS, LENGTH, false);
        owner = new PoolOwner(files, isOverwriting);
        reader = MappedPool.open(directory.resolve("driver-pools"), files.poolId());
    }

    @AfterEach
    void close()
    {
        owner.close();
        reader.unmap();
    }

    @Test
    void shouldTakeASlotBackOnlyWhenItIsShortOfSlots()
    {
        make(false);
        final int subscriber = subscribers.join(SESSION, 0);
        final int first = publish();
        subscribers.moveTo(subscriber, position);
        assertNotEquals(first, publish());
        assertEquals(PoolDescriptor.SLOT_IN_FLIGHT, state(first));
        publish();
        assertEquals(first, publish());
    }

    @Test
    void shouldLendNothingUntilTheSlowestSubscriberHasPassed()
    {
        make(false);
        final int slow = subscribers.join(SESSION, 0);
        final int fast = subscribers.join(SESSION, 0);
        final int first = publish();
        publish();
        publish();
        subscribers.moveTo(fast, position);
        assertEquals(PoolOwner.NONE, tryLoan());
        subscribers.moveTo(slow, FRAME - 32);
        assertEquals(PoolOwner.NONE, tryLoan());
        subscribers.moveTo(slow, FRAME);
        assertEquals(first, tryLoan());
        assertEquals(PoolOwner.NONE, tryLoan());
        assertEquals(0, owner.overwritten());
    }

    @Test
    void shouldLendEverythingWhenTheLastSubscriberDied()
    {
        make(false);
        final int subscriber = subscribers.join(SESSION, 0);
        publish();
        publish();
        publish();
        subscribers.leave(subscriber);
        assertNotEquals(PoolOwner.NONE, tryLoan());
        assertNotEquals(PoolOwner.NONE, tryLoan());
        assertNotEquals(PoolOwner.NONE, tryLoan());
        assertEquals(PoolOwner.NONE, tryLoan());
    }

    @Test
    void shouldNotLendWhatIsHeldThoughAllHavePassed()
    {
        make(false);
        final int held = publish();
        publish();
        publish();
        final SlotGuard guard = hold(held);
        assertNotEquals(held, publish());
        assertNotEquals(held, publish());
        assertNotEquals(held, publish());
        guard.release(reader.acquireHolder());
        assertTrue(canLend(held));
    }

    @Test
    void shouldLendWhatADeadHolderHeld()
    {
        make(false);
        for (int i = 0; i < SLOTS; i++)
        {
            final int slot = publish();
            // Nobody has the lock of holder 9.
            assertTrue(guard(slot).tryHold(9, guard(slot).generation()));
        }
        final long deadlineNs = System.nanoTime() + 30_000_000_000L;
        int slot = tryLoan();
        while (PoolOwner.NONE == slot && deadlineNs - System.nanoTime() > 0)
        {
            Thread.onSpinWait();
            slot = tryLoan();
        }
        assertNotEquals(PoolOwner.NONE, slot);
        assertEquals(0, guard(slot).holders());
    }

    @Test
    void shouldWaitForALivingHolderHoweverOften()
    {
        make(false);
        for (int i = 0; i < SLOTS; i++)
        {
            hold(publish());
        }
        for (int i = 0; i < 1_000; i++)
        {
            assertEquals(PoolOwner.NONE, tryLoan());
        }
    }

    @Test
    void shouldTakeTheOldestWhenItOverwrites()
    {
        make(true);
        subscribers.join(SESSION, 0);
        final int first = publish();
        final int second = publish();
        final int third = publish();
        assertEquals(first, publish());
        assertEquals(second, publish());
        assertEquals(third, publish());
        assertEquals(3, owner.overwritten());
    }

    @Test
    void shouldPassOverWhatIsHeldWhenItOverwrites()
    {
        make(true);
        subscribers.join(SESSION, 0);
        final int first = publish();
        final int second = publish();
        publish();
        final SlotGuard guard = hold(first);
        final long generation = guard.generation();
        assertEquals(second, publish());
        assertNotEquals(first, publish());
        assertNotEquals(first, publish());
        assertTrue(guard.isStable(generation));
    }

    @Test
    void shouldOverwriteWhatWasReleasedThoughASubscriberHasStopped()
    {
        make(true);
        subscribers.join(SESSION, 0);
        final int[] slots = {publish(), publish(), publish()};
        for (final int slot : slots)
        {
            hold(slot);
        }
        assertEquals(PoolOwner.NONE, tryLoan());
        guard(slots[1]).release(reader.acquireHolder());
        assertEquals(slots[1], tryLoan());
        guard(slots[0]).release(reader.acquireHolder());
        assertEquals(slots[0], tryLoan());
    }

    @Test
    void shouldKeepWhatTheSessionBeforeHasYetToReadWhenThereIsANewOne()
    {
        make(false);
        final int late = subscribers.join(SESSION, 0);
        final int first = publish();
        publish();
        final int subscriber = subscribers.join(SESSION + 1, 0);
        position = 0;
        final int slot = tryLoan();
        owner.onPublished(slot, owner.endWrite(slot, LENGTH), FRAME, SESSION + 1, STREAM_ID);
        subscribers.moveTo(subscriber, FRAME);
        // What is of the new session stands behind what is of the old one, and waits.
        assertEquals(PoolOwner.NONE, tryLoan());
        subscribers.moveTo(late, FRAME);
        assertEquals(first, tryLoan());
        assertEquals(PoolOwner.NONE, tryLoan());
        subscribers.leave(late);
        assertNotEquals(PoolOwner.NONE, tryLoan());
        assertNotEquals(PoolOwner.NONE, tryLoan());
    }

    @Test
    void shouldLendAgainWhatCameBackUnsent()
    {
        make(false);
        final int slot = tryLoan();
        owner.onReturned(slot);
        assertEquals(PoolDescriptor.SLOT_FREE, state(slot));
        assertEquals(slot, tryLoan());
        owner.returnLate(slot);
        final int second = tryLoan();
        final int third = tryLoan();
        assertNotEquals(slot, second);
        assertNotEquals(slot, third);
        assertEquals(slot, tryLoan());
        assertEquals(PoolOwner.NONE, tryLoan());
    }

    @Test
    void shouldGiveAnotherGenerationWhenAFinishedSlotComesBackUnsent()
    {
        make(false);
        final int slot = tryLoan();
        final long unsent = owner.endWrite(slot, LENGTH);
        owner.onReturned(slot);
        assertEquals(slot, tryLoan());
        assertFalse(guard(slot).isStable(unsent));
        assertTrue(owner.endWrite(slot, LENGTH) > unsent);
    }

    @Test
    void shouldStayMappedUntilTheLastLoanIsBackWhenClosed()
    {
        make(false);
        final int first = tryLoan();
        final int second = tryLoan();
        owner.returnLate(first);
        owner.close();
        assertFalse(Files.exists(directory.resolve("driver-pools")));
        assertTrue(reader.isClosed());
        owner.slot(second).putByte(SlotDescriptor.MESSAGE_OFFSET, (byte)7);
        assertEquals(7, reader.slot(second).getByte(SlotDescriptor.MESSAGE_OFFSET));
        owner.returnLate(second);
        assertEquals(0, owner.slot(second).capacity());
        owner.close();
        assertEquals(7, reader.slot(second).getByte(SlotDescriptor.MESSAGE_OFFSET));
    }

    @Test
    void shouldGiveMemoryBackAtOnceWhenNothingIsLent()
    {
        make(false);
        publish();
        owner.close();
        assertEquals(0, owner.slot(0).capacity());
    }

    private int publish()
    {
        final int slot = tryLoan();
        assertNotEquals(PoolOwner.NONE, slot);
        assertEquals(PoolDescriptor.SLOT_LOANED, state(slot));
        final long generation = owner.endWrite(slot, LENGTH);
        position += FRAME;
        owner.onPublished(slot, generation, position, SESSION, STREAM_ID);
        return slot;
    }

    private int tryLoan()
    {
        return owner.tryLoan(subscribers.counters(), STREAM_ID);
    }

    private boolean canLend(final int slot)
    {
        boolean isLent = false;
        for (int other = tryLoan(); PoolOwner.NONE != other; other = tryLoan())
        {
            isLent |= slot == other;
        }
        return isLent;
    }

    private SlotGuard hold(final int slot)
    {
        final SlotGuard guard = guard(slot);
        assertTrue(guard.tryHold(reader.acquireHolder(), guard.generation()));
        return guard;
    }

    private SlotGuard guard(final int slot)
    {
        return new SlotGuard(reader.slot(slot), reader.control(), slot);
    }

    private int state(final int slot)
    {
        return reader.control().getInt(PoolDescriptor.slotStateOffset(slot));
    }
}
