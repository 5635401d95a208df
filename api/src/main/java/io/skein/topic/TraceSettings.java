package io.skein.topic;

import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

import java.util.Set;

/**
 * What the file says about tracing, when it says anything.
 *
 * @param options of the trace, or null when the file says that there is none.
 */
record TraceSettings(TraceOptions options)
{
    static final TraceSettings NONE = new TraceSettings(null);

    private static final String NONE_WORD = "none";
    private static final Set<String> KEYS = Set.of("stages", "spans");

    /**
     * @return the settings, or null when they are wrong; that is an error then.
     */
    static TraceSettings read(final Node node, final String what, final TopicErrors errors)
    {
        if (node instanceof ScalarNode scalar && scalar.getValue().equals(NONE_WORD))
        {
            return NONE;
        }
        if (!(node instanceof MappingNode))
        {
            errors.add(node,
                what + ": expected a mapping (key: value) or none, found " + YamlMapping.describe(node));
            return null;
        }
        final YamlMapping mapping = YamlMapping.of(node, what, "key", errors);
        mapping.refuseOthersThan(KEYS);
        if (!mapping.has("stages"))
        {
            errors.add(mapping.node(), what + ": missing key 'stages', give how many a message passes, such as " +
                "'stages: 3'");
        }
        final YamlValues values = new YamlValues(mapping, what, errors);
        final Integer stages = values.integer("stages", TraceOptions.MIN_STAGES, TraceOptions.MAX_STAGES);
        final Integer spans = values.integer("spans", 0, TraceOptions.MAX_SPANS);
        if (null == stages || null == spans && mapping.has("spans"))
        {
            return null;
        }
        final TraceOptions options = TraceOptions.of(stages);
        return new TraceSettings(null == spans ? options : options.spans(spans));
    }
}
