package io.skein;

/**
 * Messages are missing by their sequence numbers: told to the error handler, and counted.
 */
public class MessageLossException extends SkeinException
{
    private static final long serialVersionUID = 1L;

    /**
     * @param message one line: what and where.
     */
    public MessageLossException(final String message)
    {
        super(message);
    }
}
