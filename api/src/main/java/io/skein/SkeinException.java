package io.skein;

/**
 * Base of everything that Skein throws on purpose: a misuse, a fault of the environment, or bad input.
 * <p>
 * The message is one line that names the value, the limit or need, and the setting to change, so that a tool can show
 * it without a stack trace. Refusals that a program must expect (back pressure, nobody listening) are
 * {@link Outcome}s and not exceptions.
 */
public class SkeinException extends RuntimeException
{
    private static final long serialVersionUID = 1L;

    /**
     * @param message one line: what, value, limit, setting.
     */
    public SkeinException(final String message)
    {
        super(message);
    }

    /**
     * @param message one line: what, value, limit, setting.
     * @param cause   what went wrong below; may be null.
     */
    public SkeinException(final String message, final Throwable cause)
    {
        super(message, cause);
    }
}
