package io.skein.perf.bench.system;

/**
 * Gets what a message carried, within the receiver's poll.
 */
public interface MessageSink
{
    /**
     * @param value that the message carried.
     */
    void onMessage(long value);
}
