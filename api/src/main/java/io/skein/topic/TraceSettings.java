package io.skein.topic;

import org.snakeyaml.engine.v2.nodes.Node;

import java.util.Set;

/**
 * What the file says about tracing, when it says anything.
 */
final class TraceSettings
{
    private static final Set<String> KEYS = Set.of("stages", "spans");

    private TraceSettings()
    {
    }

    static Block<TraceOptions> read(final Node node, final String what, final TopicErrors errors)
    {
        return Block.read(node, what, KEYS, TraceSettings::options, errors);
    }

    private static TraceOptions options(final YamlMapping mapping, final YamlValues values)
    {
        mapping.require("stages", "how many a message passes, such as 'stages: 3'");
        final Integer stages = values.integer("stages", TraceOptions.MIN_STAGES, TraceOptions.MAX_STAGES);
        final Integer spans = values.integer("spans", 0, TraceOptions.MAX_SPANS);
        if (null == stages)
        {
            return null;
        }
        final TraceOptions options = TraceOptions.of(stages);
        return null == spans ? options : options.spans(spans);
    }
}
