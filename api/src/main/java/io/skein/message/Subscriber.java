package io.skein.message;

import io.skein.topic.Topic;

import java.time.Duration;

/**
 * What subscribers of all kinds have in common. Polling belongs to one thread at a time; everything in this interface
 * may be called from any thread.
 */
public interface Subscriber extends AutoCloseable
{
    /**
     * @return the topic that is subscribed to.
     */
    Topic topic();

    /**
     * @return whether at least one publisher is connected. Refreshed every few milliseconds.
     */
    boolean isConnected();

    /**
     * @return number of publishers connected now.
     */
    int publisherCount();

    /**
     * Wait until a publisher is there. Runs the embedded driver meanwhile.
     *
     * @param timeout longest wait.
     * @throws io.skein.WaitTimeoutException  when the time is up.
     * @throws io.skein.ClosedException          when the subscriber is closed.
     * @throws io.skein.InterruptedWaitException when the thread is interrupted; its flag stays set.
     */
    void awaitConnected(Duration timeout);

    /**
     * @return what has been received until now. Read without synchronisation: a moment old.
     */
    SubscriberStats stats();

    /**
     * @return whether {@link #close()} was called.
     */
    boolean isClosed();

    /**
     * Stop receiving. Called from within the handler, the poll that called it still hands over what it has taken, up to
     * its limit. Idempotent, from any thread, also from within a handler; waits for a poll in flight up to the
     * close timeout, after which the poll ends the subscriber when it ends itself.
     */
    @Override
    void close();
}
