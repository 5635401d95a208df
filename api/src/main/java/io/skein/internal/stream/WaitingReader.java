package io.skein.internal.stream;

import io.skein.internal.bell.Source;
import io.skein.internal.bell.Waitable;
import io.skein.internal.link.Links;
import io.skein.topic.Topic;
import org.agrona.concurrent.IdleStrategy;

/**
 * What threads wait on that read a stream.
 */
abstract class WaitingReader implements Waitable
{
    final Links links;
    final Topic topic;
    ReaderSession session;

    WaitingReader(final Links links, final Topic topic)
    {
        this.links = links;
        this.topic = topic;
    }

    /**
     * @param timeoutNs longest wait.
     * @param what      is waited for.
     * @return a wait that begins now.
     */
    final Waiting newWaiting(final long timeoutNs, final String what)
    {
        return new Waiting(links, timeoutNs, what, session.sources());
    }

    /**
     * @return waits for the writer; for one thread.
     */
    final IdleStrategy newIdleStrategy()
    {
        return links.newIdleStrategy(session.sources());
    }

    /**
     * @return that is read.
     */
    public final Topic topic()
    {
        return topic;
    }

    @Override
    public final Source[] sources()
    {
        return session.sources();
    }

    @Override
    public final boolean isOf(final Object connection)
    {
        return links == connection;
    }
}
