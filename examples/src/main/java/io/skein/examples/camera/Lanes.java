package io.skein.examples.camera;

import io.skein.message.PublisherStats;

/**
 * How many frames a stage sent by which lane.
 *
 * @param claimed   written in place in the log.
 * @param gathered  copied into the log.
 * @param pooled    written in place in a slot of a pool.
 * @param forwarded sent on where they lay.
 */
record Lanes(long claimed, long gathered, long pooled, long forwarded)
{
    static final Lanes NONE = new Lanes(0, 0, 0, 0);

    static Lanes of(final PublisherStats stats)
    {
        return new Lanes(stats.claimed(), stats.gathered(), stats.pooled(), stats.forwarded());
    }

    /**
     * @return the lane that carried most; empty for a stage that sends nothing.
     */
    String name()
    {
        final long most = Math.max(Math.max(claimed, gathered), Math.max(pooled, forwarded));
        return 0 == most ? "" : most == forwarded ? "forward" : most == pooled ? "pool" :
            most == claimed ? "claim" : "gather";
    }
}
