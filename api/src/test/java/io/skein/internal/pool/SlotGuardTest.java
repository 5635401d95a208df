package io.skein.internal.pool;

import io.skein.internal.wire.PooledForm;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * One thread; what several do to each other is for jcstress.
 */
class SlotGuardTest
{
    private static final int INDEX = 2;

    private final UnsafeBuffer slot = buffer(64);
    private final UnsafeBuffer control = buffer(PoolDescriptor.controlLength(3));
    private final SlotGuard guard = new SlotGuard(slot, control, INDEX);

    @Test
    void shouldBeStableOnlyWhenWritten()
    {
        assertTrue(guard.tryBeginWrite());
        assertEquals(1, guard.generation());
        assertFalse(guard.isStable(0));
        assertEquals(2, guard.endWrite(40));
        assertEquals(40, guard.messageLength());
        assertTrue(guard.isStable(2));
        assertTrue(guard.isStillStable(2));
        assertTrue(guard.tryBeginWrite());
        assertFalse(guard.isStillStable(2));
    }

    @Test
    void shouldNeitherWriteNorChangeWhenAnyHolderHolds()
    {
        guard.tryBeginWrite();
        final long generation = guard.endWrite(40);
        assertTrue(guard.tryHold(0, generation));
        assertTrue(guard.tryHold(63, generation));
        assertEquals(1L | 1L << 63, guard.holders());
        assertFalse(guard.tryBeginWrite());
        assertTrue(guard.isStable(generation));
        guard.release(0);
        assertFalse(guard.tryBeginWrite());
        guard.release(63);
        assertTrue(guard.tryBeginWrite());
    }

    @Test
    void shouldNotHoldWhenTheSlotIsAnotherByNow()
    {
        guard.tryBeginWrite();
        assertFalse(guard.tryHold(5, 0));
        guard.endWrite(40);
        assertFalse(guard.tryHold(5, 0));
        assertFalse(guard.tryHold(5, 4));
        assertEquals(0, guard.holders());
    }

    @Test
    void shouldNameAnotherGenerationWhenALoanIsWrittenAgain()
    {
        guard.tryBeginWrite();
        final long first = guard.endWrite(40);
        final long second = guard.endWrite(40);
        assertEquals(first + 2, second);
        assertEquals(0, second & 1);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 2, (1L << 47) - 2, (1L << 48) - 4, (1L << 48) - 2})
    void shouldStayWithinWhatAPooledMessageCanSayWhenGenerationsWrap(final long start)
    {
        slot.putLong(SlotDescriptor.GENERATION_OFFSET, start);
        assertTrue(guard.tryBeginWrite());
        final long generation = guard.endWrite(40);
        assertEquals(start + 2 & SlotDescriptor.GENERATION_MASK, generation);
        assertTrue(guard.isStable(generation));
        assertTrue(guard.isStable(PooledForm.generation(
            PooledForm.slotAndGeneration(0xFFFF, generation))));
        assertFalse(guard.isStable(start));
    }

    @Test
    void shouldTouchNothingButItsOwnRecordWhenItHolds()
    {
        guard.tryBeginWrite();
        guard.tryHold(1, guard.endWrite(40));
        for (int other = 0; other < INDEX; other++)
        {
            assertEquals(0, control.getLong(PoolDescriptor.holderWordOffset(other)));
        }
    }

    private static UnsafeBuffer buffer(final int length)
    {
        return new UnsafeBuffer(BufferUtil.allocateDirectAligned(length, 64));
    }
}
