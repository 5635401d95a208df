package io.skein;

/**
 * A media driver could not be started, found or used.
 */
public class DriverException extends SkeinException
{
    private static final long serialVersionUID = 1L;

    /**
     * @param message one line: what, value, need, setting.
     */
    public DriverException(final String message)
    {
        super(message);
    }

    /**
     * @param message one line: what, value, need, setting.
     * @param cause   what went wrong below; may be null.
     */
    public DriverException(final String message, final Throwable cause)
    {
        super(message, cause);
    }
}
