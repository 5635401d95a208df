package io.skein;

/**
 * A wait of a publisher or subscriber ran out of time.
 */
public class WaitTimeoutException extends SkeinException
{
    private static final long serialVersionUID = 1L;

    /**
     * @param message one line: what, value, limit, setting.
     */
    public WaitTimeoutException(final String message)
    {
        super(message);
    }
}
