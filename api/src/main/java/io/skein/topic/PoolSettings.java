package io.skein.topic;

import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

import java.util.Set;

/**
 * What the file says about a pool, when it says anything.
 *
 * @param options of the pool, or null when the file says that there is none.
 */
record PoolSettings(PoolOptions options)
{
    static final PoolSettings NONE = new PoolSettings(null);

    private static final String NONE_WORD = "none";
    private static final Set<String> KEYS = Set.of("slots", "slotSize", "policy", "threshold", "preTouch");

    /**
     * @return the settings, or null when they are wrong; that is an error then.
     */
    static PoolSettings read(final Node node, final String what, final TopicErrors errors)
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
        require(mapping, "slots", "how many there are, such as 'slots: 8'", what, errors);
        require(mapping, "slotSize", "the largest payload, such as 'slotSize: 32MiB'", what, errors);
        return read(mapping, new YamlValues(mapping, what, errors));
    }

    private static PoolSettings read(final YamlMapping mapping, final YamlValues values)
    {
        final Integer slots = values.integer("slots", PoolOptions.MIN_SLOTS, PoolOptions.MAX_SLOTS);
        final Long slotSize = values.sizeBytes("slotSize", PoolOptions.MIN_SLOT_SIZE, PoolOptions.MAX_SLOT_SIZE);
        final PoolOptions.Policy policy = values.choice("policy", PoolOptions.Policy.values());
        final Long threshold = values.sizeBytes("threshold", 0, Integer.MAX_VALUE);
        final Boolean preTouch = values.bool("preTouch");
        final boolean isWrong = null == slots || null == slotSize ||
            (null == policy && mapping.has("policy")) ||
            (null == threshold && mapping.has("threshold")) ||
            (null == preTouch && mapping.has("preTouch"));
        if (isWrong)
        {
            return null;
        }
        PoolOptions options = PoolOptions.of(slots, slotSize);
        options = null == policy ? options : options.policy(policy);
        options = null == threshold ? options : options.threshold(threshold.intValue());
        return new PoolSettings(null == preTouch ? options : options.preTouch(preTouch));
    }

    private static void require(
        final YamlMapping mapping, final String key, final String advice, final String what, final TopicErrors errors)
    {
        if (!mapping.has(key))
        {
            errors.add(mapping.node(), what + ": missing key '" + key + "', give " + advice);
        }
    }
}
