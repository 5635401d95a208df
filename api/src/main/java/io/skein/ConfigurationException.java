package io.skein;

/**
 * A configuration that can not be used: a topics file, a driver profile, a channel, an option.
 */
public class ConfigurationException extends SkeinException
{
    private static final long serialVersionUID = 1L;

    /**
     * @param message one line per error; where a file is at fault, each line begins with {@code file:line:column}.
     */
    public ConfigurationException(final String message)
    {
        super(message);
    }

    /**
     * @param message one line per error; where a file is at fault, each line begins with {@code file:line:column}.
     * @param cause   what went wrong below; may be null.
     */
    public ConfigurationException(final String message, final Throwable cause)
    {
        super(message, cause);
    }
}
