package io.skein.perf.bench.system;

import io.skein.perf.bench.end.Route;
import org.agrona.concurrent.IdleStrategy;

/**
 * One end's connection.
 */
public interface Transport extends AutoCloseable
{
    /**
     * @param route   to send on.
     * @param content of the messages.
     * @return a new sender.
     */
    Sender newSender(Route route, Content content);

    /**
     * @param route   to receive on.
     * @param content of the messages.
     * @param sink    gets every message.
     * @param limit   of messages in one poll.
     * @return a new receiver.
     */
    Receiver newReceiver(Route route, Content content, MessageSink sink, int limit);

    /**
     * @return how this end's thread waits: the same strategy for every system.
     */
    IdleStrategy newIdleStrategy();

    @Override
    void close();
}
