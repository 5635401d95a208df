package io.skein.internal.lane;

import io.aeron.ReservedValueSupplier;
import io.skein.internal.link.FrameHeader;
import io.skein.internal.trace.OutgoingTrace;
import io.skein.internal.trace.StageTrace;
import io.skein.internal.view.LogView;
import io.skein.internal.wire.HeaderTemplate;
import io.skein.topic.Topic;
import io.skein.topic.TraceOptions;
import io.skein.trace.TraceView;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.NanoClock;
import org.agrona.concurrent.SystemNanoClock;

import java.nio.ByteOrder;
import java.security.SecureRandom;

/**
 * The traces of what a publisher sends. Called by one thread at a time, as its log is; but {@link #stamp} by any, for
 * the trace of a claim that is in the log already.
 */
final class Tracing
{
    private final TraceOptions options;
    private final NanoClock clock = SystemNanoClock.INSTANCE;
    private final long firstId = new SecureRandom().nextLong();
    private final OutgoingTrace own;
    private final InLog inLog = new InLog(clock);
    private OutgoingTrace current;

    private Tracing(final TraceOptions options)
    {
        this.options = options;
        own = new OutgoingTrace(options);
        current = own;
    }

    /**
     * @param topic of the publisher.
     * @return null if it has no trace.
     */
    static Tracing of(final Topic topic)
    {
        return null == topic.trace() ? null : new Tracing(topic.trace());
    }

    /**
     * @param topic of a publisher.
     * @return a trace that begins with the next message, or null if the topic has none.
     */
    static OutgoingTrace newTrace(final Topic topic)
    {
        return null == topic.trace() ? null : new OutgoingTrace(topic.trace());
    }

    /**
     * @param topic of a publisher.
     * @return bytes that a message needs for its trace; 0 if the topic has none.
     */
    static int room(final Topic topic)
    {
        return null == topic.trace() ? 0 : topic.trace().roomBytes();
    }

    /**
     * The next message has this trace.
     *
     * @param trace of its thread or claim, or null: then it begins one.
     */
    void use(final OutgoingTrace trace)
    {
        current = own;
        if (null != trace)
        {
            current = trace;
        }
        else
        {
            own.start();
        }
    }

    /**
     * The next message is a received one, on its way.
     */
    void follow(final LogView view)
    {
        final StageTrace received = view.stageTrace();
        current = own;
        if (null == received)
        {
            own.start();
        }
        else
        {
            own.continueFrom(received);
        }
    }

    /**
     * The next message is published now, and seen at once.
     *
     * @param sequence of the message.
     */
    void beginInLog(final long sequence)
    {
        stamp(current, sequence, true);
    }

    /**
     * The next message is published now.
     *
     * @param sequence of the message.
     * @param header   of a message that is offered; receives the trace.
     */
    void begin(final long sequence, final HeaderTemplate header)
    {
        stamp(current, sequence, false);
        current.copyTo(header.traceAddress());
        inLog.offset = header.traceOffset() + current.inLogOffset();
    }

    /**
     * The message that was begun is seen at once.
     */
    void inLog()
    {
        current.inLog(clock.nanoTime());
    }

    /**
     * @return the trace that was begun.
     */
    OutgoingTrace current()
    {
        return current;
    }

    /**
     * @param messageLength of what is offered, header and all.
     * @return completes the trace where the message lies, if it takes one frame.
     */
    ReservedValueSupplier inLog(final long messageLength)
    {
        inLog.frameLength = FrameHeader.LENGTH + messageLength;
        return inLog;
    }

    /**
     * The message is published: its trace ends, for its publisher.
     */
    void sent()
    {
        current.start();
    }

    /**
     * @param trace    of a message that is about to be committed.
     * @param sequence of the message.
     * @param isInLog  whether nothing comes in between.
     */
    void stamp(final OutgoingTrace trace, final long sequence, final boolean isInLog)
    {
        final long nowNs = clock.nanoTime();
        trace.stamp(firstId + sequence, nowNs, isInLog ? nowNs : TraceView.NO_TIME);
    }

    /**
     * Called by Aeron when a frame is complete, and just before it is seen.
     */
    private static final class InLog implements ReservedValueSupplier
    {
        private final NanoClock clock;
        private int offset;
        private long frameLength;

        private InLog(final NanoClock clock)
        {
            this.clock = clock;
        }

        @Override
        public long get(final DirectBuffer term, final int frameOffset, final int length)
        {
            if (frameLength == length)
            {
                ((MutableDirectBuffer)term).putLong(
                    frameOffset + FrameHeader.LENGTH + offset, clock.nanoTime(), ByteOrder.LITTLE_ENDIAN);
            }
            return 0;
        }
    }
}
