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
 * Cuts a payload into slices as they fit a frame over Ethernet, and hands each to a consumer, which takes where it lies
 * and how long it is, as a gathering offer would, and its first byte if it is touched. Either with {@link
 * PayloadSlicer}, in runs of those that lie in one segment or one by one, or by copying each to where it will be read,
 * one behind the other.
 */
final class SliceWork extends AbstractWork
{
    static final String COPY = "copy";
    static final String NEXT = "next";

    private static final int SLICE = 1408;

    private final String way;
    private final boolean isTouched;
    private final UnsafeBuffer source;
    private final UnsafeBuffer target;
    private final Payload payload;
    private final PayloadSlicer slicer = new PayloadSlicer(1);
    private final long expected;
    private DirectBuffer last;

    SliceWork(final EndSpec spec, final IntSupplier hook)
    {
        super(spec, hook);
        way = spec.system();
        isTouched = spec.isTouched();
        source = new UnsafeBuffer(
            BufferUtil.allocateDirectAligned(spec.payloadLength(), BitUtil.CACHE_LINE_LENGTH));
        target = new UnsafeBuffer(
            BufferUtil.allocateDirectAligned(spec.payloadLength(), BitUtil.CACHE_LINE_LENGTH));
        payload = Payload.borrow(source, 0, source.capacity(), this);
        long sum = source.capacity();
        for (int i = 0; i < source.capacity(); i++)
        {
            source.putByte(i, (byte)(i * 31));
            sum += 0 != i % SLICE ? 0 : isTouched ? i + source.getByte(i) : i;
        }
        expected = sum;
    }

    @Override
    boolean work()
    {
        return expected == switch (way)
        {
            case COPY -> copy();
            case NEXT -> next();
            default -> runs();
        };
    }

    private long next()
    {
        slicer.wrap(payload);
        long taken = 0;
        while (slicer.remaining() > 0)
        {
            final int length = slicer.next(SLICE);
            taken += take(slicer.buffer(0), slicer.offset(0), length);
        }
        return taken;
    }

    private long runs()
    {
        slicer.wrap(payload);
        long taken = 0;
        while (slicer.remaining() > 0)
        {
            final int count = slicer.nextRun(SLICE, Integer.MAX_VALUE);
            if (0 == count)
            {
                final int length = slicer.next(SLICE);
                taken += take(slicer.buffer(0), slicer.offset(0), length);
                continue;
            }
            final DirectBuffer buffer = slicer.buffer(0);
            int offset = slicer.offset(0);
            for (int i = 0; i < count; i++)
            {
                taken += take(buffer, offset, SLICE);
                offset += SLICE;
            }
        }
        return taken;
    }

    private long copy()
    {
        long taken = 0;
        for (int i = 0; i < source.capacity(); i += SLICE)
        {
            final int length = Math.min(SLICE, source.capacity() - i);
            target.putBytes(i, source, i, length);
            taken += take(target, i, length);
        }
        return taken;
    }

    private long take(final DirectBuffer buffer, final int offset, final int length)
    {
        if (last != buffer)
        {
            last = buffer;
        }
        return offset + length + (isTouched ? buffer.getByte(offset) : 0);
    }
}
