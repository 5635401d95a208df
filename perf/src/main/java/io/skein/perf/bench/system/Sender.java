package io.skein.perf.bench.system;

/**
 * Sends messages of one length.
 */
public interface Sender
{
    /**
     * @return whether somebody receives.
     */
    boolean isConnected();

    /**
     * Send, without waiting.
     *
     * @param value that the message carries.
     * @return whether it was accepted.
     */
    boolean trySend(long value);
}
