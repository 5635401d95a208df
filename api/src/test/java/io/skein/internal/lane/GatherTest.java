package io.skein.internal.lane;

import io.skein.payload.Payload;
import io.skein.payload.ReusablePayload;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

import java.lang.ref.WeakReference;
import java.util.concurrent.TimeUnit;

import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

class GatherTest
{
    private static final int LARGE = 64 * 1024;

    @Test
    void shouldForgetLargeMemoryWhenItWasOffered()
    {
        final Gather gather = new Gather(null, null);
        final WeakReference<UnsafeBuffer> first = segment(gather, LARGE);
        gather.forgetLarge();
        assertCollected(first);
        final WeakReference<UnsafeBuffer> second = payload(gather, LARGE);
        gather.forgetLarge();
        assertCollected(second);
        assertSame(gather, gather.segment(new UnsafeBuffer(new byte[1]), 0, 1));
    }

    private static WeakReference<UnsafeBuffer> segment(final Gather gather, final int length)
    {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[length]);
        gather.segment(buffer, 0, length);
        return new WeakReference<>(buffer);
    }

    private static WeakReference<UnsafeBuffer> payload(final Gather gather, final int length)
    {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[length]);
        try (Payload payload = new ReusablePayload().begin()
            .add(new UnsafeBuffer(new byte[3]), 0, 3).add(buffer, 0, length).finish())
        {
            gather.payload(payload);
        }
        return new WeakReference<>(buffer);
    }

    private static void assertCollected(final WeakReference<?> reference)
    {
        final long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (null != reference.get() && deadlineNs - System.nanoTime() > 0)
        {
            System.gc();
        }
        assertNull(reference.get());
    }
}
