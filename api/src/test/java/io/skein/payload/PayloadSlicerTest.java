package io.skein.payload;

import com.sun.management.ThreadMXBean;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

@Timeout(60)
class PayloadSlicerTest
{
    private static final int ROUNDS = 100_000;

    private final byte[][] segments = Bytes.parts("3,0,1,5,0");
    private final Payload payload = Payload.borrow(Bytes.buffers(segments));
    private final PayloadSlicer slicer = new PayloadSlicer(2);

    @ParameterizedTest(name = "slices of {0} in at most {1} parts")
    @CsvSource({
        "1, 1, 1 1 1 1 1 1 1 1 1", "2, 1, 2 1 1 2 2 1", "2, 2, 2 1+1 2 2 1", "3, 2, 3 1+2 3", "4, 2, 3+1 4 1",
        "5, 2, 3+1 5", "5, 3, 3+1+1 4", "8, 3, 3+1+4 1", "9, 2, 3+1 5", "9, 3, 3+1+5", "2147483647, 3, 3+1+5"})
    void shouldCutAtLengthsAndSegments(final int maxLength, final int maxParts, final String expected)
    {
        final PayloadSlicer cutter = new PayloadSlicer(maxParts).wrap(payload);
        final List<String> slices = new ArrayList<>();
        int length;
        while ((length = cutter.next(maxLength)) > 0)
        {
            assertEquals(length, cutter.length());
            slices.add(partsOf(cutter));
        }

        assertEquals(expected, String.join(" ", slices));
        assertEquals(0, cutter.partCount());
        assertEquals(9, cutter.position());
        assertEquals(0, cutter.remaining());
    }

    @ParameterizedTest(name = "runs of {1} slices of {0}")
    @CsvSource({
        "1, 100, 3 1 5", "1, 2, 2 1 1 2 2 1", "2, 100, 1 0:2 2 0:1", "3, 100, 1 0:3 1", "4, 100, 0:4 1 0:1",
        "5, 1, 0:5 0:4", "9, 1, 0:9", "2147483647, 2147483647, 0:9"})
    void shouldCutInRunsWhenSlicesLieInOneSegment(final int length, final int most, final String expected)
    {
        final PayloadSlicer cutter = new PayloadSlicer(3).wrap(payload);
        final byte[] all = Bytes.join(segments);
        final List<String> runs = new ArrayList<>();
        while (cutter.remaining() > 0)
        {
            final int position = (int)cutter.position();
            final int count = cutter.nextRun(length, most);
            if (0 == count)
            {
                assertEquals(0, cutter.partCount());
                runs.add("0:" + cutter.next(length));
                continue;
            }
            runs.add(Integer.toString(count));
            assertEquals(1, cutter.partCount());
            assertEquals(count * length, cutter.length());
            assertEquals(position + count * length, cutter.position());
            for (int i = 0; i < count * length; i++)
            {
                assertEquals(all[position + i], cutter.buffer(0).getByte(cutter.offset(0) + i));
            }
        }
        assertEquals(expected, String.join(" ", runs));
        assertEquals(0, cutter.nextRun(length, most));
        assertEquals(0, cutter.partCount());
    }

