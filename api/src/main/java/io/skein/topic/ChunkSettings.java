package io.skein.topic;

import io.skein.topic.ChunkOptions.Checksum;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

import java.util.Set;

/**
 * What the file says about payloads in slices, when it says anything.
 *
 * @param options of these, or null when the file says that there are none.
 */
record ChunkSettings(ChunkOptions options)
{
    static final ChunkSettings NONE = new ChunkSettings(null);

    private static final String NONE_WORD = "none";
    private static final Set<String> KEYS =
        Set.of("threshold", "checksum", "maxRate", "burst", "maxTransfer", "memory", "claimMemory", "timeout",
            "feedback");

    /**
     * @return the settings, or null when they are wrong; that is an error then.
     */
    static ChunkSettings read(final Node node, final String what, final TopicErrors errors)
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
        final int errorsBefore = errors.count();
        final YamlMapping mapping = YamlMapping.of(node, what, "key", errors);
        mapping.refuseOthersThan(KEYS);
        final YamlValues values = new YamlValues(mapping, what, errors);
        final ChunkOptions none = ChunkOptions.DEFAULT;
        final long threshold = or(values.sizeBytes("threshold", 0, Long.MAX_VALUE), none.threshold());
        final Checksum checksum = values.choice("checksum", Checksum.values());
        final long maxRate = or(values.sizeBytes("maxRate", 0, Long.MAX_VALUE), none.maxRate());
        final long burst = or(values.sizeBytes("burst", 0, Long.MAX_VALUE), none.burst());
        final long maxTransfer = or(values.sizeBytes("maxTransfer", 1, Long.MAX_VALUE), none.maxTransfer());
        final long memory = or(
            values.sizeBytes("memory", ChunkOptions.MIN_MEMORY, Long.MAX_VALUE), none.memory());
        final long claimMemory = or(
            values.sizeBytes("claimMemory", ChunkOptions.MIN_MEMORY, Long.MAX_VALUE), none.claimMemory());
        final long timeoutNs = or(
            values.durationNs("timeout", ChunkOptions.MIN_TIMEOUT_NS), none.timeoutNs());
        final boolean feedback = Boolean.TRUE.equals(values.bool("feedback"));
        return errors.count() != errorsBefore ? null : new ChunkSettings(new ChunkOptions(
            threshold, null == checksum ? none.checksum() : checksum, maxRate, burst, maxTransfer, memory,
            claimMemory, timeoutNs, feedback));
    }

    private static long or(final Long value, final long otherwise)
    {
        return null == value ? otherwise : value;
    }
}
