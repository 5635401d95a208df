package io.skein;

/**
 * A subscriber's handler threw: told to the error handler, with topic, session and position. The message counts as
 * consumed.
 */
public class HandlerException extends SkeinException
{
    private static final long serialVersionUID = 1L;

    /**
     * @param message one line: what and where.
     * @param cause   what was thrown.
     */
    public HandlerException(final String message, final Throwable cause)
    {
        super(message, cause);
    }
}
