package io.skein.perf.bench.system;

import io.skein.payload.Payload;
import io.skein.payload.ReusablePayload;
import io.skein.perf.bench.end.EndSpec;
import org.agrona.BitUtil;
import org.agrona.BufferUtil;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

import java.util.function.IntSupplier;

/**
 * A payload on two segments of borrowed memory, made and closed: the same object again and again, or a new one each
 * time. Or, to compare with, both segments copied to ordinary memory.
 * <p>
 * What is copied, or offered by {@link OfferWork}, comes from as many buffers as there are slots, in turn, as frames of
 * a camera do, and is copied to as many. From a single one, the comparison would be about the third-level cache: a copy
 * would find its source there, that of the copy before, but an offer would not, because between two of them the driver
 * clears log of the same length. Copies alone show that, without any Aeron: 1.09 to 1.24 times as long when memory is
 * cleared in between and the source is always the same, and 1.02 to 1.03 times from 8 sources in turn (11.25 MiB, 32
 * MiB of cache).
 */
final class ConstructWork extends AbstractWork
{
    static final String BORROW = "borrow";
    static final int HEAD = 40;

    private final Kind kind;
    private final UnsafeBuffer head;
    private final UnsafeBuffer[] bodies;
    private final UnsafeBuffer[] targets;
    private final ReusablePayload reusable = new ReusablePayload();
    private final Runnable release = this::released;
    private int next;
    private long releases;

    ConstructWork(final EndSpec spec, final IntSupplier hook)
    {
        super(spec, hook);
        kind = MemcpySystem.NAME.equals(spec.system()) ? Kind.COPIED :
            BORROW.equals(spec.system()) ? Kind.NEW : Kind.REUSED;
        head = touched(HEAD);
        bodies = touched(Kind.COPIED == kind ? spec.slots() : 1, spec.payloadLength() - HEAD);
        targets = touched(Kind.COPIED == kind ? spec.slots() : 0, spec.payloadLength());
    }

    private static UnsafeBuffer[] touched(final int count, final int length)
    {
        final UnsafeBuffer[] buffers = new UnsafeBuffer[count];
        for (int i = 0; i < count; i++)
        {
            buffers[i] = touched(length);
        }
        return buffers;
    }

    private static UnsafeBuffer touched(final int length)
    {
        final UnsafeBuffer buffer =
            new UnsafeBuffer(BufferUtil.allocateDirectAligned(length, BitUtil.CACHE_LINE_LENGTH));
        buffer.setMemory(0, length, (byte)1);
        return buffer;
    }

    @Override
    boolean work()
    {
        switch (kind)
        {
            case COPIED:
                copy();
                return true;
            case NEW:
                return isWhole(Payload.borrow(this, release, head, bodies[0]));
            default:
                return isWhole(
                    reusable.begin().add(head, 0, HEAD).add(bodies[0], 0, bodies[0].capacity()).finish(this, release));
        }
    }

    private boolean isWhole(final Payload payload)
    {
        final long before = releases;
        final long length = payload.length();
        payload.close();
        return HEAD + bodies[0].capacity() == length && before + 1 == releases;
    }

    private void copy()
    {
        final UnsafeBuffer target = targets[next];
        put(target, 0, head);
        put(target, HEAD, bodies[next]);
        next = targets.length - 1 == next ? 0 : next + 1;
    }

    private static void put(final UnsafeBuffer target, final int index, final DirectBuffer source)
    {
        target.putBytes(index, source, 0, source.capacity());
    }

    private void released()
    {
        ++releases;
    }

    private enum Kind
    {
        REUSED, NEW, COPIED
    }
}
