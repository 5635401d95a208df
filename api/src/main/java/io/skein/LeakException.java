package io.skein;

/**
 * Something that must be ended was lost without it: a retained view that was never released, or a claimed slot that was
 * neither committed nor aborted. Given to the error handler when the garbage collector has found it; what it held has
 * been given back.
 */
public final class LeakException extends SkeinException
{
    private static final long serialVersionUID = 1L;

    /**
     * @param message what was lost, and how to find where.
     * @param cause   where it began, or null if that was not noted.
     */
    public LeakException(final String message, final Throwable cause)
    {
        super(message, cause);
    }
}
