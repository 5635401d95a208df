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
     * Copied into the log in as many frames as it takes, and assembled by the receiver.
     */
    OFFER,
    /**
     * Written in place into a slot of a pool in shared memory.
     */
    POOL
}
