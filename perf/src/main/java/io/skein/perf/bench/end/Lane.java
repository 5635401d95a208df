package io.skein.perf.bench.end;

/**
 * How a system sends the messages of a route.
 */
public enum Lane
{
    /**
     * Written in place into one frame of the log.
     */
    CLAIM,
    /**
     * Copied into the log in as many frames as it takes, and viewed there or assembled by the receiver.
     */
    OFFER,
    /**
     * Cut into frames by the sender, and put together in memory of the receiver's own.
     */
    CHUNK,
    /**
     * Written in place into a slot of a pool in shared memory.
     */
    POOL
}
