package io.skein;

/**
 * A payload whose length is not what the tensor type says.
 */
public class PayloadMismatchException extends SkeinException
{
    private static final long serialVersionUID = 1L;

    /**
     * @param message one line: what, value, limit, setting.
     */
    public PayloadMismatchException(final String message)
    {
        super(message);
    }
}
