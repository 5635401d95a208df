package io.skein.internal.pool;

import java.nio.file.Path;
import java.util.List;

/**
 * A pool as it was when it was looked at. What other processes wrote is shown as it is, once it is known to do no harm.
 *
 * @param path         its directory.
 * @param topic        what the owner says the pool is for; printable; empty when it can not be read.
 * @param ownerPid     process that says it made the pool, or 0; means nothing in another container.
 * @param isAlive      whether the owner lives: by its lock, never by its process id.
 * @param slotCount    how many slots there are; 0 when it can not be read.
 * @param slotSize     payload bytes of a slot; 0 when it can not be read.
 * @param slots        what they are used for.
 * @param holders      those who may retain slots.
 * @param bytes        of all its files.
 * @param hasHugePages whether its slots are made of huge pages, as far as the mount promises.
 * @param problem      what is wrong with its control file, or null.
 */
public record PoolInfo(
    Path path,
    String topic,
    long ownerPid,
    boolean isAlive,
    int slotCount,
    long slotSize,
    Slots slots,
    List<Holder> holders,
    long bytes,
    boolean hasHugePages,
    String problem)
{
    /**
     * @return the pool's name: 16 hexadecimal digits.
     */
    public String name()
    {
        return path.getFileName().toString();
    }

    /**
     * How many slots are used for what.
     *
     * @param free     nothing of interest in them.
     * @param loaned   publishers fill them.
     * @param inFlight subscribers may see them.
     * @param retained by at least one holder; in flight too.
     */
    public record Slots(int free, int loaned, int inFlight, int retained)
    {
    }

    /**
     * An attachment that may retain slots.
     *
     * @param number  0 to 63.
     * @param pid     process that says it has the number; means nothing in another container.
     * @param isAlive whether that process lives: by its lock.
     * @param slots   that it retains.
     */
    public record Holder(int number, long pid, boolean isAlive, int slots)
    {
    }
}
