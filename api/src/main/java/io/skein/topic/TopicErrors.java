package io.skein.topic;

import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Collects the errors of one file. The same one counts once, however many aliases lead to it.
 */
final class TopicErrors
{
    private final String source;
    private final Set<TopicError> errors = new LinkedHashSet<>();

    TopicErrors(final String source)
    {
        this.source = source;
    }

    void add(final Node node, final String text)
    {
        add(node.getStartMark(), text);
    }

    void add(final Optional<Mark> mark, final String text)
    {
        add(mark.map((m) -> m.getLine() + 1).orElse(0), mark.map((m) -> m.getColumn() + 1).orElse(0), text);
    }

    void add(final int line, final int column, final String text)
    {
        errors.add(new TopicError(source, line, column, text));
    }

    int count()
    {
        return errors.size();
    }

    TopicFileException exception(final Throwable cause)
    {
        final List<TopicError> sorted = new ArrayList<>(errors);
        sorted.sort(Comparator.comparingInt(TopicError::line).thenComparingInt(TopicError::column));
        return new TopicFileException(sorted, cause);
    }

    void throwIfAny(final Throwable cause)
    {
        if (!errors.isEmpty())
        {
            throw exception(cause);
        }
    }
}
