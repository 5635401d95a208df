package io.skein;

/**
 * A message that the topic can never carry.
 */
public class MessageTooLargeException extends SkeinException
{
    private static final long serialVersionUID = 1L;

    /**
     * @param message one line: what, value, limit, setting.
     */
    public MessageTooLargeException(final String message)
    {
        super(message);
    }
}
