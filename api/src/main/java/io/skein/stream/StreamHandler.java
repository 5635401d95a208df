package io.skein.stream;

/**
 * Reads bytes of a stream where they lie.
 */
@FunctionalInterface
public interface StreamHandler
{
    /**
     * The bytes count as read when this returns, and also when it throws. What it throws ends the poll and comes out of
     * it.
     *
     * @param view valid until this returns.
     */
    void onBytes(StreamView view);
}
