package io.skein.topic;

import org.snakeyaml.engine.v2.nodes.Node;

import java.util.Set;

/**
 * What the file says about a pool, when it says anything.
 */
final class PoolSettings
{
    private static final Set<String> KEYS = Set.of("slots", "slotSize", "policy", "threshold", "preTouch");

    private PoolSettings()
    {
    }

    static Block<PoolOptions> read(final Node node, final String what, final TopicErrors errors)
    {
        return Block.read(node, what, KEYS, PoolSettings::options, errors);
    }

    private static PoolOptions options(final YamlMapping mapping, final YamlValues values)
    {
        mapping.require("slots", "how many there are, such as 'slots: 8'");
        mapping.require("slotSize", "the largest payload, such as 'slotSize: 32MiB'");
        final Integer slots = values.integer("slots", PoolOptions.MIN_SLOTS, PoolOptions.MAX_SLOTS);
        final Long slotSize = values.sizeBytes("slotSize", PoolOptions.MIN_SLOT_SIZE, PoolOptions.MAX_SLOT_SIZE);
        final PoolOptions.Policy policy = values.choice("policy", PoolOptions.Policy.values());
        final Long threshold = values.sizeBytes("threshold", 0, Integer.MAX_VALUE);
        final Boolean preTouch = values.bool("preTouch");
        if (null == slots || null == slotSize)
        {
            return null;
        }
        PoolOptions options = PoolOptions.of(slots, slotSize);
        options = null == policy ? options : options.policy(policy);
        options = null == threshold ? options : options.threshold(threshold.intValue());
        return null == preTouch ? options : options.preTouch(preTouch);
    }
}
