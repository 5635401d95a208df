package io.skein;

/**
 * How many threads may use a publisher at a time.
 */
public enum Sharing
{
    /**
     * One: the fastest.
     */
    EXCLUSIVE,
    /**
     * Any number: they take turns at the log for a few dozen nanoseconds, and encode side by side.
     */
    SHARED
}
