package io.skein;

/**
 * A frame that is no well-formed message was skipped: told to the error handler once per publisher, and counted.
 */
public class RejectedFrameException extends SkeinException
{
    private static final long serialVersionUID = 1L;

    /**
     * @param message one line: what and where.
     */
    public RejectedFrameException(final String message)
    {
        super(message);
    }
}
