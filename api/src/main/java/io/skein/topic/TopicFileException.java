package io.skein.topic;

import io.skein.ConfigurationException;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A topics file can not be used. The message has one line for each error, in the order of the file.
 */
public class TopicFileException extends ConfigurationException
{
    private static final long serialVersionUID = 1L;

    private final transient List<TopicError> errors;

    /**
     * @param errors one or more, in the order of the file; copied.
     * @param cause  what went wrong below; may be null.
     */
    public TopicFileException(final List<TopicError> errors, final Throwable cause)
    {
        super(errors.stream().map(TopicError::toString).collect(Collectors.joining("\n")), cause);
        this.errors = List.copyOf(errors);
    }

    /**
     * @return every error, in the order of the file; unmodifiable. Not serialized: empty in an exception that was.
     */
    public List<TopicError> errors()
    {
        return null == errors ? List.of() : errors;
    }
}
