package io.skein.message;

/**
 * Receives from a topic of kind raw.
 */
public interface RawSubscriber extends Subscriber
{
    /**
     * Hand what has arrived to the handler. Never blocks.
     *
     * @param handler receives each message, oldest first per publisher.
     * @param limit   most fragments to take in this call; a message larger than one frame is several.
     * @return fragments taken; 0 when there was nothing, or the driver is away, or the subscriber is closed.
     * @throws IllegalStateException when called from within its own handler, or from two threads at once.
     */
    int poll(RawHandler handler, int limit);
}
