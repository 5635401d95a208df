package io.skein;

/**
 * A wait was interrupted. The thread's interrupt flag is set; nothing else was harmed.
 */
public class InterruptedWaitException extends SkeinException
{
    private static final long serialVersionUID = 1L;

    /**
     * @param message one line: what, value, limit, setting.
     */
    public InterruptedWaitException(final String message)
    {
        super(message);
    }
}
