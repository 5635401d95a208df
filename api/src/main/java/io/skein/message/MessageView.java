package io.skein.message;

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
     * {@link #UNKNOWN_TIME}.
     */
    long publishTimeNs();

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
}
