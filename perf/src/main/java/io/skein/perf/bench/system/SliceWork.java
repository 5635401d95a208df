package io.skein.perf.bench.system;

import io.skein.payload.Payload;
import io.skein.payload.PayloadSlicer;
import io.skein.perf.bench.end.EndSpec;
import org.agrona.BitUtil;
import org.agrona.BufferUtil;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

import java.util.function.IntSupplier;

/**
 * Cuts a payload into slices as they fit a frame over Ethernet, and hands each to a consumer, which takes its length
 * and its first byte. Either with {@link PayloadSlicer}, or by copying each to where it will be read, one behind the
 * other.
 */
final class SliceWork extends AbstractWork
{
    static final String COPY = "copy";

    private static final int SLICE = 1408;

    private final boolean isCopy;
    private final UnsafeBuffer source;
    private final UnsafeBuffer target;
    private final Payload payload;
    private final PayloadSlicer slicer = new PayloadSlicer(1);
    private final long expected;
    private long taken;

    SliceWork(final EndSpec spec, final IntSupplier hook)
    {
        super(spec, hook);
        isCopy = COPY.equals(spec.system());
        source = new UnsafeBuffer(
            BufferUtil.allocateDirectAligned(spec.payloadLength(), BitUtil.CACHE_LINE_LENGTH));
        target = new UnsafeBuffer(
            BufferUtil.allocateDirectAligned(spec.payloadLength(), BitUtil.CACHE_LINE_LENGTH));
        payload = Payload.borrow(source, 0, source.capacity(), this);
        long sum = source.capacity();
        for (int i = 0; i < source.capacity(); i++)
        {
            source.putByte(i, (byte)(i * 31));
            sum += 0 == i % SLICE ? source.getByte(i) : 0;
        }
        expected = sum;
    }

    @Override
    boolean work()
    {
        taken = 0;
        if (isCopy)
        {
            copy();
        }
        else
        {
            slice();
        }
        return taken == expected;
    }

    private void slice()
    {
        slicer.wrap(payload);
        int length;
        while ((length = slicer.next(SLICE)) > 0)
        {
            take(slicer.buffer(0), slicer.offset(0), length);
        }
    }

    private void copy()
    {
        for (int i = 0; i < source.capacity(); i += SLICE)
        {
            final int length = Math.min(SLICE, source.capacity() - i);
            target.putBytes(i, source, i, length);
            take(target, i, length);
        }
    }

    private void take(final DirectBuffer buffer, final int offset, final int length)
    {
        taken += length + buffer.getByte(offset);
    }
}
