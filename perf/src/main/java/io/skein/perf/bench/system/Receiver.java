package io.skein.perf.bench.system;

/**
 * Receives messages and hands them to its sink.
 */
public interface Receiver
{
    /**
     * @return whether somebody sends.
     */
    boolean isConnected();

    /**
     * Receive, without waiting.
     *
     * @return how many messages were handed over.
     */
    int poll();

    /**
     * @return messages so far whose bytes were not what had been sent, or that the system itself reported as lost.
     */
    long corrupted();
}
