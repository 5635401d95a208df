package io.skein.driver;

import java.nio.file.Path;
import java.util.List;

/**
 * What a sweep found.
 *
 * @param base     that was swept.
 * @param isDryRun whether the leftovers were only listed.
 * @param removed  the directories of dead owners: drivers and pools.
 * @param bytes    that their files had.
 * @param inUse    how many directories have a living owner: drivers and pools.
 */
public record SweepReport(Path base, boolean isDryRun, List<Path> removed, long bytes, int inUse)
{
    /**
     * @param base     that was swept.
     * @param isDryRun whether the leftovers were only listed.
     * @param removed  the directories of dead owners: drivers and pools; copied.
     * @param bytes    that their files had.
     * @param inUse    how many directories have a living owner: drivers and pools.
     */
    public SweepReport
    {
        removed = List.copyOf(removed);
    }
}
