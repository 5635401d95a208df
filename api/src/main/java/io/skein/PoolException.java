package io.skein;

/**
 * The shared memory of a topic's pool could not be made, found or used.
 */
public class PoolException extends SkeinException
{
    private static final long serialVersionUID = 1L;

    /**
     * @param message one line: what, value, need, setting.
     */
    public PoolException(final String message)
    {
        super(message);
    }

    /**
     * @param message one line: what, value, need, setting.
     * @param cause   what went wrong below; may be null.
     */
    public PoolException(final String message, final Throwable cause)
    {
        super(message, cause);
    }
}
