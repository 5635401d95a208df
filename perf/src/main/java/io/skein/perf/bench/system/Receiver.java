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
     * Receive, and wait for that no longer than until there is something to send. Who waits without a processor can do
     * so here.
     *
     * @param dueNs until the next message is due; 0 or less for at once.
     * @return how many messages were handed over.
     */
    default int poll(final long dueNs)
    {
        return poll();
    }

    /**
     * @return messages so far whose bytes were not what had been sent, or that the system itself reported as lost.
     */
    long corrupted();
}
