package io.skein.message;

import io.skein.trace.TraceHandler;
import io.skein.transfer.TransferReceiver;

import java.util.concurrent.Flow;

/**
 * Receives from a topic of kind message.
 */
public interface MessageSubscriber extends Subscriber
{
    /**
     * Hand what has arrived to the handler. Never blocks.
     *
     * @param handler receives each message, oldest first per publisher.
     * @param limit   most fragments to take in this call; a message larger than one frame is several.
     * @return fragments taken; 0 when there was nothing, or the driver is away, or the subscriber is closed.
     * @throws IllegalStateException when called from within its own handler, or from two threads at once.
     */
    int poll(MessageHandler handler, int limit);

    /**
     * Hand the newest message of each publisher to the handler, and pass over older ones; their slots are free at once.
     * Never blocks.
     *
     * @param handler receives at most one message per publisher.
     * @return messages handed over.
     * @throws IllegalStateException when called from within its own handler, or from two threads at once.
     */
    int pollLatest(MessageHandler handler);

    /**
     * Choose where the bytes of messages go that arrive in slices, because they are larger than a message of the log,
     * or than the topic's {@code chunk.threshold}: into memory of the caller's, over which the handler then gets its
     * view, or into a file. Without a receiver they go into memory of the subscriber's. From the polling thread, or
     * before it polls.
     *
     * @param receiver is asked for each such message that begins from now on.
     * @throws IllegalStateException when the topic has no chunk options.
     */
    void receiveInto(TransferReceiver receiver);

    /**
     * Choose who is told of the trace of each message when its handler has returned. From the polling thread, or before
     * it polls.
     *
     * @param handler is called on the polling thread, or null for nobody.
     * @throws IllegalStateException when the topic has no trace.
     */
    void onTraced(TraceHandler handler);

    /**
     * @return an object to {@linkplain MessageView#retain(RetainedMessage) retain} messages in; allocates. Holds
     * nothing.
     */
    RetainedMessage newRetained();

    /**
     * What arrives, retained, as demanded: nothing is taken from the log before it is asked for, so a subscriber of
     * Flow that asks for little holds its publishers back, as one that polls seldom does. For one subscriber of Flow at
     * a time, and while there is one, nobody else may poll; another is refused with {@code onError}. Whoever gets a
     * message must {@linkplain RetainedMessage#release() release} it; one that was taken but not
     * handed over is released here.
     * <p>
     * Signals come from a thread of this subscriber's, one at a time: they must not wait. It completes once this is
     * closed, and fails with {@link io.skein.PoolException} when 64 processes retain slots of the pool already. What
     * the publisher of a pool took back is left out and counted. A message that came in the log is copied; each one
     * allocates.
     *
     * @return publishes messages; the same object each time.
     */
    Flow.Publisher<RetainedMessage> publisher();
}
