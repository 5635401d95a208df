package io.skein.internal.trace;

import io.skein.topic.TraceOptions;
import io.skein.trace.SpanName;
import org.agrona.concurrent.NanoClock;
import org.agrona.concurrent.UnsafeBuffer;

import java.nio.ByteBuffer;

/**
 * Stages without anything between them: the block that one writes is what the next one sees. Each look at the clock is
 * one nanosecond later.
 */
final class Stages
{
    static final SpanName BLUR = SpanName.of("blur");

    long nowNs;
    final NanoClock clock = () -> ++nowNs;
    final UnsafeBuffer block = new UnsafeBuffer(new byte[4_096]);
    int length;

    /**
     * @return a block without trace, seen by a stage.
     */
    StageTrace stage(final TraceOptions options)
    {
        return new StageTrace(options, clock);
    }

    /**
     * Write what the message of a publisher carries.
     */
    void publish(final OutgoingTrace outgoing, final long id)
    {
        final UnsafeBuffer target = new UnsafeBuffer(ByteBuffer.allocateDirect(4_096));
        final long timeNs = clock.nanoTime();
        outgoing.stamp(id, timeNs, timeNs);
        outgoing.copyTo(target.addressOffset());
        length = outgoing.length();
        block.setMemory(0, block.capacity(), (byte)-1);
        block.putBytes(0, target, 0, length);
    }

    /**
     * Begin to handle what was written last.
     */
    StageTrace receive(final StageTrace stage)
    {
        stage.begin(block, 0, length);
        return stage;
    }
}
