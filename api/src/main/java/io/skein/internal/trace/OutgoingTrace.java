package io.skein.internal.trace;

import io.skein.topic.TraceOptions;
import org.agrona.BufferUtil;
import org.agrona.UnsafeApi;
import org.agrona.concurrent.UnsafeBuffer;

import java.nio.ByteOrder;

/**
 * The trace that the next message carries: a new one, or one that goes on. Complete but for id and times, so that a
 * message costs a few words.
 */
public final class OutgoingTrace
{
    private static final ByteOrder LE = ByteOrder.LITTLE_ENDIAN;

    private final TraceOptions options;
    private final UnsafeBuffer block;
    private final long address;
    private boolean isContinued = true;
    private int lastHop;
    private int length;

    /**
     * @param options of the topic.
     */
    public OutgoingTrace(final TraceOptions options)
    {
        this.options = options;
        block = new UnsafeBuffer(BufferUtil.allocateDirectAligned(options.roomBytes(), TraceForm.ALIGNMENT));
        address = block.addressOffset();
        start();
    }

    /**
     * The next message begins a trace.
     */
    public void start()
    {
        if (isContinued)
        {
            isContinued = false;
            TraceCopy.beginBlock(block, 0, 0, 1);
            TraceCopy.putNewHop(block, 0);
            lastHop = TraceForm.hop(0);
            length = TraceCopy.endBlock(block, 1, 0);
        }
    }

    /**
     * The next message goes on with the trace of one that was received.
     *
     * @param trace that was received; without a block, or null, a trace begins.
     */
    public void continueFrom(final StageTrace trace)
    {
        if (null == trace || !trace.isPresent())
        {
            start();
            return;
        }
        isContinued = true;
        length = TraceCopy.of(trace, block, options.stages(), options.spans(), true);
        lastHop = TraceForm.hop(Math.min(options.stages(), trace.block().hopCount() + 1) - 1);
    }

    /**
     * The next message goes on as another would.
     *
     * @param other of a publisher of the same topic.
     */
    public void continueFrom(final OutgoingTrace other)
    {
        isContinued = true;
        length = other.length;
        lastHop = other.lastHop;
        block.putBytes(0, other.block, 0, length);
        if (!other.isContinued)
        {
            isContinued = false;
        }
    }

    /**
     * @param id          of a trace that begins.
     * @param publishedNs of the message.
     * @param inLogNs     of the message, or the null value.
     */
    public void stamp(final long id, final long publishedNs, final long inLogNs)
    {
        if (!isContinued)
        {
            block.putLong(TraceForm.ID, id, LE);
        }
        block.putLong(lastHop + TraceForm.PUBLISHED, publishedNs, LE);
        block.putLong(lastHop + TraceForm.IN_LOG, inLogNs, LE);
    }

    /**
     * @param inLogNs of a message that is stamped.
     */
    public void inLog(final long inLogNs)
    {
        block.putLong(lastHop + TraceForm.IN_LOG, inLogNs, LE);
    }

    /**
     * @return where the time stands at which the message is in the log, from the start of the block.
     */
    public int inLogOffset()
    {
        return lastHop + TraceForm.IN_LOG;
    }

    /**
     * @return bytes of the block, a multiple of 8.
     */
    public int length()
    {
        return length;
    }

    /**
     * @param target address that has room for the block.
     */
    public void copyTo(final long target)
    {
        final int end = length;
        for (int i = 0; i < end; i += Long.BYTES)
        {
            UnsafeApi.putLong(target + i, UnsafeApi.getLong(address + i));
        }
    }
}
