package io.skein.message;

import io.skein.topic.Topic;

import java.time.Duration;

/**
 * What publishers of all kinds have in common.
 * <p>
 * Operations that publish belong to one thread at a time, unless the publisher was added as shared. Everything in this
 * interface may be called from any thread.
 */
public interface Publisher extends AutoCloseable
{
    /**
     * @return the topic that is published to.
     */
    Topic topic();

    /**
     * Does somebody listen? The answer is refreshed every few milliseconds.
     *
     * @return true when at least one channel of the topic has a subscriber.
     */
    boolean isConnected();

    /**
     * Wait until somebody listens. Runs the embedded driver meanwhile.
     *
     * @param timeout longest wait.
     * @throws io.skein.WaitTimeoutException  when the time is up.
     * @throws io.skein.ClosedException          when the publisher is closed.
     * @throws io.skein.InterruptedWaitException when the thread is interrupted; its flag stays set.
     */
    void awaitConnected(Duration timeout);

    /**
     * Largest message that the topic carries in one piece, in bytes of payload, header and attachment together. What is
     * larger goes in slices: see {@link io.skein.topic.ChunkOptions}. Known from the
     * first connection to a driver on.
     *
     * @return the limit in bytes: the smallest of the topic's channels.
     */
    int maxMessageLength();

    /**
     * @return what has been published until now, by lane. Read without synchronisation: a moment old.
     */
    PublisherStats stats();

    /**
     * @return whether {@link #close()} was called.
     */
    boolean isClosed();

    /**
     * Stop publishing. What was accepted still reaches the subscribers. Idempotent, from any thread; waits for claims
     * and offers in flight up to the close timeout, after which they end the publisher when they end themselves.
     */
    @Override
    void close();
}
