package io.skein.topic;

import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.ParserException;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

import java.util.Iterator;
import java.util.Optional;

/**
 * Refuses deeply nested YAML before it is composed, because composing recurses and would overflow the stack.
 */
final class YamlDepth
{
    private YamlDepth()
    {
    }

    static void check(final LoadSettings settings, final String yaml, final int limit)
    {
        int depth = 0;
        final Iterator<Event> events = new ParserImpl(settings, new StreamReader(settings, yaml));
        while (events.hasNext())
        {
            final Event event = events.next();
            switch (event.getEventId())
            {
                case MappingStart, SequenceStart -> depth++;
                case MappingEnd, SequenceEnd -> depth--;
                default ->
                {
                }
            }
            if (depth > limit)
            {
                throw new ParserException("", Optional.empty(),
                    "nested deeper than the limit of " + limit + " levels", event.getStartMark());
            }
        }
    }
}
