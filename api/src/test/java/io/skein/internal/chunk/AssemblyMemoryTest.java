package io.skein.internal.chunk;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Memory is used again, and never more than allowed.
 */
class AssemblyMemoryTest
{
    private static final int GRAIN = 64 * 1024;

    private final AssemblyMemory memory = new AssemblyMemory(10 * GRAIN);

    @Test
    void shouldRefuseBeforeItAllocatesWhenTheLengthIsAbsurd()
    {
        for (final long bytes : new long[] {10 * GRAIN + 1, Integer.MAX_VALUE, 1L << 31, 1L << 32, Long.MAX_VALUE})
        {
            assertNull(memory.tryTake(bytes));
        }
        assertNull(new AssemblyMemory(Long.MAX_VALUE).tryTake(Long.MAX_VALUE));
        assertNull(new AssemblyMemory(Long.MAX_VALUE).tryTake(Integer.MAX_VALUE));
        assertEquals(0, memory.allocated());
    }

    @Test
    void shouldGiveUpToTheLimitAndNoMore()
    {
        final UnsafeBuffer whole = memory.tryTake(10 * GRAIN);
        assertEquals(10 * GRAIN, whole.capacity());
        assertEquals(0, whole.addressOffset() % AssemblyMemory.ALIGNMENT);
        assertNull(memory.tryTake(0));
        memory.giveBack(whole);
        assertSame(whole, memory.tryTake(9 * GRAIN));
        memory.giveBack(whole);
        assertEquals(10 * GRAIN, memory.allocated());
        memory.trim();
        assertEquals(0, memory.allocated());
    }

    @Test
    void shouldFreeWhatIsIdleWhenAnotherSizeIsNeeded()
    {
        final UnsafeBuffer small = memory.tryTake(1);
        final UnsafeBuffer other = memory.tryTake(1);
        memory.giveBack(small);
        memory.giveBack(other);
        assertEquals(2 * GRAIN, memory.allocated());
        final UnsafeBuffer large = memory.tryTake(9 * GRAIN);
        assertNotNull(large);
        assertEquals(10 * GRAIN, memory.allocated());
        memory.giveBack(large);
        assertTrue(memory.tryTake(1).capacity() < 9 * GRAIN, "a large one is not taken for little");
    }
}
