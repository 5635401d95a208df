package io.skein.transfer;

import io.skein.SkeinException;

import java.util.List;

/**
 * A payload that came in slices, or was about to, is not delivered: told to the error handler, to the target, and
 * counted.
 */
public class TransferException extends SkeinException
{
    /**
     * Why.
     */
    public enum Reason
    {
        /**
         * The publisher's application cancelled it.
         */
        CANCELLED,

        /**
         * The publisher gave up, because nobody took the bytes for too long.
         */
        TIMED_OUT,

        /**
         * The publisher was closed, died, or lost its driver.
         */
        PUBLISHER_GONE,

        /**
         * No slice has come for the topic's {@code chunk.timeout}.
         */
        INACTIVE,

        /**
         * What arrived is not what the publisher sent.
         */
        CHECKSUM,

        /**
         * It is larger than the topic's {@code chunk.maxTransfer}, or than its target.
         */
        TOO_LARGE,

        /**
         * The subscriber has no memory left for it.
         */
        NO_MEMORY,

        /**
         * Too many transfers are open at the subscriber, or what has arrived has too many gaps.
         */
        TOO_MANY,

        /**
         * The subscriber's application did not want it, or no more of it.
         */
        REFUSED,

        /**
         * The target threw.
         */
        TARGET,

        /**
         * The subscriber was closed.
         */
        SUBSCRIBER_CLOSED
    }

    private static final long serialVersionUID = 1L;

    /**
     * Why.
     */
    private final Reason reason;
    private final transient List<ByteRange> missing;

    /**
     * @param reason  why.
     * @param message one line: what, value, limit, setting.
     * @param missing what had not arrived, in order; perhaps only the first of many.
     * @param cause   what went wrong below; may be null.
     */
    public TransferException(
        final Reason reason, final String message, final List<ByteRange> missing, final Throwable cause)
    {
        super(message, cause);
        this.reason = reason;
        this.missing = List.copyOf(missing);
    }

    /**
     * @return why.
     */
    public Reason reason()
    {
        return reason;
    }

    /**
     * @return what had not arrived, in order; perhaps only the first of many.
     */
    public List<ByteRange> missing()
    {
        return missing;
    }
}
