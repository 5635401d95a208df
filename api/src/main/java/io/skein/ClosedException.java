package io.skein;

/**
 * The object is closed.
 */
public class ClosedException extends SkeinException
{
    private static final long serialVersionUID = 1L;

    /**
     * @param message one line: what, value, limit, setting.
     */
    public ClosedException(final String message)
    {
        super(message);
    }
}
