package io.skein.stream;

import io.skein.SkeinException;

/**
 * A byte stream ended before its end.
 */
public class StreamException extends SkeinException
{
    private static final long serialVersionUID = 1L;

    /**
     * Why.
     */
    public enum Reason
    {
        /**
         * The other end, or this one, gave the stream up; the message has the words it said.
         */
        ABORTED,

        /**
         * The reader closed before it had read everything.
         */
        READER_CLOSED,

        /**
         * The process at the other end died, or was paused for so long that the driver gave it up.
         */
        PEER_LOST,

        /**
         * The media driver went away.
         */
        DRIVER_LOST,

        /**
         * Another reader has the stream.
         */
        OTHER_READER,

        /**
         * What came is no byte stream of this topic.
         */
        FOREIGN
    }

    /**
     * Says why to programs.
     */
    private final Reason reason;

    /**
     * @param reason  for programs.
     * @param message one line: what, value, limit, setting.
     */
    public StreamException(final Reason reason, final String message)
    {
        super(message);
        this.reason = reason;
    }

    /**
     * @return why.
     */
    public Reason reason()
    {
        return reason;
    }
}
