package io.skein.internal.pool;

import java.nio.file.Path;
import java.util.List;

/**
 * What a sweep of one directory of pools came to.
 *
 * @param directory that was swept.
 * @param removed   pools of dead owners, or in a dry run those that would be removed.
 * @param inUse     how many pools have a living owner, or could not be removed.
 */
public record SweptPools(Path directory, List<PoolInfo> removed, int inUse)
{
    /**
     * @param directory that was swept.
     * @param removed   pools of dead owners; copied.
     * @param inUse     how many were kept.
     */
    public SweptPools
    {
        removed = List.copyOf(removed);
    }

    /**
     * @return bytes of what was removed.
     */
    public long bytes()
    {
        return removed.stream().mapToLong(PoolInfo::bytes).sum();
    }
}
