package io.skein.internal.chunk;

import io.skein.transfer.ByteRange;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

import java.util.BitSet;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Which bytes have arrived, beside a set of bits.
 */
class RangesTest
{
    private static final int LIMIT = 200;

    private final Ranges ranges = new Ranges();

    @Test
    void shouldBeOneRunWhenEverythingComesInOrder()
    {
        for (int i = 0; i < 100_000; i++)
        {
            assertTrue(ranges.add(10L * i, 10L * i + 10, 0));
        }
        assertEquals(1, ranges.count());
        assertEquals(1_000_000, ranges.total());
        assertEquals(1_000_000, ranges.contiguous());
        assertEquals(List.of(), ranges.missing(1_000_000, 9));
        assertEquals(List.of(new ByteRange(1_000_000, 1)), ranges.missing(1_000_001, 9));
    }

    @Test
    void shouldBeOneRunWhenEverythingComesBackwards()
    {
        for (int i = 99; i >= 0; i--)
        {
            assertTrue(ranges.add(i, i + 1, 0));
            assertEquals(1, ranges.count());
        }
        assertEquals(100, ranges.contiguous());
    }

    @Test
    void shouldRefuseOneRunMoreWhenThereAreTooMany()
    {
        for (int i = 0; i < Ranges.MAX_RUNS; i++)
        {
            assertTrue(ranges.add(2L * i, 2L * i + 1, 0));
        }
        final long beyond = 2L * Ranges.MAX_RUNS;
        assertFalse(ranges.add(beyond, beyond + 1, 0));
        assertEquals(Ranges.MAX_RUNS, ranges.total());
        assertTrue(ranges.add(1, 2, 0), "what closes a gap is welcome");
        assertTrue(ranges.add(beyond, beyond + 1, 0));
        assertFalse(ranges.add(beyond + 2, beyond + 3, 0));
        assertTrue(ranges.add(beyond + 1, beyond + 2, 0), "what makes one longer is welcome");
    }

    @Test
    void shouldTakeTheLargestOffsetsThereAre()
    {
        assertTrue(ranges.add(Long.MAX_VALUE - 1, Long.MAX_VALUE, 0));
        assertEquals(Long.MAX_VALUE, ranges.firstMissing(Long.MAX_VALUE - 1));
        assertEquals(0, ranges.firstMissing(0));
        assertEquals(Long.MAX_VALUE - 1, ranges.endOfGap(0, Long.MAX_VALUE));
        assertTrue(ranges.add(0, Long.MAX_VALUE - 1, 0));
        assertEquals(Long.MAX_VALUE, ranges.contiguous());
        assertEquals(1, ranges.count());
        ranges.clear(false);
        assertEquals(0, ranges.total() + ranges.count() + ranges.contiguous());
        assertEquals(0, ranges.firstMissing(0));
    }

    @Property
    void shouldAgreeWithASetOfBitsWhateverComes(
        @ForAll @Size(max = 80) final List<@IntRange(max = LIMIT * LIMIT - 1) Integer> slices)
    {
        final Ranges under = new Ranges();
        final BitSet model = new BitSet();
        for (final int slice : slices)
        {
            final int from = slice % LIMIT;
            final int to = Math.min(LIMIT, from + 1 + slice / LIMIT % 20);
            long begin = under.firstMissing(from);
            assertEquals(model.nextClearBit(from), begin);
            while (begin < to)
            {
                final long end = under.endOfGap(begin, to);
                final int next = model.nextSetBit((int)begin);
                assertEquals(next < 0 ? to : Math.min(to, next), end);
                assertTrue(under.add(begin, end, 0));
                model.set((int)begin, (int)end);
                begin = under.firstMissing(end);
            }
            assertEquals(model.cardinality(), under.total());
            assertEquals(model.nextClearBit(0), under.contiguous());
        }
        final BitSet missing = new BitSet();
        under.missing(LIMIT, LIMIT).forEach(
            (gap) -> missing.set((int)gap.offset(), (int)(gap.offset() + gap.length())));
        model.flip(0, LIMIT);
        assertEquals(model, missing);
    }
}
