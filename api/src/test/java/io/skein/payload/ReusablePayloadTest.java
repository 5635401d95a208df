package io.skein.payload;

import com.sun.management.ThreadMXBean;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ReusablePayloadTest
{
    private static final int ROUNDS = 100_000;

    private final ReusablePayload reusable = new ReusablePayload();
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[] {1, 2, 3, 4});
    private final AtomicInteger releases = new AtomicInteger();

    @Test
    void shouldGiveTheSameObjectOtherBytesWhenReused()
    {
        final Payload first = reusable.begin().add(buffer, 0, 2).add(buffer, 4, 0).finish();
        assertArrayEquals(new byte[] {1, 2}, first.toByteArray());
        assertEquals(2, first.segmentCount());
        first.close();
        final Payload second = reusable.begin().add(ByteBuffer.wrap(new byte[] {7, 8, 9}, 1, 2).asReadOnlyBuffer())
            .finish();

        assertSame(first, second);
        assertArrayEquals(new byte[] {8, 9}, second.toByteArray());
        assertEquals(1, second.segmentCount());
        second.close();
        assertEquals(0, reusable.begin().finish().length());
    }

    @Test
    void shouldGrowWhenThereAreManySegments()
    {
        for (int count = 0; count < 20; count++)
        {
            reusable.begin();
            for (int i = 0; i < count; i++)
            {
                reusable.add(buffer, i % 4, 1);
            }
            try (Payload payload = reusable.finish())
            {
                assertEquals(count, payload.segmentCount());
                assertEquals(count, payload.length());
                for (int i = 0; i < count; i++)
                {
                    assertEquals(i % 4 + 1, payload.segment(i).buffer().getByte(payload.segment(i).offset()));
                }
            }
        }
    }

    @Test
    void shouldRefuseToBeginWhenPayloadOrSliceIsOpen()
    {
        final Payload payload = reusable.begin().add(buffer, 0, 4).finish(buffer, releases::incrementAndGet);
        final Payload slice = payload.slice(1, 2);
        final String message =
            assertThrows(IllegalStateException.class, reusable::begin).getMessage();
        assertTrue(message.startsWith("the payload finished before is still open"), message);
        payload.close();
        assertThrows(IllegalStateException.class, reusable::begin);
        assertThrows(IllegalStateException.class, () -> reusable.add(buffer, 0, 1));
        assertThrows(IllegalStateException.class, () -> reusable.add(ByteBuffer.allocate(0).asReadOnlyBuffer()));
        assertThrows(IllegalStateException.class, reusable::finish);
        assertArrayEquals(new byte[] {2, 3}, slice.toByteArray());
        slice.close();

        assertEquals(1, releases.get());
        assertEquals(0, reusable.begin().finish().length());
        assertEquals(1, releases.get());
    }

    @Test
    void shouldReleaseOnceWhenFinishIsRefused()
    {
        reusable.begin().finish();

        assertThrows(IllegalStateException.class, () -> reusable.finish(buffer, releases::incrementAndGet));
        assertEquals(1, releases.get());
    }

    @Test
    void shouldRefuseWritableBufferAndStayUsable()
    {
        reusable.begin().add(buffer, 0, 1);
        assertTrue(assertThrows(IllegalArgumentException.class, () -> reusable.add(ByteBuffer.allocate(4)))
            .getMessage().startsWith("buffer 1 of 4 bytes is writable"));

        assertEquals(1, reusable.finish().length());
    }

    @Test
    void shouldAllocateNothingWhenReused()
    {
        final ByteBuffer header = ByteBuffer.allocateDirect(40).asReadOnlyBuffer();
        final UnsafeBuffer pixels = new UnsafeBuffer(ByteBuffer.allocateDirect(1024));
        final PayloadReader reader = new PayloadReader();
        final Runnable release = releases::incrementAndGet;
        final ThreadMXBean threads = (ThreadMXBean)ManagementFactory.getThreadMXBean();
        long sum = cycles(header, pixels, reader, release);
        final long before = threads.getCurrentThreadAllocatedBytes();
        sum += cycles(header, pixels, reader, release);
        final long allocated = threads.getCurrentThreadAllocatedBytes() - before;

        assertEquals(2L * ROUNDS * 1064, sum);
        assertEquals(2 * ROUNDS, releases.get());
        assertTrue(allocated < ROUNDS, allocated + " bytes in " + ROUNDS + " rounds");
    }

    private long cycles(
        final ByteBuffer header, final UnsafeBuffer pixels, final PayloadReader reader, final Runnable release)
    {
        long sum = 0;
        for (int i = 0; i < ROUNDS; i++)
        {
            try (Payload payload = reusable.begin().add(header).add(pixels, 0, 1024).finish(pixels, release))
            {
                reader.wrap(payload).readLong();
                sum += payload.length();
            }
        }
        return sum;
    }
}
