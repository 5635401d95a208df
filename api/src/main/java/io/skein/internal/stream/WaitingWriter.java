package io.skein.internal.stream;

import io.skein.internal.link.Links;
import io.skein.topic.Topic;

/**
 * What threads wait for that write a stream.
 */
abstract class WaitingWriter
{
    final Links links;
    final Topic topic;
    final WriterSession session;

    WaitingWriter(final Links links, final Topic topic, final WriterSession session)
    {
        this.links = links;
        this.topic = topic;
        this.session = session;
    }

    /**
     * @param timeoutNs longest wait.
     * @param what      is waited for.
     * @return a wait that begins now.
     */
    final Waiting newWaiting(final long timeoutNs, final String what)
    {
        return new Waiting(links, timeoutNs, what, session.link());
    }

    /**
     * @return that is written to.
     */
    public final Topic topic()
    {
        return topic;
    }

    /**
     * @return whether there is a reader.
     */
    public final boolean isConnected()
    {
        return session.isGreeted();
    }
}
