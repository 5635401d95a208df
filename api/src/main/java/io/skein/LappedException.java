package io.skein;

/**
 * The publisher of a pooled message has taken its slot back, so that what the slot held is gone. Given to the error
 * handler once per publisher's session, and thrown by {@code retain()}.
 */
public final class LappedException extends SkeinException
{
    private static final long serialVersionUID = 1L;

    /**
     * @param message what was lapped, where, and what to change.
     */
    public LappedException(final String message)
    {
        super(message);
    }
}
