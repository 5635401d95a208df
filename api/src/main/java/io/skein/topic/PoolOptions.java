package io.skein.topic;

import io.skein.ConfigurationException;

import java.util.Objects;

/**
 * The shared-memory pool of each publisher of a topic: what is too large for the log is written into a slot of the
 * pool, once, and read there by every subscriber on the host. Immutable.
 *
 * @param slotCount number of slots, {@value #MIN_SLOTS} to {@value #MAX_SLOTS}. A slot is in use from its claim until
 *                  every subscriber has passed it and nobody retains it.
 * @param slotSize  largest payload in bytes, {@value #MIN_SLOT_SIZE} to {@value #MAX_SLOT_SIZE}.
 * @param policy    what a claim does when no slot is free.
 * @param threshold payloads of more bytes than this take a slot, 0 to {@link Integer#MAX_VALUE}; those that do not fit
 *                  one frame of the log take a slot in any case.
 * @param preTouch  whether publishers and subscribers touch every page of a pool when they map it, so that the first
 *                  frames do not pay for page faults.
 */
public record PoolOptions(int slotCount, long slotSize, Policy policy, int threshold, boolean preTouch)
{
    /**
     * Fewest slots.
     */
    public static final int MIN_SLOTS = 1;

    /**
     * Most slots.
     */
    public static final int MAX_SLOTS = 1024;

    /**
     * Smallest slot in bytes.
     */
    public static final long MIN_SLOT_SIZE = 64;

    /**
     * Largest slot in bytes: what one mapping holds, less room for the header.
     */
    public static final long MAX_SLOT_SIZE = (1L << 31) - 8192;

    /**
     * The threshold where none is given, in bytes: above it, writing and reading every byte of a slot is faster than of
     * a frame in the log (docs/adr/0006-pool-lane.md).
     */
    public static final int DEFAULT_THRESHOLD = 16 * 1024;

    /**
     * What a claim does when no slot is free.
     */
    public enum Policy
    {
        /**
         * Wait as the topic's back pressure says.
         */
        BLOCK,

        /**
         * Drop the message and count it.
         */
        DROP,

        /**
         * Take the oldest slot that nobody retains, even if a subscriber has not read it yet. Subscribers are told.
         */
        OVERWRITE
    }

    /**
     * @param slotCount number of slots.
     * @param slotSize  largest payload in bytes.
     * @param policy    what a claim does when no slot is free.
     * @param threshold payloads of more bytes take a slot.
     * @param preTouch  whether to touch every page at the start.
     * @throws ConfigurationException when a value is out of range.
     */
    public PoolOptions
    {
        Objects.requireNonNull(policy, "policy");
        require("pool.slots", slotCount, MIN_SLOTS, MAX_SLOTS);
        require("pool.slotSize", slotSize, MIN_SLOT_SIZE, MAX_SLOT_SIZE);
        require("pool.threshold", threshold, 0, Integer.MAX_VALUE);
    }

    /**
     * Waits for a free slot, with {@link #DEFAULT_THRESHOLD}, without touching pages.
     *
     * @param slotCount number of slots.
     * @param slotSize  largest payload in bytes.
     * @return the options.
     * @throws ConfigurationException when a value is out of range.
     */
    public static PoolOptions of(final int slotCount, final long slotSize)
    {
        return new PoolOptions(slotCount, slotSize, Policy.BLOCK, DEFAULT_THRESHOLD, false);
    }

    /**
     * @param newPolicy what a claim does when no slot is free.
     * @return these options with that policy.
     */
    public PoolOptions policy(final Policy newPolicy)
    {
        return new PoolOptions(slotCount, slotSize, newPolicy, threshold, preTouch);
    }

    /**
     * @param newThreshold payloads of more bytes take a slot.
     * @return these options with that threshold.
     * @throws ConfigurationException when it is negative.
     */
    public PoolOptions threshold(final int newThreshold)
    {
        return new PoolOptions(slotCount, slotSize, policy, newThreshold, preTouch);
    }

    /**
     * @param newPreTouch whether to touch every page at the start.
     * @return these options with that setting.
     */
    public PoolOptions preTouch(final boolean newPreTouch)
    {
        return new PoolOptions(slotCount, slotSize, policy, threshold, newPreTouch);
    }

    private static void require(final String name, final long value, final long min, final long max)
    {
        if (value < min || value > max)
        {
            throw new ConfigurationException(
                name + " " + value + " is out of range: give " + min + " to " + max);
        }
    }
}
