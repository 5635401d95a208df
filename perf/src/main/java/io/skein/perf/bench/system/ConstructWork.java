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
 * time. Or, to compare with, both segments copied to ordinary memory, to as many buffers as there are slots, in turn.
 */
final class ConstructWork extends AbstractWork
{
    static final String BORROW = "borrow";
    static final int HEAD = 40;

    private final Kind kind;
    private final UnsafeBuffer head;
    private final UnsafeBuffer body;
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
        body = touched(spec.payloadLength() - HEAD);
        targets = new UnsafeBuffer[Kind.COPIED == kind ? spec.slots() : 0];
        for (int i = 0; i < targets.length; i++)
        {
            targets[i] = touched(spec.payloadLength());
        }
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
                return isWhole(Payload.borrow(this, release, head, body));
            default:
                return isWhole(reusable.begin().add(head, 0, HEAD).add(body, 0, body.capacity()).finish(this, release));
        }
    }

    private boolean isWhole(final Payload payload)
    {
        final long before = releases;
        final long length = payload.length();
        payload.close();
        return HEAD + body.capacity() == length && before + 1 == releases;
    }

    private void copy()
    {
        final UnsafeBuffer target = targets[next];
        next = targets.length - 1 == next ? 0 : next + 1;
        put(target, 0, head);
        put(target, HEAD, body);
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