    @Test
    void shouldRefuseARunWhenItHasNoSlices()
    {
        slicer.wrap(payload);
        assertThrows(IllegalArgumentException.class, () -> slicer.nextRun(0, 1));
        assertThrows(IllegalArgumentException.class, () -> slicer.nextRun(1, 0));
        slicer.nextRun(1, 2);
        payload.close();
        assertThrows(IllegalStateException.class, () -> slicer.nextRun(1, 1));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 8, 9})
    void shouldGoOnFromAnyPosition(final int position)
    {
        slicer.wrap(payload).next(7);
        final byte[] all = Bytes.join(segments);

        assertEquals(0, slicer.position(position).partCount());
        assertEquals(9 - position, slicer.remaining());
        for (int i = position; i < 9; i++)
        {
            assertEquals(i, slicer.position());
            assertEquals(1, slicer.next(1));
            assertEquals(all[i], slicer.buffer(0).getByte(slicer.offset(0)));
        }
        assertEquals(0, slicer.next(1));
    }

    @Test
    void shouldShareTheMemoryOfThePayload()
    {
        final UnsafeBuffer memory = new UnsafeBuffer(new byte[8]);
        slicer.wrap(Payload.borrow(memory, 2, 4, this)).next(3);
        memory.putByte(4, (byte)42);

        assertEquals(42, slicer.buffer(0).getByte(slicer.offset(0) + 2));
    }

    @Test
    void shouldHaveNoPartsWhenNothingIsAskedFor()
    {
        slicer.wrap(payload).next(4);

        assertEquals(0, slicer.next(0));
        assertEquals(0, slicer.partCount());
        assertEquals(0, slicer.length());
        assertEquals(4, slicer.position());
    }

    @Test
    void shouldRefuseWhatIsNotThere()
    {
        assertEquals(0, slicer.next(8));
        assertThrows(IllegalArgumentException.class, () -> new PayloadSlicer(0));
        assertEquals("a slice of at most -1 bytes: it needs 0 or more",
            assertThrows(IllegalArgumentException.class, () -> slicer.next(-1)).getMessage());
        slicer.wrap(payload).next(2);
        assertThrows(IndexOutOfBoundsException.class, () -> slicer.buffer(1));
        assertThrows(IndexOutOfBoundsException.class, () -> slicer.offset(1));
        assertThrows(IndexOutOfBoundsException.class, () -> slicer.length(-1));
        assertThrows(IndexOutOfBoundsException.class, () -> slicer.position(10));
        assertThrows(IndexOutOfBoundsException.class, () -> slicer.position(-1));
        assertEquals(2, slicer.position());
    }

    @Test
    void shouldRefuseWhenThePayloadIsClosed()
    {
        slicer.wrap(payload).next(1);
        payload.close();

        assertThrows(IllegalStateException.class, () -> slicer.next(1));
        assertThrows(IllegalStateException.class, () -> slicer.next(100));
        assertThrows(IllegalStateException.class, () -> slicer.position(0));
        assertThrows(IllegalStateException.class, () -> new PayloadSlicer(1).wrap(payload));
    }

    @Test
    void shouldForgetThePayloadWhenUnwrapped()
    {
        slicer.wrap(payload).next(9);
        slicer.unwrap();

        assertEquals(0, slicer.partCount());
        assertEquals(0, slicer.next(1));
        assertEquals(0, slicer.remaining());
    }

    @Test
    void shouldSliceMoreThanAnIntegerCounts()
    {
        final UnsafeBuffer large = new UnsafeBuffer(1 << 20, Integer.MAX_VALUE);
        slicer.wrap(Payload.borrow(this, () -> { }, large, large));
        final long half = Integer.MAX_VALUE;

        assertEquals(2, slicer.position(half - 1).next(2));
        assertEquals("1+1", partsOf(slicer));
        assertEquals(Integer.MAX_VALUE - 1, slicer.offset(0));
        assertEquals(Integer.MAX_VALUE, slicer.position(half).next(Integer.MAX_VALUE));
        assertEquals(2 * half, slicer.position());
        assertEquals(0, slicer.remaining());
    }

    @Test
    void shouldAllocateNothingWhenReused()
    {
        final ThreadMXBean threads = (ThreadMXBean)ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int run = 0; run < 5 && least > 0; run++)
        {
            final long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
            long sum = 0;
            for (int i = 0; i < ROUNDS; i++)
            {
                slicer.wrap(payload);
                while (slicer.next(2) > 0)
                {
                    sum += slicer.length(slicer.partCount() - 1);
                }
            }
            least = Math.min(least, threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before);
            assertEquals(8L * ROUNDS, sum);
        }

        assertEquals(0, least);
    }

    private static String partsOf(final PayloadSlicer slicer)
    {
        final List<String> parts = new ArrayList<>();
        for (int i = 0; i < slicer.partCount(); i++)
        {
            parts.add(Integer.toString(slicer.length(i)));
        }
        return String.join("+", parts);
    }
}
