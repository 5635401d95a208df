package io.skein.message;

import io.skein.trace.TraceView;
import org.agrona.DirectBuffer;

/**
 * A received message with what its publisher said about it.
 */
public interface MessageView extends View
{
    /**
     * {@link #publishTimeNs()} when the topic does not stamp its messages.
     */
    long UNKNOWN_TIME = Long.MIN_VALUE;

    /**
     * @return 0, 1, 2 ... per publisher; the same on every channel of the topic.
     */
    long sequence();

    /**
     * @return when the message was published, in nanoseconds since 1970-01-01T00:00Z by the publisher's clock, or
     * {@link #UNKNOWN_TIME}. The clock goes on by itself and is set by the time of day, to less than a microsecond,
     * when the publisher is made and every hour.
     */
    long publishTimeNs();

    /**
     * Where the message has been, and when: empty unless the topics of subscriber and publisher have
     * {@linkplain io.skein.topic.TraceOptions traces}.
     *
     * @return the trace, as long as this view lives.
     */
    TraceView trace();

    /**
     * The bytes that the publisher attached.
     *
     * @return the buffer; capacity 0 when there are none.
     */
    DirectBuffer attachment();

    /**
     * The publisher's segment boundaries within {@link #buffer()}.
     *
     * @return the table; one segment when the payload was published as one piece.
     */
    SegmentTable segments();

    /**
     * Is what was read until now what the publisher wrote? Always, for a message that came in the log. A pooled message
     * may be overwritten while it is read if the pool's policy is {@code overwrite}, or if the driver has given this
     * process up, as it does with one that stood still for longer than the client liveness timeout: ask after reading.
     *
     * @return false when the publisher has taken the slot back: what was read may be anything.
     */
    boolean isValid();

    /**
     * Keep the message beyond the handler; allocates. {@link RetainedMessage#release()} must follow.
     *
     * @return the message, held.
     * @throws io.skein.LappedException when the publisher has taken the slot back already.
     * @throws io.skein.PoolException   when 64 processes retain slots of the pool already.
     */
    RetainedMessage retain();

    /**
     * Keep the message beyond the handler, in an object that is used again and again; allocates nothing, unless it must
     * copy a message larger than those before.
     *
     * @param target from the subscriber's {@code newRetained()}; holds nothing.
     * @return the message's position, or {@link io.skein.Outcome#LAPPED}: the target holds nothing then.
     * @throws IllegalStateException    when the view has ended, or the target holds a message.
     * @throws IllegalArgumentException when the target is of a subscriber of another kind of topic.
     * @throws io.skein.PoolException   when 64 processes retain slots of the pool already.
     */
    long retain(RetainedMessage target);
}
