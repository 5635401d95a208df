package io.skein.internal.view;

import io.aeron.logbuffer.Header;
import io.skein.internal.trace.StageTrace;
import io.skein.internal.trace.TraceForm;
import io.skein.internal.wire.MessageReader;
import io.skein.internal.wire.PooledForm;
import org.agrona.DirectBuffer;

/**
 * A message in a slot, on a topic with trace: that is in the log, behind what led to the slot.
 */
final class PooledView extends LogView
{
    private DirectBuffer descriptor;
    private long poolId;
    private int traceOffset;
    private int traceEnd;

    PooledView(final LogSubscriber subscriber, final MessageReader reader)
    {
        super(subscriber, reader);
    }

    /**
     * What leads to the slot is seen. Only a pool that is met anew, and may have to be mapped, is worth a look at the
     * clock.
     *
     * @param newPoolId of the pool.
     * @param frame     with the descriptor.
     * @param length    in bytes, of a message that may be longer than the frame.
     */
    void found(final long newPoolId, final Header frame, final int length)
    {
        // What was found before may have been passed over.
        stageTrace().end();
        if (poolId != newPoolId)
        {
            poolId = newPoolId;
            stageTrace().received();
        }
        descriptor = frame.buffer();
        final int message = frame.offset() + Frames.HEADER_LENGTH;
        final int run = Math.min(
            Math.min(length, frame.frameLength() - Frames.HEADER_LENGTH), descriptor.capacity() - message);
        traceEnd = message + run;
        // A frame that is the end of something longer may have hardly anything in it.
        traceOffset = run < PooledForm.LENGTH ? traceEnd :
            message + TraceForm.offset(PooledForm.length(descriptor, message));
    }

    @Override
    StageTrace beginTrace()
    {
        final StageTrace trace = stageTrace();
        trace.begin(descriptor, traceOffset, traceEnd);
        return trace;
    }
}
