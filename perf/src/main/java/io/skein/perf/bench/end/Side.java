package io.skein.perf.bench.end;

/**
 * Which end of a conversation.
 */
public enum Side
{
    /**
     * The end that begins: sends first, and measures.
     */
    NEAR,
    /**
     * The other end, in another thread or in another process.
     */
    FAR
}
