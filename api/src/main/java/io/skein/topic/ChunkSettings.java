package io.skein.topic;

import io.skein.topic.ChunkOptions.Checksum;
import org.snakeyaml.engine.v2.nodes.Node;

import java.util.Set;

/**
 * What the file says about payloads in slices, when it says anything.
 */
final class ChunkSettings
{
    private static final Set<String> KEYS =
        Set.of("threshold", "checksum", "maxRate", "burst", "maxTransfer", "memory", "claimMemory", "timeout",
            "feedback");

    private ChunkSettings()
    {
    }

    static Block<ChunkOptions> read(final Node node, final String what, final TopicErrors errors)
    {
        return Block.read(node, what, KEYS, (mapping, values) -> options(values, errors), errors);
    }

    private static ChunkOptions options(final YamlValues values, final TopicErrors errors)
    {
        final int errorsBefore = errors.count();
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
        return errors.count() != errorsBefore ? null : new ChunkOptions(
            threshold, null == checksum ? none.checksum() : checksum, maxRate, burst, maxTransfer, memory,
            claimMemory, timeoutNs, feedback);
    }

    private static long or(final Long value, final long otherwise)
    {
        return null == value ? otherwise : value;
    }
}
